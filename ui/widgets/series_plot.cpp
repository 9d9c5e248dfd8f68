// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/series_plot.h"

#include "ui/icons.h"
#include "ui/models/series_table_model.h"
#include "ui/widgets/custom_plot.h"

#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

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

SeriesPlot::SeriesPlot(const QString& title, const QString& objectName, QWidget* parent)
    : QWidget(parent), title_(new QLabel(title, this)), reading_(new QLabel(this)), button_(new QToolButton(this)),
      stack_(new QStackedWidget(this)), plot_(new QCustomPlot(this)), saving_(this) {
    setObjectName(objectName);
    setTextRole(*title_, TextRole::Strong);
    setTextRole(*reading_, TextRole::Caption);
    reading_->setObjectName(objectName + ".reading");
    reading_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    reading_->setWordWrap(true);
    reading_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setUpPlot(objectName);
    makeMenu();
    stack_->addWidget(plot_);

    auto* head = new QHBoxLayout;
    head->setSpacing(4);
    head->addWidget(title_, 1);
    head->addWidget(button_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 4, 4, 2);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(reading_);
    layout->addWidget(stack_, 1);
    setTickers();
    restyle();
}

SeriesPlot::~SeriesPlot() = default;

void SeriesPlot::setUpPlot(const QString& objectName) {
    plot_->setObjectName(objectName + ".plot");
    plot_->setAccessibleName(title_->text());
    plot_->setFocusPolicy(Qt::StrongFocus);
    plot_->setMinimumHeight(fontMetrics().height() * 3);
    plot_->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    plot_->setNoAntialiasingOnDrag(true);
    plot_->installEventFilter(this);
    plot_->axisRect()->setRangeZoom(Qt::Horizontal); // the values always fit what is in sight
    plot_->axisRect()->setRangeDrag(Qt::Horizontal);
    plot_->axisRect()->setMinimumMargins(QMargins(4, 6, 10, 4));
    plot_->layer(QStringLiteral("overlay"))->setMode(QCPLayer::lmBuffered); // the cursor moves without a full replot
    for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis}) {
        axis->setSubTicks(false);
        axis->setTickLength(0, 0);
        axis->setNumberFormat(QStringLiteral("g"));
        axis->setNumberPrecision(axis == plot_->xAxis ? 7 : 6);
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    for (QCPGraph** bad : {&badAbove_, &badBelow_}) {
        *bad = plot_->addGraph();
        (*bad)->setLineStyle(QCPGraph::lsNone);
    }
    cursor_ = new QCPItemStraightLine(plot_);
    cursor_->setLayer(QStringLiteral("overlay"));
    cursor_->setVisible(false);
    connect(plot_, &QCustomPlot::beforeReplot, this, &SeriesPlot::fill);
}

int SeriesPlot::addSeries(const QString& name, QColor Theme::*color, Shape shape, char format, int digits) {
    const auto own = std::make_shared<SeriesData>();
    const int series = addSeries(own, name, color, shape, format, digits);
    series_.back().own = own;
    return series;
}

int SeriesPlot::addSeries(std::shared_ptr<const SeriesData> data, const QString& name, QColor Theme::*color,
                          Shape shape, char format, int digits) {
    Series series{name, color, shape, format, digits, std::move(data), {}, nullptr, nullptr, nullptr};
    series.low = plot_->addGraph();
    series.line = plot_->addGraph();
    series.smooth = plot_->addGraph();
    series.line->setChannelFillGraph(series.low);
    for (QCPGraph* graph : {series.low, series.line, series.smooth})
        graph->setAdaptiveSampling(false); // what is handed over is cut to the pixels already
    restyleSeries(series);
    series_.push_back(std::move(series));
    showTable();
    dirty_ = true;
    return static_cast<int>(series_.size()) - 1;
}

void SeriesPlot::setData(int series, std::shared_ptr<const SeriesData> data) {
    Series& changed = series_[static_cast<std::size_t>(series)];
    changed.data = std::move(data);
    changed.own.reset();
    showTable();
    dirty_ = true;
}

void SeriesPlot::removeAllSeries() {
    for (const Series& series : series_)
        for (QCPGraph* graph : {series.smooth, series.line, series.low})
            plot_->removeGraph(graph);
    series_.clear();
    showTable();
    resetView();
}

void SeriesPlot::setTitle(const QString& title) {
    title_->setText(title);
    plot_->setAccessibleName(title);
}

QString SeriesPlot::title() const {
    return title_->text();
}

void SeriesPlot::setFixedRange(double low, double high) {
    low_ = low;
    high_ = high;
    dirty_ = true;
}

void SeriesPlot::setFromZero(bool fromZero) {
    fromZero_ = fromZero;
    dirty_ = true;
}

void SeriesPlot::setAxis(RunAxis axis) {
    if (axis == axis_)
        return;
    axis_ = axis;
    hideCursor();
    setTickers();
    resetView();
}

void SeriesPlot::setLogarithmic(bool logarithmic) {
    if (logarithmic == logarithmic_)
        return;
    logarithmic_ = logarithmic;
    plot_->yAxis->setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    setTickers();
    dirty_ = true;
    redraw();
}

void SeriesPlot::setSmoothing(double weight) {
    if (weight == smoothing_)
        return;
    smoothing_ = weight;
    dirty_ = true;
}

void SeriesPlot::append(int series, double step, double value) {
    if (const auto& own = series_[static_cast<std::size_t>(series)].own)
        own->append({step, step, step, value});
    dirty_ = true;
}

void SeriesPlot::extendTo(double step) {
    if (step <= reach_)
        return;
    reach_ = step;
    dirty_ = true;
}

void SeriesPlot::refresh() {
    dirty_ = true;
}

void SeriesPlot::clear() {
    for (const Series& series : series_)
        if (series.own)
            series.own->clear();
    reach_ = 0;
    following_ = true;
    hideCursor();
    dirty_ = true;
}

int SeriesPlot::points(int series) const {
    return static_cast<int>(series_[static_cast<std::size_t>(series)].data->size());
}

int SeriesPlot::notNumbers() const {
    std::size_t count = 0;
    for (const Series& series : series_)
        count += series.data->notNumbers();
    return static_cast<int>(count);
}

std::pair<double, double> SeriesPlot::visibleRange() const {
    return {plot_->xAxis->range().lower, plot_->xAxis->range().upper};
}

bool SeriesPlot::redraw() {
    if (!dirty_ || !isVisible())
        return false;
    dirty_ = false;
    if (isTable()) {
        model_->refresh();
        showReading();
        return true;
    }
    if (following_)
        follow();
    showReading();
    plot_->replot();
    return true;
}

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

// What came while the plot was out of sight is drawn now; perhaps nobody asks again.
void SeriesPlot::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    redraw();
}

// The values of two curves need a second line where it is narrow; the place is kept, so that nothing moves with them.
void SeriesPlot::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const int lines = series_.size() > 1 && width() < fontMetrics().horizontalAdvance(u'0') * 38 ? 2 : 1;
    reading_->setFixedHeight(lines * reading_->fontMetrics().lineSpacing() + 2);
}

void SeriesPlot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        restyle();
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
