// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/eval/analysis.h"

#include <QScrollArea>

class QGridLayout;
class QTableView;

namespace finetune::ui {

struct ShownEvaluation;
class BreakdownModel;

// Where a model is weak: its mistakes by kind, and its scores by question word, length of the answer and windows.
class BreakdownPanel : public QScrollArea {
    Q_OBJECT
public:
    explicit BreakdownPanel(QWidget* parent = nullptr);

    void show(const ShownEvaluation& evaluation);

Q_SIGNALS:
    void kindActivated(finetune::eval::AnswerKind kind); // by a double click or Enter

private:
    struct Part {
        BreakdownModel* model;
        QTableView* table;
    };
    Part addPart(QGridLayout* grid, int place, const QString& name, const QString& title, const QString& sentence,
                 const QString& groupName);

    Part kinds_, questionWords_, answerWords_, windows_;
};

} // namespace finetune::ui
