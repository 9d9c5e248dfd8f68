// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/chip_painter.h"

#include "ui/theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>

namespace finetune::ui {
namespace {

struct ChipColors {
    QColor ground, ink, edge;
};

ChipColors colorsOf(ChipKind kind) {
    const Theme& colors = theme();
    switch (kind) {
    case ChipKind::Special:
        return {colors.tokenSpecial, colors.onTokenSpecial, colors.tokenSpecial};
    case ChipKind::Question:
        return {colors.tokenQuestion, colors.onTokenQuestion, colors.tokenQuestion};
    case ChipKind::Answer:
        return {colors.answer, colors.onAnswer, colors.answer};
    case ChipKind::Padding:
        return {Qt::transparent, colors.muted, colors.borderStrong};
    case ChipKind::Context:
        break;
    }
    return {colors.sunken, colors.text, colors.border};
}

// A bracket at the side where the answer begins or ends, tall enough to be found among hundreds of chips.
void paintBracket(QPainter& painter, const QRectF& place, bool atLeft) {
    const qreal arm = place.height() * 0.22, thick = place.height() * 0.11;
    const qreal x = atLeft ? place.left() : place.right();
    const qreal inner = atLeft ? x + arm : x - arm;
    QPainterPath bracket(QPointF(inner, place.top()));
    bracket.lineTo(x, place.top());
    bracket.lineTo(x, place.bottom());
    bracket.lineTo(inner, place.bottom());
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().accent, thick, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(bracket);
}

void paintFlag(QPainter& painter, const QRectF& chip, const QString& text, bool isFault) {
    const QFont whole = painter.font();
    QFont small = whole;
    small.setPointSizeF(whole.pointSizeF() * 0.72);
    small.setBold(true);
    painter.setFont(small);
    const QFontMetricsF metrics(small);
    const qreal width = std::max(chip.width(), metrics.horizontalAdvance(text) + 2);
    const QRectF place(chip.center().x() - width / 2, chip.top() - metrics.height() - 1, width, metrics.height());
    painter.setPen(isFault ? theme().warning : theme().accent);
    painter.drawText(place, Qt::AlignCenter | Qt::TextDontClip, text);
    painter.setFont(whole);
}

} // namespace

ChipMetrics::ChipMetrics(const QFontMetricsF& metrics)
    : height(metrics.height() * 1.4), padding(metrics.height() * 0.34), gap(metrics.height() * 0.08),
      wordGap(metrics.height() * 0.32), rowGap(metrics.height() * 0.4), flagRoom(metrics.height() * 0.6) {}

void paintChip(QPainter& painter, const QRectF& place, const QString& text, const ChipLook& look) {
    const ChipColors colors = colorsOf(look.kind);
    const qreal radius = place.height() * 0.2;
    const QRectF body = place.adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(look.isFault ? theme().warning : colors.edge, 1,
                        look.kind == ChipKind::Padding ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(look.isLit ? theme().lit : colors.ground);
    painter.drawRoundedRect(body, radius, radius);
    if (look.isShared) {
        const qreal bar = std::max<qreal>(2, place.height() * 0.1);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme().tokenShared);
        painter.drawRoundedRect(QRectF(body.left() + radius, body.bottom() - bar - 1, body.width() - 2 * radius, bar),
                                bar / 2, bar / 2);
    }
    painter.setPen(look.isLit ? theme().onLit : colors.ink);
    painter.drawText(place, Qt::AlignCenter, text);
    if (look.marksStart)
        paintBracket(painter, body, !look.isRightToLeft);
    if (look.marksEnd)
        paintBracket(painter, body, look.isRightToLeft);
    if (!look.flag.isEmpty())
        paintFlag(painter, place, look.flag, look.isFault);
    if (look.isCurrent) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme().accent, 2));
        painter.drawRoundedRect(place.adjusted(-1.5, -1.5, 1.5, 1.5), radius + 1.5, radius + 1.5);
    }
}

} // namespace finetune::ui
