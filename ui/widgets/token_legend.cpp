// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/token_legend.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QStringList>
#include <cmath>

namespace finetune::ui {
namespace {

QFont legendFont(const QWidget& widget) {
    QFont small = widget.font();
    if (small.pointSizeF() > 0)
        small.setPointSizeF(small.pointSizeF() * 0.9);
    return small;
}

} // namespace

TokenLegend::TokenLegend(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    QStringList words;
    for (const Entry& entry : entries(1e6))
        words << entry.text;
    setAccessibleName(tr("Legend: %1").arg(words.join(QStringLiteral(", "))));
}

std::vector<TokenLegend::Entry> TokenLegend::entries(qreal width) const {
    std::vector<Entry> all{
        {{.kind = ChipKind::Special}, tr("special token"), {}},
        {{.kind = ChipKind::Question}, tr("question"), {}},
        {{.kind = ChipKind::Context}, tr("context"), {}},
        {{.kind = ChipKind::Answer, .marksStart = true, .marksEnd = true}, tr("answer, from start to end"), {}},
        {{.kind = ChipKind::Context, .isShared = true}, tr("shared with a neighbouring window"), {}},
        {{.kind = ChipKind::Padding}, tr("padding"), {}}};
    const QFontMetricsF metrics(legendFont(*this));
    const ChipMetrics sizes(metrics);
    qreal x = 0, y = 0;
    for (Entry& entry : all) {
        const qreal chip = std::ceil(metrics.horizontalAdvance(entry.text) + 2 * sizes.padding);
        if (x > 0 && x + chip > width) {
            x = 0;
            y += sizes.height + sizes.wordGap;
        }
        entry.rect = QRectF(x, y, chip, sizes.height);
        x += chip + 2 * sizes.wordGap;
    }
    return all;
}

QSize TokenLegend::sizeHint() const {
    const QRectF last = entries(1e6).back().rect;
    return {static_cast<int>(std::ceil(last.right())) + 1, static_cast<int>(std::ceil(last.bottom())) + 1};
}

QSize TokenLegend::minimumSizeHint() const {
    return {1, static_cast<int>(std::ceil(entries(1e6).back().rect.bottom())) + 1};
}

int TokenLegend::heightForWidth(int width) const {
    return static_cast<int>(std::ceil(entries(width).back().rect.bottom())) + 1;
}

void TokenLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(legendFont(*this));
    for (const Entry& entry : entries(width()))
        paintChip(painter, entry.rect, entry.text, entry.look);
}

} // namespace finetune::ui
