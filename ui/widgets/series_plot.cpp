// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/series_plot.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QMouseEvent>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

// QCustomPlot spells Qt's keywords out, which this program switches off.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef signals
#undef slots
#undef foreach

namespace finetune::ui {
namespace {

constexpr double kMargin = 0.06; // of the range, above and below the values

QString spelled(double value, char format, int digits) {
    return std::isfinite(value) ? QLocale().toString(value, format, digits) : QStringLiteral("NaN");
}

QPen hairline(const QColor& color) {
    return {color, 1};
}

} // namespace

SeriesPlot::SeriesPlot(const QString& title, const QString& objectName, QWidget* parent)
    : QWidget(parent), title_(new QLabel(title, this)), reading_(new QLabel(this)), plot_(new QCustomPlot(this)) {
    setObjectName(objectName);
    setTextRole(*title_, TextRole::Strong);
    setTextRole(*reading_, TextRole::Caption);
    reading_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    plot_->setObjectName(objectName + ".plot");
    plot_->setAccessibleName(title);
    plot_->setFocusPolicy(Qt::StrongFocus);
    plot_->setMinimumHeight(fontMetrics().height() * 6);
    plot_->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    plot_->setNoAntialiasingOnDrag(true);
    plot_->installEventFilter(this);
    plot_->axisRect()->setRangeZoom(Qt::Horizontal);
    plot_->axisRect()->setMinimumMargins(QMargins(4, 6, 10, 4));
    plot_->layer(QStringLiteral("overlay"))->setMode(QCPLayer::lmBuffered); // the cursor moves without a full replot
    const auto steps = QSharedPointer<QCPAxisTickerFixed>::create();        // no half steps
    steps->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
    steps->setTickCount(5);
    plot_->xAxis->setTicker(steps);
    plot_->yAxis->ticker()->setTickCount(4);
    for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis}) {
        axis->setSubTicks(false);
        axis->setTickLength(0, 0);
        axis->setNumberFormat(QStringLiteral("g"));
        axis->setNumberPrecision(axis == plot_->xAxis ? 7 : 3);
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    bad_ = plot_->addGraph();
    bad_->setLineStyle(QCPGraph::lsNone);
    cursor_ = new QCPItemStraightLine(plot_);
    cursor_->setLayer(QStringLiteral("overlay"));
    cursor_->setVisible(false);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 10, 8, 4);
    layout->setSpacing(1);
    layout->addWidget(title_);
    layout->addWidget(reading_);
    layout->addWidget(plot_, 1);
    restyle();
}

int SeriesPlot::addSeries(const QString& name, QColor Theme::*color, Shape shape, char format, int digits) {
    series_.push_back({name, color, shape, format, digits, plot_->addGraph()});
    restyle();
    return static_cast<int>(series_.size()) - 1;
}

void SeriesPlot::setTitle(const QString& title) {
    title_->setText(title);
    plot_->setAccessibleName(title);
}

void SeriesPlot::setFixedRange(double low, double high) {
    low_ = low;
    high_ = high;
    follow();
}

void SeriesPlot::setFromZero(bool fromZero) {
    fromZero_ = fromZero;
}

void SeriesPlot::append(int series, double step, double value) {
    if (!std::isfinite(value)) {
        bad_->addData(step, 0);
        value = std::nan("");
    }
    series_[static_cast<std::size_t>(series)].graph->addData(step, value);
    lastStep_ = std::max(lastStep_, step);
    dirty_ = true;
}

void SeriesPlot::extendTo(double step) {
    if (step <= lastStep_)
        return;
    lastStep_ = step;
    dirty_ = true;
}

void SeriesPlot::clear() {
    bad_->data()->clear();
    for (const Series& series : series_)
        series.graph->data()->clear();
    lastStep_ = 0;
    following_ = true;
    hideCursor();
    dirty_ = true;
}

int SeriesPlot::points(int series) const {
    return series_[static_cast<std::size_t>(series)].graph->dataCount();
}

int SeriesPlot::notNumbers() const {
    return bad_->dataCount();
}

bool SeriesPlot::redraw() {
    if (!dirty_ || !isVisible())
        return false;
    dirty_ = false;
    if (following_)
        follow();
    // The marks of what is no number stand at the upper edge.
    const double top = plot_->yAxis->range().upper - plot_->yAxis->range().size() * kMargin;
    for (auto point = bad_->data()->begin(); point != bad_->data()->end(); ++point)
        point->value = top;
    showReading();
    plot_->replot();
    return true;
}

