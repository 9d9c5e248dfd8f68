// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <QWidget>

class QAction;
class QLabel;
class QSpinBox;
class QToolButton;

namespace finetune::ui {

// Which example is shown, and the way to others: buttons, a number, Alt+Left and Alt+Right anywhere on the page; to
// those with a problem F8 and Shift+F8, round and round.
class ExampleHeader : public QWidget {
    Q_OBJECT
public:
    explicit ExampleHeader(QWidget* parent = nullptr);

    void setExample(int index, const data::Dataset& dataset);
    void setProblems(std::vector<std::int32_t> examples); // ascending
    void setLongest(int example);                         // -1: not known
    QLabel* title() const { return title_; }              // article and id, to be placed where there is room

Q_SIGNALS:
    void exampleAsked(int index);

private:
    QAction* addButton(Qt::ArrowType arrow, const QString& name, const QString& text, const QKeySequence& keys);
    QAction* addStep(int step, Qt::ArrowType arrow, const QString& text, const QKeySequence& keys);
    QAction* addProblem(int step, Qt::ArrowType arrow, const QString& text, const QKeySequence& keys);
    void askProblem(int step);

    QAction* previous_ = nullptr;
    QAction* next_ = nullptr;
    QSpinBox* number_ = nullptr;
    QLabel* count_ = nullptr;
    QLabel* title_ = nullptr;
    QAction* previousProblem_ = nullptr;
    QAction* nextProblem_ = nullptr;
    QLabel* problemCount_ = nullptr;
    QToolButton* toLongest_ = nullptr;
    std::vector<std::int32_t> problems_;
    int longest_ = -1;
    int index_ = 0;
};

} // namespace finetune::ui
