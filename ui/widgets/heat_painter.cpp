// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/heat_painter.h"

#include "ui/theme.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace finetune::ui {

double heatRoom(double lineHeight) {
    return std::ceil(lineHeight * 0.26);
}

void paintHeat(QPainter& painter, const QRectF& word, HeatSide side, double probability) {
    if (!(probability >= kLeastHeat)) // NaN is not painted either
        return;
    // By the square root, so that what is unlikely but possible is seen beside what is nearly sure.
    const double strength = std::sqrt(std::min(probability, 1.0));
    const double height = std::max(1.5, strength * (heatRoom(word.height()) - 1));
    QColor color = side == HeatSide::Start ? theme().heatStart : theme().heatEnd;
    color.setAlphaF(static_cast<float>(0.35 + 0.65 * strength));
    const double top = side == HeatSide::Start ? word.top() - height : word.bottom();
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(QRectF(word.left() + 0.5, top, std::max(2.0, word.width() - 1), height), 1.5, 1.5);
}

} // namespace finetune::ui
