// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/data_statistics.h"

#include <QWidget>

class QLabel;

namespace finetune::ui {

class BarPlot;
class StatTile;

// What a file is made of: its figures as tiles, its lengths and words as charts.
class StatisticsPanel : public QWidget {
    Q_OBJECT
public:
    StatisticsPanel(DataStatistics& statistics, QWidget* parent = nullptr);

private:
    void update();
    void showCharts(const data::Statistics& statistics);

    DataStatistics& statistics_;
    StatTile *questions_, *contexts_, *unanswerable_, *several_;
    BarPlot *context_, *question_, *answer_, *position_, *words_;
    QLabel* note_;
};

} // namespace finetune::ui
