// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/inspect.h"
#include "ui/widgets/chip_painter.h"

#include <QRectF>
#include <QString>
#include <compare>
#include <optional>
#include <vector>

class QFont;

namespace finetune::ui {

// A token of an inspection. The tokens of a window and then, where there is any, one chip for its padding.
struct TokenPlace {
    int window = -1, token = -1;
    bool isValid() const { return window >= 0; }
    auto operator<=>(const TokenPlace&) const = default;
};

struct Chip {
    TokenPlace place;
    QString text;
    QRectF rect; // in the strip's contents
};

struct ChipRow { // chips of equal height side by side
    qreal top = 0, bottom = 0;
    std::size_t first = 0, end = 0; // chips
    bool hasFlag = false;
};

struct WindowHead { // what stands above a window's chips
    qreal top = 0, bottom = 0;
    QRectF title, note, warning; // an empty rectangle: there is none
};

enum class WindowArrangement {
    Stacked,    // each window as wide as there is room, under the one before
    SideBySide, // each window a column, as many beside each other as can be read; the rest to be scrolled to
};

struct WindowColumn { // rows under each other
    qreal left = 0, width = 0;
    std::size_t firstRow = 0, endRow = 0;
};

class ChipTexts;

// Where the chips of all windows lie when they flow in lines, as text does. Geometry alone: in a column rows and heads
// are in reading order and sorted from top to bottom, so that what is in sight is found by halving.
class TokenLayout {
public:
    TokenLayout() = default;
    // Flows from right to left where the context is read so.
    TokenLayout(const session::Inspection& inspection, const QFont& font, qreal width,
                WindowArrangement arrangement = WindowArrangement::Stacked);

    qreal width() const { return width_; } // more than there is room for when columns do not fit
    qreal height() const { return height_; }
    bool isRightToLeft() const { return isRightToLeft_; }
    const std::vector<Chip>& chips() const { return chips_; }
    const std::vector<ChipRow>& rows() const { return rows_; }
    const std::vector<WindowHead>& heads() const { return heads_; }

    const std::vector<WindowColumn>& columns() const { return columns_; } // all windows in one, or one a window

    // Rows of each column that touch the area, as [first, end).
    std::vector<std::pair<std::size_t, std::size_t>> rowsIn(const QRectF& area) const;
    std::optional<std::size_t> chipAt(QPointF point) const;
    std::optional<std::size_t> chipOf(TokenPlace place) const;
    // The chip in the column's next row (or `rows` further, negative: above) that is nearest to the middle of a chip.
    std::size_t chipAcross(std::size_t chip, int rows) const;

private:
    void beginColumn(qreal left, qreal width);
    void endColumn();
    void addHead(const session::Inspection& inspection, int window, const QFont& font);
    void addChips(const session::Inspection& inspection, int window, const ChipMetrics& sizes, ChipTexts& texts);
    void makeFlagRoom(qreal room);
    void mirror(std::size_t firstChip);

    qreal width_ = 0, height_ = 0;
    qreal y_ = 0; // while a column grows
    bool isRightToLeft_ = false;
    std::vector<Chip> chips_;
    std::vector<ChipRow> rows_;
    std::vector<WindowHead> heads_;
    std::vector<WindowColumn> columns_;
    std::vector<std::size_t> firstChip_; // of each window
};

} // namespace finetune::ui
