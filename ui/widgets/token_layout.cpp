// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/token_layout.h"

#include "ui/widgets/token_texts.h"

#include <QFont>
#include <QFontMetricsF>
#include <QHash>
#include <algorithm>
#include <cmath>

namespace finetune::ui {
// Chips as wide as their texts. A text has few different tokens, and measuring one is the slow part.
class ChipTexts {
public:
    ChipTexts(const QFont& font, qreal most) : metrics_(font), padding_(ChipMetrics(metrics_).padding), most_(most) {}

    struct Text {
        QString text;
        qreal width = 0;
    };
    const Text& of(const session::Inspection& inspection, TokenPlace place) {
        const auto& window = inspection.windows[static_cast<std::size_t>(place.window)];
        const bool isPadding = place.token >= window.size();
        Text& known =
            isPadding ? paddings_[window.padding] : tokens_[window.tokens[static_cast<std::size_t>(place.token)].id];
        if (known.width == 0)
            known = fitted(chipText(inspection, place.window, place.token));
        return known;
    }

private:
    Text fitted(const QString& text) const {
        const qreal width = std::ceil(metrics_.horizontalAdvance(text) + 2 * padding_);
        if (width <= most_)
            return {text, width};
        return {metrics_.elidedText(text, Qt::ElideMiddle, most_ - 2 * padding_), most_};
    }

    QFontMetricsF metrics_;
    qreal padding_, most_;
    QHash<std::int32_t, Text> tokens_, paddings_;
};

namespace {

constexpr qreal kLongestChipShare = 0.9; // of the width; a longer token is elided
constexpr qreal kColumnGap = 1.6;        // in line heights
constexpr qreal kNarrowestColumn = 22;   // likewise: narrower ones are not read with pleasure

qreal columnWidthFor(const QFontMetricsF& metrics, qreal width, int windows) {
    const qreal gap = metrics.height() * kColumnGap;
    const int fitting = static_cast<int>((width + gap) / (metrics.height() * kNarrowestColumn + gap));
    const int shown = std::clamp(fitting, 1, windows);
    return (width + gap) / shown - gap;
}

QRectF wrapped(const QFontMetricsF& metrics, const QString& text, qreal top, qreal width) {
    if (metrics.horizontalAdvance(text) <= width)
        return {0, top, width, metrics.lineSpacing()};
    const QRectF room(0, 0, width, 1e6);
    return {0, top, width, metrics.boundingRect(room, Qt::TextWordWrap, text).height()};
}

// Tokens that touch in the text stand close together, so that the pieces of a word read as one.
bool touchesPrevious(const session::InspectedWindow& window, std::size_t token) {
    if (token == 0 || token >= window.tokens.size())
        return false;
    const auto& previous = window.tokens[token - 1];
    const auto& one = window.tokens[token];
    return one.kind == previous.kind && one.kind != session::TokenKind::Special && one.span.start <= previous.span.end;
}

bool carriesFlag(const session::InspectedWindow& window, std::int32_t token) {
    const bool isTutorialStart =
        window.tutorialLabelsPastTheContext() && std::min(window.tutorial.start, window.size()) == token;
    return token == window.exact.start || token == window.exact.end || isTutorialStart;
}

} // namespace

TokenLayout::TokenLayout(const session::Inspection& inspection, const QFont& font, qreal width,
                         WindowArrangement arrangement)
    : width_(width) {
    if (inspection.context)
        isRightToLeft_ = QString::fromStdString(inspection.context->substr(0, 400)).isRightToLeft();
    const QFontMetricsF metrics(font);
    const ChipMetrics sizes(metrics);
    const int windows = static_cast<int>(inspection.windows.size());
    const bool isSideBySide = arrangement == WindowArrangement::SideBySide && windows > 1;
    const qreal gap = metrics.height() * kColumnGap;
    const qreal columnWidth = isSideBySide ? columnWidthFor(metrics, width, windows) : width;
    if (isSideBySide)
        width_ = std::max(width, windows * (columnWidth + gap) - gap);
    ChipTexts texts(font, columnWidth * kLongestChipShare);
    if (!isSideBySide)
        beginColumn(0, columnWidth);
    for (int w = 0; w < windows; ++w) {
        const qreal left = w * (columnWidth + gap);
        if (isSideBySide)
            beginColumn(isRightToLeft_ ? width_ - left - columnWidth : left, columnWidth);
        addHead(inspection, w, font);
        addChips(inspection, w, sizes, texts);
        y_ += metrics.height() * 1.2;
        endColumn();
    }
}

void TokenLayout::beginColumn(qreal left, qreal width) {
    columns_.push_back({left, width, rows_.size(), rows_.size()});
    y_ = 0;
}

void TokenLayout::endColumn() {
    columns_.back().endRow = rows_.size();
    height_ = std::max(height_, y_);
}

void TokenLayout::addHead(const session::Inspection& inspection, int window, const QFont& font) {
    QFont bold = font;
    bold.setBold(true);
    const WindowColumn& column = columns_.back();
    const auto below = [&](const QFont& used, const QString& text) {
        const QRectF place = wrapped(QFontMetricsF(used), text, y_, column.width).translated(column.left, 0);
        y_ = place.bottom();
        return place;
    };
    const WindowCaption caption = captionOf(inspection, window);
    WindowHead head;
    head.top = y_;
    head.title = below(bold, caption.title);
    head.note = below(font, caption.note);
    if (!caption.warning.isEmpty())
        head.warning = below(font, caption.warning);
    head.bottom = y_;
    heads_.push_back(head);
}

void TokenLayout::addChips(const session::Inspection& inspection, int window, const ChipMetrics& sizes,
                           ChipTexts& texts) {
    const auto& shown = inspection.windows[static_cast<std::size_t>(window)];
    const WindowColumn& column = columns_.back();
    const std::size_t count = shown.tokens.size() + (shown.padding > 0 ? 1 : 0);
    firstChip_.push_back(chips_.size());
    qreal x = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const TokenPlace place{window, static_cast<int>(i)};
        const auto& [text, width] = texts.of(inspection, place);
        if (i > 0)
            x += touchesPrevious(shown, i) ? sizes.gap : sizes.wordGap;
        if (i == 0 || x + width > column.width) {
            x = 0;
            const qreal top = y_ + sizes.rowGap;
            rows_.push_back({top, top + sizes.height, chips_.size(), chips_.size()});
            y_ = top + sizes.height;
        }
        chips_.push_back({place, text, QRectF(column.left + x, rows_.back().top, width, sizes.height)});
        rows_.back().end = chips_.size();
        if (carriesFlag(shown, place.token))
            makeFlagRoom(sizes.flagRoom);
        x += width;
    }
    if (isRightToLeft_)
        mirror(firstChip_.back());
}

