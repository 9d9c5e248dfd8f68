// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/evaluate/answer_view.h"

#include "ui/evaluation_words.h"
#include "ui/models/answers_model.h"
#include "ui/widgets/plain_table.h"
#include "ui/session/evaluations.h"
#include "ui/theme.h"
#include "ui/widgets/judged_marks.h"
#include "ui/widgets/share_delegate.h"
#include "ui/words.h"

#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

namespace finetune::ui {
namespace {

constexpr int kQuestionLines = 3, kCandidatesShown = 4;

QLabel* wrapped(const QString& objectName) {
    auto* label = new QLabel;
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

// The legend is drawn by the widget that draws the text, so that they cannot differ.
void fillLegend(HighlightedText* legend) {
    const QString gold = AnswerView::tr("given answer"), predicted = AnswerView::tr("model's answer"),
                  both = AnswerView::tr("both");
    QString text;
    std::vector<TextMark> marks;
    for (const auto& [name, kind] : {std::pair(gold, MarkKind::Gold), std::pair(predicted, MarkKind::Predicted),
                                     std::pair(both, MarkKind::Agreed)}) {
        const auto start = static_cast<std::int32_t>(text.toUcs4().size());
        text += u' ' + name + u' ';
        marks.push_back({{start, static_cast<std::int32_t>(text.toUcs4().size())}, kind});
        text += QStringLiteral("   ");
    }
    legend->setUtf8(text.toStdString());
    legend->setMarks(std::move(marks));
}

QString allAnswers(const data::Example& example) {
    QStringList texts;
    for (const data::Answer& answer : example.answers)
        if (const QString text = QString::fromStdString(answer.text); !texts.contains(text))
            texts << text;
    return texts.join(QStringLiteral(" · "));
}

} // namespace

AnswerView::AnswerView(QWidget* parent)
    : QWidget(parent), pages_(new QStackedWidget(this)), kind_(wrapped(QStringLiteral("answerKind"))),
      meaning_(wrapped(QStringLiteral("answerMeaning"))), answers_(wrapped(QStringLiteral("answerTexts"))),
      question_(new HighlightedText), context_(new HighlightedText), legend_(new HighlightedText),
      candidates_(new AnswersModel(this)) {
    setObjectName(QStringLiteral("answerView"));
    question_->setObjectName(QStringLiteral("answerQuestion"));
    question_->setAccessibleName(tr("Question"));
    question_->fitHeight(kQuestionLines);
    context_->setObjectName(QStringLiteral("answerContext"));
    context_->setAccessibleName(tr("Text with the given and the model's answer"));
    context_->setMinimumHeight(fontMetrics().height() * 5);
    legend_->setObjectName(QStringLiteral("answerLegend"));
    legend_->setAccessibleName(tr("Legend"));
    legend_->setProperty("kind", "legend");
    legend_->setFocusPolicy(Qt::NoFocus);
    legend_->setFrameShape(QFrame::NoFrame);
    legend_->fitHeight(2);
    fillLegend(legend_);
    setTextRole(*kind_, TextRole::Strong);
    setTextRole(*meaning_, TextRole::Caption);
    table_ = plainTable(candidates_, QStringLiteral("candidates"), tr("Answers that the model considered"), this);
    table_->setItemDelegateForColumn(AnswersModel::Probability, new ShareDelegate(AnswersModel::ShareRole, table_));
    table_->horizontalHeader()->setSectionResizeMode(AnswersModel::Answer, QHeaderView::Stretch);
    table_->setColumnWidth(AnswersModel::Probability, fontMetrics().horizontalAdvance(u'0') * 24);
    table_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 9);
    fitRows(table_, kCandidatesShown);

    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(5);
    column->addWidget(kind_);
    column->addWidget(meaning_);
    column->addWidget(question_);
    column->addWidget(context_, 1);
    column->addWidget(legend_);
    column->addWidget(answers_);
    column->addWidget(table_);
    auto* nothing = new QLabel(tr("Choose a question to see its text and both answers."));
    nothing->setAlignment(Qt::AlignCenter);
    nothing->setWordWrap(true);
    setStyleProperty(*nothing, "tone", QStringLiteral("muted"));
    pages_->addWidget(nothing);
    pages_->addWidget(content);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(pages_);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) { light(current.row()); });
}

void AnswerView::show(std::shared_ptr<const ShownEvaluation> evaluation, int example) {
    const bool hasOne = evaluation && example >= 0;
    pages_->setCurrentIndex(hasOne ? 1 : 0);
    if (!hasOne)
        return;
    const auto i = static_cast<std::size_t>(example);
    showVerdict(*evaluation, i);
    showText(*evaluation, i);
    showAnswers(*evaluation, i);
}

void AnswerView::showVerdict(const ShownEvaluation& evaluation, std::size_t example) {
    const eval::Judgement& judgement = evaluation.analysis.judgements[example];
    const bool isRight = judgement.kind == eval::AnswerKind::Right;
    setStyleProperty(*kind_, "tone", isRight ? QStringLiteral("success") : QStringLiteral("danger"));
    kind_->setText((isRight ? QStringLiteral("✓ ") : QStringLiteral("✗ ")) + kindName(judgement.kind));
    QStringList sentences{judgement.rightElsewhere ? tr("The right words, but at another place than the given answer.")
                                                   : kindMeaning(judgement.kind)};
    if (!isRight && judgement.f1 > 0)
        sentences << tr("F1 of this answer: %1.").arg(percent(100 * judgement.f1));
    if (!evaluation.changes.empty() && evaluation.changes[example] != eval::Change::None)
        sentences << (isRight ? tr("It was wrong in the evaluation compared with.")
                              : tr("It was right in the evaluation compared with."));
    meaning_->setText(sentences.join(u' '));
}

void AnswerView::showText(const ShownEvaluation& evaluation, std::size_t example) {
    const data::Example& asked = evaluation.example(example);
    const eval::Candidate* given = evaluation.given(example);
    const std::vector<text::Span> golds = goldSpans(asked.answers);
    question_->setUtf8(asked.question);
    if (contextShown_ != *asked.context) {
        contextShown_ = *asked.context;
        context_->setUtf8(contextShown_);
    }
    context_->setLit({});
    context_->setMarks(judgedMarks(golds, given ? given->span : text::Span{}));
    if (given)
        context_->reveal(given->span);
    if (!golds.empty())
        context_->reveal(golds.front());
}

void AnswerView::showAnswers(const ShownEvaluation& evaluation, std::size_t example) {
    const data::Example& asked = evaluation.example(example);
    const eval::Candidate* given = evaluation.given(example);
    const QString none = tr("no answer");
    answers_->setText(tr("Given: %1").arg(asked.answers.empty() ? none : allAnswers(asked)) + u'\n' +
                      tr("Model: %1").arg(given ? QString::fromStdString(given->text).simplified() : none));
    candidates_->setAnswers(evaluation.prediction(example).best);
    fitRows(table_, kCandidatesShown);
}

void AnswerView::light(int row) {
    if (row < 0)
        return context_->setLit({});
    const text::Span span = candidates_->answers()[static_cast<std::size_t>(row)].span;
    context_->setLit(span);
    if (span.end > span.start)
        context_->reveal(span);
}

} // namespace finetune::ui
