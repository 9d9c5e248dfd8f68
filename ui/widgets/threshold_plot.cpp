// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/threshold_plot.h"

#include "ui/theme.h"

#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>

namespace finetune::ui {
namespace {

constexpr double kMargin = 0.04; // of the range, at both sides

// A step of 1, 2 or 5 times a power of ten that divides the range in about `parts`.
double niceStep(double range, int parts) {
    const double raw = range / parts, power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (raw <= factor * power)
            return factor * power;
    return 10 * power;
}

} // namespace

ThresholdPlot::ThresholdPlot(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("thresholdPlot"));
    setAccessibleName(tr("Exact match and F1 over the no-answer threshold"));
    setMinimumHeight(fontMetrics().height() * 7);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setCursor(Qt::CrossCursor);
}

QSize ThresholdPlot::sizeHint() const {
    return {fontMetrics().horizontalAdvance(u'0') * 70, fontMetrics().height() * 16};
}

void ThresholdPlot::setCurve(eval::ThresholdCurve curve) {
    curve_ = std::move(curve);
    lowest_ = curve_.points.empty() ? -1 : curve_.points.front().threshold;
    highest_ = curve_.points.empty() ? 1 : curve_.points.back().threshold;
    const double margin = std::max(kMargin * (highest_ - lowest_), 0.5);
    lowest_ -= margin;
    highest_ += margin;
    update();
}

void ThresholdPlot::setThreshold(double threshold) {
    threshold_ = threshold;
    update();
}

QRectF ThresholdPlot::area() const {
    const double line = fontMetrics().height();
    const double left = fontMetrics().horizontalAdvance(QStringLiteral("100 %")) + line * 0.6;
    return QRectF(rect()).adjusted(left, line * 1.6, -line * 0.8, -line * 2.6);
}

double ThresholdPlot::thresholdAt(double x) const {
    const QRectF place = area();
    const double share = std::clamp((x - place.left()) / std::max(1.0, place.width()), 0.0, 1.0);
    return lowest_ + share * (highest_ - lowest_);
}

double ThresholdPlot::xOf(double threshold) const {
    const QRectF place = area();
    return place.left() + std::clamp((threshold - lowest_) / (highest_ - lowest_), 0.0, 1.0) * place.width();
}

double ThresholdPlot::yOf(double percent) const {
    return area().bottom() - percent / 100 * area().height();
}

void ThresholdPlot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintGrid(painter);
    if (curve_.points.empty())
        return;
    paintLine(painter, &eval::ThresholdPoint::exact, QPen(theme().exactMatch, 2));
    paintLine(painter, &eval::ThresholdPoint::f1, QPen(theme().f1, 2, Qt::DashLine));
    paintChosen(painter);
}

void ThresholdPlot::paintGrid(QPainter& painter) const {
    const QRectF place = area();
    const double line = fontMetrics().height();
    const QLocale locale;
    for (int percent = 0; percent <= 100; percent += 25) {
        painter.setPen(QPen(percent == 0 ? theme().borderStrong : theme().grid, 1));
        painter.drawLine(QPointF(place.left(), yOf(percent)), QPointF(place.right(), yOf(percent)));
        painter.setPen(theme().muted);
        painter.drawText(QRectF(0, yOf(percent) - line / 2, place.left() - line * 0.4, line),
                         Qt::AlignRight | Qt::AlignVCenter, tr("%1 %").arg(locale.toString(percent)));
    }
    const double step = niceStep(highest_ - lowest_, std::max(2, static_cast<int>(place.width() / (line * 5))));
    for (double value = std::ceil(lowest_ / step) * step; value <= highest_; value += step) {
        const double shown = std::abs(value) < step / 2 ? 0 : value;
        painter.drawText(QRectF(xOf(value) - line * 3, place.bottom() + line * 0.2, line * 6, line), Qt::AlignCenter,
                         locale.toString(shown, 'g', 4));
    }
    painter.drawText(QRectF(place.left(), place.bottom() + line * 1.3, place.width(), line), Qt::AlignCenter,
                     tr("no-answer threshold: to the right, more questions get an answer"));
    double x = place.left();
    const auto name = [&](const QString& text, const QPen& pen) {
        painter.setPen(pen);
        painter.drawLine(QPointF(x, line * 0.7), QPointF(x + line * 1.8, line * 0.7));
        x += line * 2.2;
        painter.setPen(theme().text);
        painter.drawText(QPointF(x, line * 0.7 + fontMetrics().ascent() / 2.0 - 1), text);
        x += fontMetrics().horizontalAdvance(text) + line * 1.5;
    };
    name(tr("Exact match"), QPen(theme().exactMatch, 2));
    name(tr("F1"), QPen(theme().f1, 2, Qt::DashLine));
}

// One point a pixel: the curve has as many steps as there are questions.
void ThresholdPlot::paintLine(QPainter& painter, double eval::ThresholdPoint::*score, const QPen& pen) const {
    const QRectF place = area();
    QPolygonF line;
    for (double x = place.left(); x <= place.right(); ++x)
        line << QPointF(x, yOf(curve_.at(thresholdAt(x)).*score));
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
}

void ThresholdPlot::paintChosen(QPainter& painter) const {
    const QRectF place = area();
    const double x = xOf(threshold_);
    painter.setPen(QPen(theme().text, 1.5));
    painter.drawLine(QPointF(x, place.top()), QPointF(x, place.bottom()));
    const eval::ThresholdPoint& point = curve_.at(threshold_);
    painter.setPen(QPen(theme().surface, 1.5));
    for (const auto& [score, color] : {std::pair(point.exact, theme().exactMatch), std::pair(point.f1, theme().f1)}) {
        painter.setBrush(color);
        painter.drawEllipse(QPointF(x, yOf(score)), 5, 5);
    }
}

void ThresholdPlot::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && !curve_.points.empty())
        Q_EMIT picked(thresholdAt(event->position().x()));
}

void ThresholdPlot::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton && !curve_.points.empty())
        Q_EMIT picked(thresholdAt(event->position().x()));
}

} // namespace finetune::ui
