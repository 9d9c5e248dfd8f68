// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/try/answer_text.h"

#include "ui/theme.h"
#include "ui/widgets/heat_legend.h"
#include "ui/widgets/highlighted_text.h"
#include "ui/words.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

namespace finetune::ui {

AnswerText::AnswerText(QWidget* parent)
    : QWidget(parent), text_(new HighlightedText(this)), size_(new QLabel(this)), told_(new QLabel(this)),
      heat_(new QCheckBox(tr("Show where the answer may begin and end"), this)) {
    text_->setObjectName(QStringLiteral("tryText"));
    text_->setAccessibleName(tr("Text"));
    text_->setPlaceholderText(tr("Write or paste the text here. It may be as long as a book: it is read window by "
                                 "window."));
    text_->setEditable();
    text_->setHeatRoom(true);
    text_->installEventFilter(this);
    setFocusProxy(text_);
    size_->setObjectName(QStringLiteral("trySize"));
    setTextRole(*size_, TextRole::Caption);
    told_->setObjectName(QStringLiteral("tryTold"));
    setTextRole(*told_, TextRole::Caption);
    told_->setTextFormat(Qt::PlainText);
    told_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long word does not widen the window
    heat_->setObjectName(QStringLiteral("tryHeat"));
    heat_->setChecked(true);

    auto* name = new QLabel(tr("Text"), this);
    setTextRole(*name, TextRole::Caption);
    name->setBuddy(text_);
    auto* head = new QHBoxLayout;
    head->setSpacing(14);
    head->addWidget(name);
    head->addWidget(told_, 1);
    head->addWidget(size_);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(14);
    foot->addWidget(heat_);
    foot->addWidget(new HeatLegend(this));
    foot->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(head);
    column->addWidget(text_, 1);
    column->addLayout(foot);

    connect(heat_, &QCheckBox::toggled, this, &AnswerText::paintHeat);
    connect(text_, &HighlightedText::hovered, this, &AnswerText::tell);
    connect(text_, &QTextEdit::cursorPositionChanged, this, [this] { tell(text_->cursorCodePoint().value); });
    connect(text_, &HighlightedText::textEdited, this, [this] {
        clearAnswers();
        Q_EMIT edited();
    });
}

void AnswerText::setText(const std::string& text) {
    text_->setUtf8(text);
    clearAnswers();
}

std::string AnswerText::text() const {
    return text_->utf8();
}

void AnswerText::showAnswers(std::vector<session::TokenProbability> tokens, std::int32_t windows) {
    tokens_ = std::move(tokens);
    const auto tokenCount = static_cast<qint64>(tokens_.size());
    size_->setText(tr("%1 tokens, read in %n window(s)", nullptr, windows).arg(count(tokenCount)));
    paintHeat();
}

void AnswerText::clearAnswers() {
    tokens_.clear();
    size_->clear();
    told_->clear();
    text_->setMarks({});
    paintHeat();
}

void AnswerText::mark(text::Span answer) {
    if (answer.end <= answer.start)
        return text_->setMarks({});
    text_->setMarks({{answer, MarkKind::Predicted}});
    text_->reveal(answer);
}

void AnswerText::paintHeat() {
    std::vector<TextHeat> heat;
    if (heat_->isChecked())
        for (const session::TokenProbability& token : tokens_)
            heat.push_back({token.span, token.start, token.end});
    text_->setHeat(std::move(heat));
}

void AnswerText::tell(int codePoint) {
    const auto after = std::ranges::upper_bound(tokens_, codePoint, {}, [](const auto& one) { return one.span.start; });
    if (codePoint < 0 || after == tokens_.begin() || codePoint >= (after - 1)->span.end)
        return told_->clear();
    const session::TokenProbability& token = *(after - 1);
    told_->setText(tr("“%1”: begins here %2, ends here %3", "a token and two probabilities")
                       .arg(isolated(text_->textOf(token.span)), percent(100 * token.start), percent(100 * token.end)));
}

bool AnswerText::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool isReturn = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isReturn && key->modifiers().testFlag(Qt::ControlModifier)) {
            Q_EMIT asked();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace finetune::ui
