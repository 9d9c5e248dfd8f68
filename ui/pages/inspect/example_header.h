// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <QWidget>

class QAction;
class QLabel;
class QSpinBox;

namespace finetune::ui {

// Which example is shown, and the way to others: buttons, a number, Alt+Left and Alt+Right anywhere on the page.
class ExampleHeader : public QWidget {
    Q_OBJECT
public:
    explicit ExampleHeader(QWidget* parent = nullptr);

    void setExample(int index, const data::Dataset& dataset);

Q_SIGNALS:
    void exampleAsked(int index);

private:
    QAction* addStep(int step, Qt::ArrowType arrow, const QString& text, const QKeySequence& keys);

    QAction* previous_ = nullptr;
    QAction* next_ = nullptr;
    QSpinBox* number_ = nullptr;
    QLabel* count_ = nullptr;
    QLabel* title_ = nullptr;
    int index_ = 0;
};

} // namespace finetune::ui
