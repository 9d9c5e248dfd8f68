// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/series_plot.h"

#include "ui/models/series_table_model.h"
#include "ui/widgets/custom_plot.h"

#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace finetune::ui {

SeriesPlot::SeriesPlot(const QString& title, const QString& objectName, QWidget* parent)
    : QWidget(parent), title_(new QLabel(title, this)), reading_(new QLabel(this)), button_(new QToolButton(this)),
      stack_(new QStackedWidget(this)), plot_(new QCustomPlot(this)), saving_(this) {
    setObjectName(objectName);
    setTextRole(*title_, TextRole::Strong);
    title_->setToolTip(tr("Ctrl with the wheel zooms, dragging moves along the run, a double click shows all of it"));
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
    plot_->setAttribute(Qt::WA_NoMousePropagation, false); // the wheel, which it leaves, scrolls the page
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

} // namespace finetune::ui
