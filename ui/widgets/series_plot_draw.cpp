// SPDX-License-Identifier: GPL-3.0-or-later
// What is drawn: the part of the run that is in sight, the axes, the colours.
#include "ui/icons.h"
#include "ui/widgets/custom_plot.h"
#include "ui/widgets/series_plot.h"

#include <QLabel>
#include <QToolButton>
#include <algorithm>
#include <cmath>
#include <limits>

namespace finetune::ui {
namespace {

constexpr double kMargin = 0.06; // of the range, above and below the values

QPen hairline(const QColor& color) {
    return {color, 1};
}

// 1, 2 and 5 of every power of ten; over more than three of them the powers alone. QCustomPlot's own needs a whole one.
class LogarithmicTicker : public QCPAxisTicker {
    QVector<double> createTickVector(double, const QCPRange& range) override {
        QVector<double> ticks;
        const bool few = range.upper / range.lower > 1e3;
        for (double power = std::pow(10, std::floor(std::log10(range.lower))); power <= range.upper; power *= 10)
            for (const double factor : {1.0, 2.0, 5.0})
                if (!few || factor == 1)
                    ticks.append(power * factor);
        return ticks;
    }
};

QColor translucent(QColor color, int alpha) {
    color.setAlpha(alpha);
    return color;
}

} // namespace

double SeriesPlot::lastKey() const {
    double last = axis_ == RunAxis::Steps ? reach_ : 0;
    for (const Series& series : series_)
        last = std::max(last, series.data->lastKey(axis_));
    return last;
}

// Shows the whole run.
void SeriesPlot::follow() {
    const double least = axis_ == RunAxis::Epochs ? 0.1 : 10;
    const double width = std::max(lastKey(), least);
    plot_->xAxis->setRange(-width * 0.02, width * 1.02);
}

// Before every drawing, also of QCustomPlot's own after wheel and drag: what is in sight, cut to the pixels there are.
void SeriesPlot::fill() {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    badAbove_->data()->clear();
    badBelow_->data()->clear();
    for (Series& series : series_)
        fillSeries(series, low, high);
    fitValues(low, high);
    const int rows = plot_->axisRect()->height() / (fontMetrics().height() * 3 / 2); // labels must not touch
    plot_->yAxis->ticker()->setTickCount(std::clamp(rows, 2, 5));
    const QCPRange range = plot_->yAxis->range();
    const auto edge = [&](double share) {
        return logarithmic_ ? range.lower * std::pow(range.upper / range.lower, share)
                            : range.lower + range.size() * share;
    };
    for (auto point = badAbove_->data()->begin(); point != badAbove_->data()->end(); ++point)
        point->value = edge(1 - kMargin);
    for (auto point = badBelow_->data()->begin(); point != badBelow_->data()->end(); ++point)
        point->value = edge(kMargin);
}

void SeriesPlot::fillSeries(Series& series, double& low, double& high) {
    const QCPRange sight = plot_->xAxis->range();
    const int pixels = std::max(plot_->axisRect()->width(), 50);
    const SeriesData::Drawn drawn = series.data->drawn(axis_, sight.lower, sight.upper, pixels);
    const auto shown = [this](double value) { return logarithmic_ && value <= 0 ? std::nan("") : value; };
    QVector<QCPGraphData> lows, highs;
    for (const SeriesData::Column& column : drawn.columns) {
        const double bottom = shown(column.low), top = shown(column.high);
        if (drawn.band)
            lows.append({column.key, std::isnan(bottom) ? top : bottom});
        highs.append({column.key, top});
        if (std::isfinite(bottom))
            low = std::min(low, bottom);
        if (std::isfinite(top))
            high = std::max(high, top);
    }
    series.low->data()->set(lows, true);
    series.line->data()->set(highs, true);
    for (const SeriesData::Bad& bad : drawn.bad)
        (bad.below ? badBelow_ : badAbove_)->addData(bad.key, 0);

    QVector<QCPGraphData> means;
    if (smoothing_ > 0 && series.shape != Shape::Points && !series.data->empty()) {
        const std::vector<double>& smoothed = series.data->smoothed(smoothing_);
        for (const SeriesData::Column& column : drawn.columns) {
            const std::size_t at = std::min(series.data->firstFrom(axis_, column.key), smoothed.size() - 1);
            means.append({series.data->key(axis_, at), shown(smoothed[at])});
        }
    }
    series.smooth->data()->set(means, true);
    const bool faint = !means.isEmpty() || series.shape == Shape::FaintLine;
    const QColor color = theme().*series.color;
    series.line->setPen(QPen(translucent(color, faint || drawn.band ? 110 : 255), faint || drawn.band ? 1 : 2));
    series.low->setPen(drawn.band ? QPen(translucent(color, 110), 1) : QPen(Qt::NoPen));
    series.line->setBrush(drawn.band ? QBrush(translucent(color, faint ? 60 : 110)) : QBrush(Qt::NoBrush));
}

void SeriesPlot::fitValues(double low, double high) {
    const bool found = low <= high;
    if (logarithmic_) {
        if (!found)
            low = 0.1, high = 1;
        const double factor = std::max(std::pow(high / low, kMargin), 1.1);
        plot_->yAxis->setRange(low / factor, high * factor);
        return;
    }
    if (low_ < high_)
        low = low_, high = high_;
    else if (!found)
        low = 0, high = 1;
    else if (low == high || fromZero_)
        low = std::min(0.0, low), high = high > 0 ? high * 1.2 : 1;
    const double margin = (high - low) * kMargin;
    plot_->yAxis->setRange(low - margin, high + margin);
}

void SeriesPlot::setTickers() {
    if (axis_ == RunAxis::Time) {
        const auto time = QSharedPointer<QCPAxisTickerTime>::create();
        time->setTimeFormat(QStringLiteral("%h:%m:%s"));
        plot_->xAxis->setTicker(time);
    } else if (axis_ == RunAxis::Steps) {
        const auto whole = QSharedPointer<QCPAxisTickerFixed>::create(); // no half steps
        whole->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
        plot_->xAxis->setTicker(whole);
    } else {
        plot_->xAxis->setTicker(QSharedPointer<QCPAxisTicker>::create());
    }
    plot_->xAxis->ticker()->setTickCount(5);
    if (logarithmic_)
        plot_->yAxis->setTicker(QSharedPointer<LogarithmicTicker>::create());
    else
        plot_->yAxis->setTicker(QSharedPointer<QCPAxisTicker>::create());
}

void SeriesPlot::restyleSeries(const Series& series) {
    const QColor color = theme().*series.color;
    series.smooth->setPen(QPen(color, 2));
    if (series.shape == Shape::Points)
        series.line->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, color, color, 6));
}

void SeriesPlot::restyle() {
    const Theme& colors = theme();
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    plot_->setBackground(colors.surface);
    for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis}) {
        axis->setBasePen(hairline(axis == plot_->xAxis ? colors.border : colors.surface));
        axis->setTickPen(Qt::NoPen);
        axis->setTickLabelColor(colors.muted);
        axis->setTickLabelFont(small);
        axis->grid()->setPen(axis == plot_->xAxis ? QPen(Qt::NoPen) : hairline(colors.grid));
    }
    for (const Series& series : series_)
        restyleSeries(series);
    for (QCPGraph* bad : {badAbove_, badBelow_})
        bad->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCross, QPen(colors.danger, 2), Qt::NoBrush, 8));
    cursor_->setPen(QPen(colors.borderStrong, 1, Qt::DashLine));
    button_->setIcon(icon(QStringLiteral("more"), colors.muted));
    dirty_ = true;
    showReading();
    redraw();
}

} // namespace finetune::ui
