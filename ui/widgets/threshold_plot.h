// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/eval/threshold.h"

#include <QWidget>

namespace finetune::ui {

// Exact match and F1 over the no-answer threshold, with the chosen one as a line. A click or a drag picks; the
// keyboard's way is the slider below it, the table beside it says the same.
class ThresholdPlot : public QWidget {
    Q_OBJECT
public:
    explicit ThresholdPlot(QWidget* parent = nullptr);

    void setCurve(eval::ThresholdCurve curve);
    const eval::ThresholdCurve& curve() const { return curve_; }
    void setThreshold(double threshold);
    double threshold() const { return threshold_; }

    // The thresholds at the left and right edge.
    double lowest() const { return lowest_; }
    double highest() const { return highest_; }

    // What the curves take of the widget.
    QRectF area() const;

    QSize sizeHint() const override;

Q_SIGNALS:
    void picked(double threshold);

private:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    double thresholdAt(double x) const;
    double xOf(double threshold) const;
    double yOf(double percent) const;
    void paintGrid(QPainter& painter) const;
    void paintLine(QPainter& painter, double eval::ThresholdPoint::*score, const QPen& pen) const;
    void paintChosen(QPainter& painter) const;

    eval::ThresholdCurve curve_;
    double threshold_ = 0, lowest_ = -1, highest_ = 1;
};

} // namespace finetune::ui
