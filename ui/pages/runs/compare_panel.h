// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/run_arguments_model.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QTableView;

namespace finetune::ui {

class RunList;
class RunsModel;
class SeriesPlot;

// The compared runs: a curve of each in one plot, and their arguments beside each other.
class ComparePanel : public QWidget {
    Q_OBJECT
public:
    ComparePanel(RunList& runs, RunsModel& model, QWidget* parent = nullptr); // both outlive the panel

private:
    QWidget* makeCurves();
    QWidget* makeArguments();
    void showCurves();
    void showArguments();
    void drawIfCompared(const QString& folder);
    void tellWhatIsMissing();
    QString nameOf(const QString& folder) const; // with its parent where two have the same

    RunList& runs_;
    RunsModel& model_;
    QComboBox *curve_, *axis_;
    SeriesPlot* plot_;
    QLabel* note_;
    RunArgumentsModel* arguments_;
    QCheckBox* onlyDifferences_;
    QLabel* differences_;
    QTableView* table_;
    std::vector<ArgumentsOfRun> shown_;
};

} // namespace finetune::ui
