// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/predictions_model.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QTableView;

namespace finetune::ui {

class AnswerView;

// Every question of an evaluation: filters, the table, and the chosen one at its side.
class PredictionsPanel : public QWidget {
    Q_OBJECT
public:
    explicit PredictionsPanel(QWidget* parent = nullptr);

    void show(std::shared_ptr<const ShownEvaluation> evaluation);
    // Shows the answers of one kind only.
    void showKind(eval::AnswerKind kind);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeFilters();
    QWidget* makeTable();
    void filter();
    void updateCounts();
    void updateKinds();
    void keepChoice();
    void showChosen();

    PredictionsModel* model_;
    QButtonGroup* shows_;
    QComboBox* kinds_;
    QLineEdit* search_;
    QLabel* found_;
    QTableView* table_;
    QStackedWidget* stack_;
    AnswerView* view_;
    int chosen_ = -1; // example
};

} // namespace finetune::ui
