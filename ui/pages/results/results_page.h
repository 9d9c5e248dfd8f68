// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTableView;

namespace finetune::ui {

class EmptyState;
class EvaluationsModel;
class ExportCard;
class PageHeader;
class StatTile;

// The last step: how good the model is, and the folder to leave with.
class ResultsPage : public QWidget {
    Q_OBJECT
public:
    ResultsPage(Session& session, QWidget* parent = nullptr);

Q_SIGNALS:
    void trainRequested();

private:
    QWidget* makeContent();
    void take(const std::vector<train::RunEvent>& events);
    void update();
    void showMetrics(const Json& metrics);
    void fitTable();

    Session& session_;
    PageHeader* header_;
    QStackedWidget* stack_;
    EmptyState* empty_;
    StatTile *loss_, *exactMatch_, *f1_, *characterF1_;
    QLabel* noEvaluation_;
    QWidget* history_;
    EvaluationsModel* evaluations_;
    QTableView* table_;
    ExportCard* export_;
};

} // namespace finetune::ui
