// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/highlighted_text.h"

#include "core/text/utf8.h"
#include "ui/theme.h"
#include "ui/widgets/heat_painter.h"

#include <QAbstractTextDocumentLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QScopedValueRollback>
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

struct MarkLook {
    QColor ground, ink;
    QTextCharFormat::UnderlineStyle underline = QTextCharFormat::NoUnderline;
};

MarkLook lookOf(MarkKind kind) {
    const Theme& colors = theme();
    switch (kind) {
    case MarkKind::Answer:
        return {colors.answer, colors.onAnswer, QTextCharFormat::SingleUnderline};
    case MarkKind::OtherAnswer:
        return {colors.otherAnswer, colors.onAnswer, QTextCharFormat::DotLine};
    case MarkKind::Gold:
        return {colors.answer, colors.onAnswer, QTextCharFormat::SingleUnderline};
    case MarkKind::Predicted:
        return {colors.predicted, colors.onPredicted, QTextCharFormat::DashUnderline};
    case MarkKind::Agreed:
        return {colors.agreed, colors.onAgreed, QTextCharFormat::WaveUnderline};
    case MarkKind::Outside:
        break;
    }
    return {{}, colors.muted};
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

void HighlightedText::setEditable() {
    setReadOnly(false);
    setUndoRedoEnabled(true);
    setTextInteractionFlags(Qt::TextEditorInteraction);
    setTabChangesFocus(true);
    connect(this, &QTextEdit::textChanged, this, &HighlightedText::takeEdit);
}

// Formats change without it too, but the characters stay.
void HighlightedText::takeEdit() {
    if (isSetting_)
        return;
    const QString text = toPlainText();
    utf16_.clear();
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (at > 0 && text[at].isLowSurrogate() && text[at - 1].isHighSurrogate())
            continue;
        utf16_.push_back(static_cast<int>(at));
    }
    utf16_.push_back(static_cast<int>(text.size()));
    heat_.clear();
    lit_ = {};
    setMarks({});
    hover(-1);
    Q_EMIT textEdited();
}

std::string HighlightedText::utf8() const {
    return toPlainText().toStdString();
}

CodePoints HighlightedText::cursorCodePoint() const {
    return codePointOf(textCursor().position());
}

CodePoints HighlightedText::codePointOf(int utf16) const {
    const auto at = std::ranges::lower_bound(utf16_, utf16);
    return {static_cast<std::int32_t>(at - utf16_.begin())};
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
    heat_.clear();
    lit_ = {};
    hover(-1);
    const QScopedValueRollback setting(isSetting_, true);
    setPlainText(QString::fromUcs4(codePoints.data(), static_cast<qsizetype>(codePoints.size())));
    spaceLines();
    showMarks();
}

void HighlightedText::setHeatRoom(bool wanted) {
    hasHeatRoom_ = wanted;
    const QScopedValueRollback setting(isSetting_, true);
    spaceLines();
}

// Qt puts the room between lines; the first and the last have the document's margin.
void HighlightedText::spaceLines() {
    const double room = heatRoom(fontMetrics().height());
    document()->setDocumentMargin(hasHeatRoom_ ? std::max(4.0, room + 2) : 4);
    QTextCursor all(document());
    all.select(QTextCursor::Document);
    QTextBlockFormat format;
    format.setLineHeight(hasHeatRoom_ ? 2 * room : 0,
                         hasHeatRoom_ ? QTextBlockFormat::LineDistanceHeight : QTextBlockFormat::SingleHeight);
    const bool canUndo = isUndoRedoEnabled();
    setUndoRedoEnabled(false); // how it looks is no edit
    all.mergeBlockFormat(format);
    setUndoRedoEnabled(canUndo);
}

void HighlightedText::setHeat(std::vector<TextHeat> heat) {
    std::erase_if(heat, [](const TextHeat& word) { return !(std::max(word.start, word.end) >= kLeastHeat); });
    heat_ = std::move(heat);
    viewport()->update();
}

std::vector<QRect> HighlightedText::wordsOf(text::Span span) const {
    std::vector<QRect> words;
    for (std::int32_t at = span.start; at < span.end; ++at) {
        const QRect one = rectOf({at});
        if (!words.empty() && words.back().top() == one.top())
            words.back() |= one;
        else
            words.push_back(one);
    }
    return words;
}

void HighlightedText::paintEvent(QPaintEvent* event) {
    QTextEdit::paintEvent(event);
    if (heat_.empty())
        return;
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const text::Span seen = inSight();
    auto word = std::ranges::partition_point(heat_, [&](const TextHeat& one) { return one.span.end <= seen.start; });
    for (; word != heat_.end() && word->span.start < seen.end; ++word) {
        for (const QRect& place : wordsOf(word->span)) {
            paintHeat(painter, place, HeatSide::Start, word->start);
            paintHeat(painter, place, HeatSide::End, word->end);
        }
    }
}

// The code points of the lines that are drawn, and of one above and below, whose heat reaches in.
text::Span HighlightedText::inSight() const {
    const int more = fontMetrics().lineSpacing();
    const auto unitAt = [&](int y, QTextCursor::MoveOperation edge) {
        QTextCursor cursor = cursorForPosition({0, y});
        cursor.movePosition(edge);
        return cursor.position();
    };
    return {codePointOf(unitAt(-more, QTextCursor::StartOfLine)).value,
            codePointOf(unitAt(viewport()->height() + more, QTextCursor::EndOfLine)).value + 1};
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
    // One line until there is a text: the height of an editor would make the window grow.
    const qreal line = fontMetrics().lineSpacing() + 2 * document()->documentMargin();
    setFixedHeight(static_cast<int>(std::ceil(line)) + 2 * frameWidth());
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
        const MarkLook look = lookOf(mark.kind);
        add(mark.span, look.ground, look.ink);
        selections.last().format.setUnderlineStyle(look.underline);
        selections.last().format.setUnderlineColor(look.ink);
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
