// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/describe.h"

#include <QFrame>

class QGridLayout;
class QLabel;
class QStackedWidget;

namespace finetune::ui {

// What the chosen model is, before anything of it is loaded.
class ModelCard : public QFrame {
    Q_OBJECT
public:
    explicit ModelCard(QWidget* parent = nullptr);

    void show(const model::ModelInfo& info);
    void showNothing();

private:
    void addFact(const QString& name, QLabel*& value, int row, int column);

    QStackedWidget* stack_;
    QGridLayout* facts_;
    QLabel* title_;
    QLabel *layers_, *hidden_, *heads_, *parameters_, *vocabulary_, *longest_, *size_, *licence_;
    QLabel* fresh_;
};

} // namespace finetune::ui
