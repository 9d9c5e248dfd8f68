// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse, keys and the line of values.
#include "ui/models/series_table_model.h"
#include "ui/widgets/custom_plot.h"
#include "ui/widgets/series_plot.h"
#include "ui/words.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace finetune::ui {

bool SeriesPlot::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::MouseMove:
        moveCursor(plot_->xAxis->pixelToCoord(static_cast<QMouseEvent*>(event)->position().x()));
        break;
    case QEvent::FocusIn:
        setStyleProperty(*title_, "focused", QStringLiteral("true"));
        break;
    case QEvent::FocusOut:
        setStyleProperty(*title_, "focused", {});
        hideCursor();
        break;
    case QEvent::Leave:
        hideCursor();
        break;
    case QEvent::Wheel:
        if (!(static_cast<QWheelEvent*>(event)->modifiers() & Qt::ControlModifier)) {
            event->ignore();
            return true;
        }
        following_ = false;
        break;
    case QEvent::MouseButtonPress:
        if (static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton)
            following_ = false;
        break;
    case QEvent::MouseButtonDblClick:
        resetView();
        return true;
    case QEvent::ContextMenu:
        menu_->popup(static_cast<QContextMenuEvent*>(event)->globalPos());
        return true;
    case QEvent::KeyPress: {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (pressKey(key->key(), key->modifiers()))
            return true;
        break;
    }
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

bool SeriesPlot::pressKey(int key, Qt::KeyboardModifiers modifiers) {
    if (modifiers & (Qt::ControlModifier | Qt::AltModifier))
        return false;
    const bool isArrow = key == Qt::Key_Left || key == Qt::Key_Right;
    const int direction = key == Qt::Key_Left ? -1 : 1;
    if (isArrow && (modifiers & Qt::ShiftModifier))
        pan(direction);
    else if (isArrow)
        stepCursor(direction);
    else if (key == Qt::Key_Plus || key == Qt::Key_Equal)
        zoom(0.7);
    else if (key == Qt::Key_Minus)
        zoom(1 / 0.7);
    else if (key == Qt::Key_0 || key == Qt::Key_Home)
        resetView();
    else if (key == Qt::Key_L)
        setLogarithmic(!logarithmic_);
    else if (key == Qt::Key_T)
        setTable(!isTable());
    else
        return false;
    return true;
}

void SeriesPlot::zoom(double factor) {
    following_ = false;
    plot_->xAxis->scaleRange(factor, cursorKey_ >= 0 ? cursorKey_ : plot_->xAxis->range().center());
    plot_->replot();
}

void SeriesPlot::pan(int direction) {
    following_ = false;
    plot_->xAxis->moveRange(plot_->xAxis->range().size() / 8 * direction);
    plot_->replot();
}

void SeriesPlot::resetView() {
    following_ = true;
    dirty_ = true;
    redraw();
}

void SeriesPlot::moveCursor(double key) {
    const double last = lastKey();
    if (last <= 0)
        return;
    cursorKey_ = std::clamp(key, 0.0, last);
    cursor_->point1->setCoords(cursorKey_, 0);
    cursor_->point2->setCoords(cursorKey_, 1);
    cursor_->setVisible(true);
    // A vertical line needs two heights that differ; on a logarithmic scale above 0.
    if (logarithmic_)
        cursor_->point1->setCoords(cursorKey_, 0.5);
    showReading();
    plot_->layer(QStringLiteral("overlay"))->replot();
}

// To the next value, or over a fiftieth of what is in sight where values are denser.
void SeriesPlot::stepCursor(int direction) {
    const double width = plot_->xAxis->range().size() / 50;
    if (cursorKey_ < 0)
        return moveCursor(lastKey());
    const double wanted = cursorKey_ + direction * width;
    for (const Series& series : series_) {
        if (series.data->empty())
            continue;
        std::size_t at = series.data->nearest(axis_, wanted);
        const std::size_t here = series.data->nearest(axis_, cursorKey_);
        if (at == here && direction > 0 && at + 1 < series.data->size())
            ++at;
        else if (at == here && direction < 0 && at > 0)
            --at;
        return moveCursor(series.data->key(axis_, at));
    }
}

void SeriesPlot::hideCursor() {
    if (cursorKey_ < 0)
        return;
    cursorKey_ = -1;
    cursor_->setVisible(false);
    showReading();
    plot_->layer(QStringLiteral("overlay"))->replot();
}

QString SeriesPlot::keyText(double key) const {
    if (axis_ == RunAxis::Time)
        return duration(key);
    return axis_ == RunAxis::Epochs ? tr("epoch %1").arg(decimal(key, 3)) : tr("step %1").arg(count(std::llround(key)));
}

// What is not drawn is said.
QString SeriesPlot::badText() const {
    QStringList parts;
    if (const int bad = notNumbers(); bad > 0)
        parts << tr("✕ %n value(s) not finite", nullptr, bad);
    if (logarithmic_) {
        int low = 0;
        for (const Series& series : series_) {
            const SeriesData::Drawn drawn =
                series.data->drawn(axis_, plot_->xAxis->range().lower, plot_->xAxis->range().upper,
                                   std::max(plot_->axisRect()->width(), 50));
            low += static_cast<int>(std::ranges::count_if(drawn.columns, [](const auto& c) { return c.low <= 0; }));
        }
        if (low > 0)
            parts << tr("values of 0 and less have no place on a logarithmic scale");
    }
    return parts.join(QStringLiteral("; "));
}

// The legend and the values in one line: at the cursor, else the last ones.
void SeriesPlot::showReading() {
    QString text;
    double shown = -1;
    for (const Series& series : series_) {
        const QString color = (theme().*series.color).name();
        QString value, smooth;
        if (!series.data->empty()) {
            const std::size_t at = cursorKey_ < 0 ? series.data->size() - 1 : series.data->nearest(axis_, cursorKey_);
            value = seriesValueText(series.data->value(at), series.format, series.digits);
            shown = series.data->key(axis_, at);
            if (smoothing_ > 0 && series.shape != Shape::Points)
                smooth = seriesValueText(series.data->smoothed(smoothing_)[at], series.format, series.digits);
        }
        text += QStringLiteral("<span style='color:%1'>●</span>&nbsp;%2&nbsp;<b>%3</b>&nbsp;&nbsp; ")
                    .arg(color, QString(series.name).replace(u' ', QChar::Nbsp), value);
        if (!smooth.isEmpty())
            text += QStringLiteral("<span style='color:%1'>━</span>&nbsp;%2&nbsp;<b>%3</b>&nbsp;&nbsp; ")
                        .arg(color, tr("smoothed"), smooth);
    }
    if (const QString bad = badText(); !bad.isEmpty())
        text += QStringLiteral("<span style='color:%1'>%2</span>").arg(theme().danger.name(), bad);
    if (cursorKey_ >= 0 && shown >= 0)
        text.prepend(keyText(cursorKey_) + QStringLiteral("&nbsp;&nbsp; "));
    reading_->setText(text);
}

} // namespace finetune::ui
