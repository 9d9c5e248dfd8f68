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
    Gold,        // of an evaluation: the given answer, underlined
    Predicted,   // the model's answer, underlined with dashes
    Agreed,      // both, underlined with a wave
};

struct TextMark {
    text::Span span; // code points of the text
    MarkKind kind = MarkKind::Answer;
};

struct TextHeat { // how likely an answer begins and ends here
    text::Span span;
    double start = 0, end = 0;
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

    // Paints bars above and below the words, which come in the text's order, in the room that setHeatRoom makes; none:
    // nothing.
    void setHeat(std::vector<TextHeat> heat);
    void setHeatRoom(bool wanted);

    // Lets a person write here. What he changes takes marks and heat away and is told by textEdited.
    void setEditable();
    std::string utf8() const; // what is shown
    CodePoints cursorCodePoint() const;

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
    void textEdited();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showMarks();
    void takeEdit();
    void spaceLines();
    std::vector<QRect> wordsOf(text::Span span) const; // one a line, in the viewport
    void hover(int codePoint);
    QTextCursor cursorOver(text::Span span) const;
    int utf16At(std::int32_t codePoint) const;
    CodePoints codePointOf(int utf16) const;
    text::Span inSight() const;

    std::vector<int> utf16_; // of every code point and of the end
    std::vector<TextMark> marks_;
    std::vector<TextHeat> heat_;
    text::Span lit_;
    int hovered_ = -1;
    int mostLines_ = 0;
    bool hasHeatRoom_ = false, isSetting_ = false;
};

} // namespace finetune::ui
