// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace finetune::ui {

class SeriesPlot;
class StatTile;

// How the run goes: state, figures, plots, log. Draws one plot at a time, so that no drawing holds up the window.
class RunPanel : public QWidget {
    Q_OBJECT
public:
    RunPanel(Session& session, QWidget* parent = nullptr);

    // Why it cannot start, or empty; shown beside the button. With a link when the place to mend it can be gone to.
    void setHindrance(const QString& hindrance, bool linked = false);

Q_SIGNALS:
    void startRequested();
    void hindranceActivated();

private:
    QWidget* makeHead();
    QWidget* makePlots();
    void begin(bool resumed);
    void take(const std::vector<train::RunEvent>& events);
    void plot(const train::RunEvent& event);
    QString logLine(const train::RunEvent& event) const;
    void showStatus();
    void showProgress();
    void drawNext();

    Session& session_;
    QString hindrance_;
    bool linked_ = false;
    QLabel *state_, *detail_;
    QPushButton *start_, *stop_;
    QProgressBar* progress_;
    StatTile *step_, *epoch_, *left_, *speed_, *lossTile_;
    SeriesPlot *lossPlot_, *ratePlot_, *evaluationPlot_, *scorePlot_;
    int stepLoss_, meanLoss_, rate_, evaluationLoss_, exactMatch_, f1_;
    QPlainTextEdit* log_;
    std::size_t nextPlot_ = 0;
    QTimer drawTimer_;
};

} // namespace finetune::ui
