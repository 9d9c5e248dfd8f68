// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/highlighted_text.h"

#include "core/text/utf8.h"
#include "ui/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextLayout>
#include <algorithm>
#include <cmath>

namespace finetune::ui {
namespace {

// A text document gives some characters a meaning of its own, and two of them would become one: every code point keeps
// its place, these are drawn as another.
char32_t shown(char32_t c, char32_t next) {
    if (c == U'\r')
        return next == U'\n' ? U' ' : U'\n';
    const bool isFrameMark = c == 0xFDD0 || c == 0xFDD1 || c == QChar::ObjectReplacementCharacter;
    return isFrameMark || c == 0 ? text::kReplacement : c;
}

std::pair<qreal, qreal> edgesOf(const QTextLine& line, int unit) {
    return std::minmax({line.cursorToX(unit), line.cursorToX(unit, QTextLine::Trailing)});
}

} // namespace

HighlightedText::HighlightedText(QWidget* parent) : QTextEdit(parent) {
    setReadOnly(true);
    setAcceptRichText(false);
    setUndoRedoEnabled(false);
    // Selecting by keyboard as well: a screen reader walks through the text with the cursor.
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    viewport()->setMouseTracking(true);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, [this](QSizeF size) {
        if (mostLines_ == 0)
            return;
        const qreal most = mostLines_ * fontMetrics().lineSpacing() + 2 * document()->documentMargin();
        setFixedHeight(static_cast<int>(std::ceil(std::min(size.height(), most))) + 2 * frameWidth());
    });
}

void HighlightedText::setUtf8(const std::string& text) {
    std::u32string codePoints;
    text::decode(text, codePoints);
    utf16_.clear();
    utf16_.reserve(codePoints.size() + 1);
    int units = 0;
    for (std::size_t i = 0; i < codePoints.size(); ++i) {
        codePoints[i] = shown(codePoints[i], i + 1 < codePoints.size() ? codePoints[i + 1] : 0);
        utf16_.push_back(units);
        units += QChar::requiresSurrogates(codePoints[i]) ? 2 : 1;
    }
    utf16_.push_back(units);
    marks_.clear();
    lit_ = {};
    hover(-1);
    setPlainText(QString::fromUcs4(codePoints.data(), static_cast<qsizetype>(codePoints.size())));
    showMarks();
}

void HighlightedText::setMarks(std::vector<TextMark> marks) {
    marks_ = std::move(marks);
    showMarks();
}

void HighlightedText::setLit(text::Span span) {
    if (span == lit_)
        return;
    lit_ = span;
    showMarks();
}

void HighlightedText::reveal(text::Span span) {
    const QRect place = rectOf({span.start});
    QScrollBar* bar = verticalScrollBar();
    if (place.top() < 0)
        bar->setValue(bar->value() + place.top() - place.height());
    else if (place.bottom() > viewport()->height())
        bar->setValue(bar->value() + place.bottom() - viewport()->height() + place.height());
}

void HighlightedText::fitHeight(int lines) {
    mostLines_ = lines;
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

int HighlightedText::utf16At(std::int32_t codePoint) const {
    const auto last = static_cast<std::int32_t>(utf16_.size()) - 1;
    return last < 0 ? 0 : utf16_[static_cast<std::size_t>(std::clamp(codePoint, 0, last))];
}

QTextCursor HighlightedText::cursorOver(text::Span span) const {
    QTextCursor cursor(document());
    cursor.setPosition(utf16At(span.start));
    cursor.setPosition(utf16At(span.end), QTextCursor::KeepAnchor);
    return cursor;
}

QString HighlightedText::textOf(text::Span span) const {
    return cursorOver(span).selectedText();
}

void HighlightedText::showMarks() {
    QList<ExtraSelection> selections;
    const auto add = [&](text::Span span, const QColor& ground, const QColor& ink) {
        ExtraSelection selection;
        selection.cursor = cursorOver(span);
        if (ground.isValid())
            selection.format.setBackground(ground);
        selection.format.setForeground(ink);
        selections.append(selection);
    };
    for (const TextMark& mark : marks_) {
        if (mark.kind == MarkKind::Outside)
            add(mark.span, {}, theme().muted);
        else
            add(mark.span, mark.kind == MarkKind::Answer ? theme().answer : theme().otherAnswer, theme().onAnswer);
    }
    if (lit_.end > lit_.start)
        add(lit_, theme().lit, theme().onLit);
    setExtraSelections(selections);
}

std::optional<CodePoints> HighlightedText::codePointAt(QPoint place) const {
    const QPointF point = place + QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value());
    const int near = document()->documentLayout()->hitTest(point, Qt::FuzzyHit);
    const QTextBlock block = document()->findBlock(near);
    if (near < 0 || !block.isValid() || !block.layout())
        return std::nullopt;
    const QPointF inBlock = point - document()->documentLayout()->blockBoundingRect(block).topLeft();
    for (int i = 0; i < block.layout()->lineCount(); ++i) {
        const QTextLine line = block.layout()->lineAt(i);
        if (inBlock.y() < line.y() || inBlock.y() >= line.y() + line.height())
            continue;
        // Not xToCursor: from right to left Qt 6.4 gives the neighbour of the character at a place.
        const auto first = std::ranges::lower_bound(utf16_, block.position() + line.textStart());
        const auto end = std::ranges::lower_bound(utf16_, block.position() + line.textStart() + line.textLength());
        for (auto at = first; at != end; ++at) {
            const auto [left, right] = edgesOf(line, *at - block.position());
            if (inBlock.x() >= left && inBlock.x() < right)
                return CodePoints{static_cast<std::int32_t>(at - utf16_.begin())};
        }
    }
    return std::nullopt;
}

QRect HighlightedText::rectOf(CodePoints position) const {
    const int unit = utf16At(position.value);
    const QTextBlock block = document()->findBlock(unit);
    const QTextLine line = block.layout()->lineForTextPosition(unit - block.position());
    if (!line.isValid())
        return {};
    const auto [left, right] = edgesOf(line, unit - block.position());
    const QPointF origin = document()->documentLayout()->blockBoundingRect(block).topLeft() -
                           QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value());
    return QRectF(left, line.y(), right - left, line.height()).translated(origin).toRect();
}

void HighlightedText::hover(int codePoint) {
    if (codePoint == hovered_)
        return;
    hovered_ = codePoint;
    Q_EMIT hovered(codePoint);
}

void HighlightedText::mouseMoveEvent(QMouseEvent* event) {
    QTextEdit::mouseMoveEvent(event);
    const auto found = codePointAt(event->position().toPoint());
    hover(found ? found->value : -1);
}

bool HighlightedText::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave)
        hover(-1);
    return QTextEdit::viewportEvent(event);
}

void HighlightedText::changeEvent(QEvent* event) {
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showMarks();
}

} // namespace finetune::ui
