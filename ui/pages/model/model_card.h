// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/model_folder.h"

#include <QFrame>

class QGridLayout;
class QLabel;
class QTableView;

namespace finetune::ui {

class ModelFilesModel;

// What a model is, before anything of it is loaded: its figures, what training will add, and the files it is made of.
class ModelCard : public QFrame {
    Q_OBJECT
public:
    explicit ModelCard(QWidget* parent = nullptr);

    void show(const session::ModelFolder& look);

private:
    QLabel* addFact(const QString& name, const QString& objectName, const QString& help);
    void showInfo(const session::ModelFolder& look);

    QGridLayout* facts_;
    QLabel *title_, *head_;
    QLabel *parameters_, *size_, *layers_, *hidden_, *heads_, *vocabulary_, *longest_, *tokenizer_, *licence_;
    QWidget* figures_;
    ModelFilesModel* files_;
    QTableView* table_;
};

} // namespace finetune::ui