// Shows everything there is.
void SeriesPlot::follow() {
    double low = 0, high = 0;
    bool found = false;
    for (const Series& series : series_) {
        bool has = false;
        const QCPRange range = series.graph->getValueRange(has);
        if (!has || !std::isfinite(range.size()))
            continue;
        low = found ? std::min(low, range.lower) : range.lower;
        high = found ? std::max(high, range.upper) : range.upper;
        found = true;
    }
    if (low_ < high_)
        low = low_, high = high_;
    else if (!found || low == high || fromZero_)
        low = std::min(0.0, low), high = high > 0 ? high * 1.2 : 1;
    const double margin = (high - low) * kMargin;
    plot_->yAxis->setRange(low - margin, high + margin);
    const double width = std::max(lastStep_, 10.0);
    plot_->xAxis->setRange(-width * 0.02, width * 1.02);
}

void SeriesPlot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        restyle();
}

bool SeriesPlot::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::MouseMove:
        moveCursor(plot_->xAxis->pixelToCoord(static_cast<QMouseEvent*>(event)->position().x()));
        break;
    case QEvent::FocusIn:
        setStyleProperty(*title_, "tone", QStringLiteral("accent"));
        break;
    case QEvent::FocusOut:
        setStyleProperty(*title_, "tone", {});
        hideCursor();
        break;
    case QEvent::Leave:
        hideCursor();
        break;
    case QEvent::Wheel:
        following_ = false;
        break;
    case QEvent::MouseButtonPress:
        following_ = false;
        break;
    case QEvent::MouseButtonDblClick:
        resetView();
        return true;
    case QEvent::KeyPress: {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right)
            stepCursor(key == Qt::Key_Left ? -1 : 1);
        else if (key == Qt::Key_Plus || key == Qt::Key_Equal)
            zoom(0.7);
        else if (key == Qt::Key_Minus)
            zoom(1 / 0.7);
        else if (key == Qt::Key_0 || key == Qt::Key_Home)
            resetView();
        else
            break;
        return true;
    }
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
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
    for (const Series& series : series_) {
        const QColor color = colors.*series.color;
        series.graph->setPen(QPen(color, series.shape == Shape::FaintLine ? 1 : 2));
        if (series.shape == Shape::Points)
            series.graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, color, color, 6));
    }
    bad_->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCross, QPen(colors.danger, 2), Qt::NoBrush, 8));
    cursor_->setPen(QPen(colors.borderStrong, 1, Qt::DashLine));
    dirty_ = true;
    showReading();
    if (isVisible())
        redraw();
}

void SeriesPlot::zoom(double factor) {
    following_ = false;
    plot_->xAxis->scaleRange(factor, cursorStep_ >= 0 ? cursorStep_ : plot_->xAxis->range().center());
    plot_->replot();
}

void SeriesPlot::resetView() {
    following_ = true;
    dirty_ = true;
    redraw();
}

void SeriesPlot::moveCursor(double step) {
    if (lastStep_ <= 0)
        return;
    cursorStep_ = std::clamp(step, 0.0, lastStep_);
    cursor_->point1->setCoords(cursorStep_, 0);
    cursor_->point2->setCoords(cursorStep_, 1);
    cursor_->setVisible(true);
    showReading();
    plot_->layer(QStringLiteral("overlay"))->replot();
}

void SeriesPlot::stepCursor(int direction) {
    const double width = std::max(1.0, std::round(plot_->xAxis->range().size() / 50));
    moveCursor(cursorStep_ < 0 ? lastStep_ : std::round(cursorStep_ + direction * width));
}

void SeriesPlot::hideCursor() {
    if (cursorStep_ < 0)
        return;
    cursorStep_ = -1;
    cursor_->setVisible(false);
    showReading();
    plot_->layer(QStringLiteral("overlay"))->replot();
}

// The legend and the values in one line: at the cursor, else the last ones.
void SeriesPlot::showReading() {
    QString text;
    double shown = -1;
    for (const Series& series : series_) {
        const auto data = series.graph->data();
        QString value;
        if (!data->isEmpty()) {
            auto point = cursorStep_ < 0 ? data->constEnd() - 1 : data->findBegin(cursorStep_);
            if (point == data->constEnd())
                --point;
            if (cursorStep_ >= 0 && point + 1 != data->constEnd() &&
                std::abs((point + 1)->key - cursorStep_) < std::abs(point->key - cursorStep_))
                ++point;
            value = " <b>" + spelled(point->value, series.format, series.digits) + "</b>";
            shown = point->key;
        }
        text += QStringLiteral("<span style='color:%1'>●</span>&nbsp;%2%3&nbsp;&nbsp; ")
                    .arg((theme().*series.color).name(), series.name, value);
    }
    if (cursorStep_ >= 0 && shown >= 0)
        text.prepend(tr("step %1").arg(QLocale().toString(std::llround(cursorStep_))) +
                     QStringLiteral("&nbsp;&nbsp; "));
    reading_->setText(text);
}

} // namespace finetune::ui