void TokenLayout::makeFlagRoom(qreal room) {
    ChipRow& row = rows_.back();
    if (row.hasFlag)
        return;
    row.hasFlag = true;
    row.top += room;
    row.bottom += room;
    y_ += room;
    for (std::size_t i = row.first; i < row.end; ++i)
        chips_[i].rect.translate(0, room);
}

void TokenLayout::mirror(std::size_t firstChip) {
    const WindowColumn& column = columns_.back();
    for (std::size_t i = firstChip; i < chips_.size(); ++i)
        chips_[i].rect.moveLeft(2 * column.left + column.width - chips_[i].rect.right());
}

std::vector<std::pair<std::size_t, std::size_t>> TokenLayout::rowsIn(const QRectF& area) const {
    std::vector<std::pair<std::size_t, std::size_t>> found;
    for (const WindowColumn& column : columns_) {
        if (column.left >= area.right() || column.left + column.width <= area.left())
            continue;
        const auto begin = rows_.begin() + static_cast<std::ptrdiff_t>(column.firstRow);
        const auto end = rows_.begin() + static_cast<std::ptrdiff_t>(column.endRow);
        const auto first = std::ranges::upper_bound(begin, end, area.top(), {}, &ChipRow::bottom);
        const auto last = std::ranges::lower_bound(first, end, area.bottom(), {}, &ChipRow::top);
        if (first != last)
            found.emplace_back(first - rows_.begin(), last - rows_.begin());
    }
    return found;
}

std::optional<std::size_t> TokenLayout::chipAt(QPointF point) const {
    for (const auto& [first, end] : rowsIn(QRectF(point, QSizeF(1, 1))))
        for (std::size_t row = first; row < end; ++row)
            for (std::size_t i = rows_[row].first; i < rows_[row].end; ++i)
                if (chips_[i].rect.contains(point))
                    return i;
    return std::nullopt;
}

std::optional<std::size_t> TokenLayout::chipOf(TokenPlace place) const {
    if (!place.isValid() || static_cast<std::size_t>(place.window) >= firstChip_.size() || place.token < 0)
        return std::nullopt;
    const std::size_t i = firstChip_[static_cast<std::size_t>(place.window)] + static_cast<std::size_t>(place.token);
    if (i >= chips_.size() || chips_[i].place != place)
        return std::nullopt;
    return i;
}

std::size_t TokenLayout::chipAcross(std::size_t chip, int rows) const {
    const auto here = std::ranges::upper_bound(rows_, chip, {}, &ChipRow::first) - rows_.begin() - 1;
    const auto column =
        std::ranges::upper_bound(columns_, here, {},
                                 [](const WindowColumn& one) { return static_cast<std::ptrdiff_t>(one.firstRow); }) -
        1;
    const auto there = std::clamp<std::ptrdiff_t>(here + rows, static_cast<std::ptrdiff_t>(column->firstRow),
                                                  static_cast<std::ptrdiff_t>(column->endRow) - 1);
    const ChipRow& row = rows_[static_cast<std::size_t>(there)];
    const qreal middle = chips_[chip].rect.center().x();
    std::size_t best = row.first;
    for (std::size_t i = row.first; i < row.end; ++i)
        if (std::abs(chips_[i].rect.center().x() - middle) < std::abs(chips_[best].rect.center().x() - middle))
            best = i;
    return best;
}

} // namespace finetune::ui
