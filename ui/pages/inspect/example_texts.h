// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/inspect.h"

#include <QWidget>

class QHBoxLayout;

namespace finetune::ui {

class HighlightedText;

// Question and context of one example as a person reads them, with the gold answers marked.
class ExampleTexts : public QWidget {
    Q_OBJECT
public:
    explicit ExampleTexts(QWidget* parent = nullptr);

    void setTexts(const std::string& question, const std::string& context, const std::vector<data::Answer>& answers);

    void setCorner(QWidget* widget); // above the texts, at the far side

    // Draws what lies outside of a span of the context faint; an empty span: nothing.
    void showExtent(text::Span window);
    void light(session::TokenKind kind, text::Span span);
    void reveal(session::TokenKind kind, text::Span span);

Q_SIGNALS:
    void hovered(finetune::session::TokenKind kind, int codePoint); // -1: none

private:
    HighlightedText* textOf(session::TokenKind kind) const;
    void showMarks();

    QHBoxLayout* head_;
    HighlightedText* question_;
    HighlightedText* context_;
    std::string questionShown_, contextShown_;
    std::vector<text::Span> answers_;
    text::Span extent_;
    std::int32_t contextLength_ = 0;
};

} // namespace finetune::ui
