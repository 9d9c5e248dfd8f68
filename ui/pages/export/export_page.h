// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/export_plan.h"
#include "core/session/runs.h"
#include "ui/session/session.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace finetune::ui {

class EmptyState;
class Exporter;
class ExportFilesModel;
class PathField;
class PythonCard;
class RunList;

// Leaves with a model: which one, where to, what will be written, that it was checked, and how Python loads it.
class ExportPage : public QWidget {
    Q_OBJECT
public:
    ExportPage(Session& session, RunList& runs, QWidget* parent = nullptr); // both outlive the page

    void showRun(const QString& folder); // chooses it as soon as the list knows it

Q_SIGNALS:
    void trainRequested();

private:
    QWidget* makeContent();
    QWidget* makeSourceCard();
    QWidget* makeFilesCard();
    void fillRuns();
    void fillModels();
    void chooseTarget();
    void plan();
    void start();
    void showPlan(const session::ExportPlan& plan);
    void showReport(const session::ExportReport& report);
    void say(const QString& text, const char* tone);
    void updateEnabled();
    session::ExportRequest request() const;

    RunList& runs_;
    Exporter* exporter_;
    QStackedWidget* stack_;
    EmptyState* empty_;
    QComboBox *run_, *model_;
    PathField* target_;
    QPushButton *export_, *cancel_;
    QLabel *state_, *filesTitle_;
    ExportFilesModel* files_;
    QTableView* table_;
    PythonCard* python_;
    QString wanted_; // run that was asked for
    QString shown_;  // run whose models are shown
    std::vector<session::RunModel> models_;
    bool plannable_ = false;
    bool targetIsOurs_ = true; // not chosen by hand
};

} // namespace finetune::ui
