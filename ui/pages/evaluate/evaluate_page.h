// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/evaluations.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace finetune::ui {

class PredictionsPanel;
class BreakdownPanel;
class EmptyState;
class EvaluateNow;
class PageHeader;
class ScoreTiles;
class ThresholdPanel;

// How good the model is, on which questions it fails and in which way, and what changed between two evaluations.
class EvaluatePage : public QWidget {
    Q_OBJECT
public:
    EvaluatePage(Session& session, QWidget* parent = nullptr);

Q_SIGNALS:
    void trainRequested();
    void thresholdStored(const QString& runFolder); // kept with the run
    void failed(const finetune::Error& error);

private:
    enum View { Answers, Breakdown, Threshold };

    void makeHeader();
    QWidget* makeContent();
    void fillChoices();
    void showEvaluation();
    void updateEmptyState();
    void showView(View view);

    Session& session_;
    Evaluations* evaluations_;
    PageHeader* header_;
    QComboBox *shown_, *before_;
    QLabel* compared_ = nullptr;
    QPushButton* now_;
    EvaluateNow* evaluateNow_;
    QStackedWidget *pages_, *views_;
    EmptyState* empty_;
    ScoreTiles* tiles_;
    QButtonGroup* segments_;
    PredictionsPanel* answers_;
    BreakdownPanel* breakdown_;
    ThresholdPanel* threshold_;
};

} // namespace finetune::ui
