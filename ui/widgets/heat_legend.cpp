// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/heat_legend.h"

#include "ui/theme.h"
#include "ui/widgets/heat_painter.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>
#include <cmath>

namespace finetune::ui {
namespace {

constexpr double kShownProbability = 0.6;

} // namespace

HeatLegend::HeatLegend(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Legend: a bar above a word is the probability that the answer begins there, a bar below it "
                         "that it ends there"));
}

QString HeatLegend::startText() const {
    return tr("begins here", "legend: the answer");
}

QString HeatLegend::endText() const {
    return tr("ends here", "legend: the answer");
}

QFont HeatLegend::legendFont() const {
    QFont small = font();
    if (small.pointSizeF() > 0)
        small.setPointSizeF(small.pointSizeF() * 0.9);
    return small;
}

QSize HeatLegend::sizeHint() const {
    const QFontMetricsF metrics(legendFont());
    const double words = metrics.horizontalAdvance(startText()) + metrics.horizontalAdvance(endText());
    return {static_cast<int>(std::ceil(words + 2 * metrics.height())),
            static_cast<int>(std::ceil(metrics.height() + 2 * heatRoom(metrics.height())))};
}

void HeatLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(legendFont());
    const QFontMetricsF metrics(painter.font());
    double left = 0;
    for (const HeatSide side : {HeatSide::Start, HeatSide::End}) {
        const QString text = side == HeatSide::Start ? startText() : endText();
        const QRectF place(left, heatRoom(metrics.height()), metrics.horizontalAdvance(text), metrics.height());
        painter.setPen(theme().text);
        painter.drawText(place, Qt::AlignCenter | Qt::TextDontClip, text);
        paintHeat(painter, place, side, kShownProbability);
        left = place.right() + metrics.height();
    }
}

void HeatLegend::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

} // namespace finetune::ui
