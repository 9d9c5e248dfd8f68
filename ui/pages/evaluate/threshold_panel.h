// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <memory>

class QLabel;
class QPushButton;
class QSlider;
class QTableView;

namespace finetune::ui {

struct ShownEvaluation;
class ThresholdModel;
class ThresholdPlot;

// When to say that there is no answer: the scores over all thresholds, one to choose, the best to take over, and a
// place to keep it.
class ThresholdPanel : public QWidget {
    Q_OBJECT
public:
    explicit ThresholdPanel(QWidget* parent = nullptr);

    void show(const ShownEvaluation& evaluation);
    void showStored(double threshold);

Q_SIGNALS:
    void thresholdChosen(double threshold);
    void storeRequested();

private:
    QWidget* makeChoice();
    QWidget* makeTable();
    void choose(double threshold);
    void showChosen();

    ThresholdPlot* plot_;
    QSlider* slider_;
    QLabel *sentence_, *stored_;
    QPushButton *bestF1_, *bestExact_, *store_;
    ThresholdModel* model_;
    QTableView* table_;
    const void* curveOf_ = nullptr; // the evaluation whose curve is shown
};

} // namespace finetune::ui
