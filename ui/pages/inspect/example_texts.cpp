// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/example_texts.h"

#include "core/text/utf8.h"
#include "ui/theme.h"
#include "ui/widgets/highlighted_text.h"
#include "ui/widgets/judged_marks.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

namespace finetune::ui {
namespace {

constexpr int kQuestionLines = 3;

QLabel* caption(const QString& text, QWidget* buddy) {
    auto* label = new QLabel(text);
    setTextRole(*label, TextRole::Caption);
    label->setBuddy(buddy);
    buddy->setAccessibleName(text);
    return label;
}

} // namespace

ExampleTexts::ExampleTexts(QWidget* parent)
    : QWidget(parent), head_(new QHBoxLayout), question_(new HighlightedText), context_(new HighlightedText) {
    question_->setObjectName(QStringLiteral("inspectQuestion"));
    context_->setObjectName(QStringLiteral("inspectContext"));
    question_->fitHeight(kQuestionLines);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    head_->addWidget(caption(tr("Question"), question_));
    head_->addStretch();
    column->addLayout(head_);
    column->addWidget(question_);
    column->addWidget(caption(tr("Context"), context_));
    column->addWidget(context_, 1);
    connect(question_, &HighlightedText::hovered, this,
            [this](int codePoint) { Q_EMIT hovered(session::TokenKind::Question, codePoint); });
    connect(context_, &HighlightedText::hovered, this,
            [this](int codePoint) { Q_EMIT hovered(session::TokenKind::Context, codePoint); });
}

void ExampleTexts::setTexts(const std::string& question, const std::string& context,
                            const std::vector<data::Answer>& answers) {
    const std::vector<text::Span> spans = goldSpans(answers);
    extent_ = {};
    if (question == questionShown_ && context == contextShown_ && spans == answers_)
        return showMarks(); // the reader's place in the context stays while windows are tried
    questionShown_ = question;
    contextShown_ = context;
    contextLength_ = text::countCodePoints(context);
    answers_ = spans;
    question_->setUtf8(question);
    context_->setUtf8(context);
    showMarks();
    if (!answers_.empty())
        context_->reveal(answers_.front());
}

void ExampleTexts::setCorner(QWidget* widget) {
    head_->addWidget(widget);
}

void ExampleTexts::showExtent(text::Span window) {
    extent_ = window;
    showMarks();
}

void ExampleTexts::showMarks() {
    std::vector<TextMark> marks;
    if (extent_.end > extent_.start) {
        marks.push_back({{0, extent_.start}, MarkKind::Outside});
        marks.push_back({{extent_.end, contextLength_}, MarkKind::Outside});
    }
    for (std::size_t i = answers_.size(); i > 0; --i) // the first one is trained on and drawn on top
        marks.push_back({answers_[i - 1], i == 1 ? MarkKind::Answer : MarkKind::OtherAnswer});
    context_->setMarks(std::move(marks));
}

HighlightedText* ExampleTexts::textOf(session::TokenKind kind) const {
    return kind == session::TokenKind::Context ? context_ : question_;
}

void ExampleTexts::light(session::TokenKind kind, text::Span span) {
    question_->setLit(kind == session::TokenKind::Question ? span : text::Span{});
    context_->setLit(kind == session::TokenKind::Context ? span : text::Span{});
}

void ExampleTexts::reveal(session::TokenKind kind, text::Span span) {
    if (kind != session::TokenKind::Special)
        textOf(kind)->reveal(span);
}

} // namespace finetune::ui
