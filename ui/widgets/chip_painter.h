// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QString>

class QFontMetricsF;
class QPainter;

// How one token looks, in a strip and in its legend.
namespace finetune::ui {

enum class ChipKind { Special, Question, Context, Answer, Padding };

struct ChipLook {
    ChipKind kind = ChipKind::Context;
    bool isShared = false;  // with a neighbouring window
    bool isLit = false;     // the pointer is on it, or on its characters
    bool isCurrent = false; // the keyboard is on it
    bool marksStart = false, marksEnd = false;
    bool isRightToLeft = false; // the answer begins at the right
    QString flag = {};          // above the chip: "start", "end"; a warning when `isFault`
    bool isFault = false;
};

// Everything grows with the font.
struct ChipMetrics {
    explicit ChipMetrics(const QFontMetricsF& metrics);
    qreal height, padding, gap, wordGap, rowGap, flagRoom; // flagRoom: above a row with a flag, beside rowGap
};

void paintChip(QPainter& painter, const QRectF& place, const QString& text, const ChipLook& look);

} // namespace finetune::ui
