// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Qt first: the moc of Qt 6.4 stumbles over <compare> as a file's first standard header.
#include <QTextEdit>
#include <optional>
#include <string>
#include <vector>

#include "core/text/tokenizer.h"

namespace finetune::ui {

enum class MarkKind {
    Answer,      // the answer that is trained on
    OtherAnswer, // a further gold answer
    Outside,     // not in the current window: drawn faint
};

struct TextMark {
    text::Span span; // code points of the text
    MarkKind kind = MarkKind::Answer;
};

// A text to be read, with spans marked and one span lit. Positions that go in and out are code points of the UTF-8
// text; Qt's UTF-16 units stay inside.
class HighlightedText : public QTextEdit {
    Q_OBJECT
public:
    explicit HighlightedText(QWidget* parent = nullptr);

    void setUtf8(const std::string& text); // clears all marks
    void setMarks(std::vector<TextMark> marks);
    void setLit(text::Span span); // an empty span: nothing
    text::Span lit() const { return lit_; }

    // Scrolls until the span is in sight.
    void reveal(text::Span span);

    // As high as its text, up to `lines` lines: for a text that stands above others.
    void fitHeight(int lines);

    // The code point that is drawn at a place of the viewport; none beside the text.
    std::optional<CodePoints> codePointAt(QPoint place) const;
    // Where a code point is drawn, in the viewport.
    QRect rectOf(CodePoints position) const;
    // The characters of a span as Qt has them.
    QString textOf(text::Span span) const;

Q_SIGNALS:
    void hovered(int codePoint); // -1: none

protected:
    void mouseMoveEvent(QMouseEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showMarks();
    void hover(int codePoint);
    QTextCursor cursorOver(text::Span span) const;
    int utf16At(std::int32_t codePoint) const;

    std::vector<int> utf16_; // of every code point and of the end
    std::vector<TextMark> marks_;
    text::Span lit_;
    int hovered_ = -1;
    int mostLines_ = 0;
};

} // namespace finetune::ui
