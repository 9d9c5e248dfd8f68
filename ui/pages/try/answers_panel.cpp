// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/try/answers_panel.h"

#include "core/text/utf8.h"
#include "ui/models/answers_model.h"
#include "ui/theme.h"
#include "ui/widgets/share_delegate.h"
#include "ui/words.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

namespace finetune::ui {
namespace {

constexpr int kPatienceMilliseconds = 700;

QString inQuotes(const std::string& text) {
    return AnswersPanel::tr("“%1”", "a quotation").arg(isolated(QString::fromStdString(text).simplified()));
}

// "Most likely it begins at “the” (81 %) and ends at “river” (77 %)."
QString likelySentence(const Trial& trial) {
    const auto& tokens = trial.answers.tokens;
    if (tokens.empty())
        return {};
    const auto start = std::ranges::max_element(tokens, {}, &session::TokenProbability::start);
    const auto end = std::ranges::max_element(tokens, {}, &session::TokenProbability::end);
    const auto word = [&](text::Span span) {
        return inQuotes(text::sliceCodePoints(trial.context, span.start, span.end));
    };
    return AnswersPanel::tr("The likeliest beginning is %1 (%2), the likeliest end %3 (%4).")
        .arg(word(start->span), percent(100 * start->start), word(end->span), percent(100 * end->end));
}

QString thresholdSentence(const std::optional<session::FoundThreshold>& found) {
    if (!found)
        return AnswersPanel::tr("No threshold is kept with this model, so 0 counts. The Evaluate page finds the best "
                                "one and keeps it.");
    if (found->file.filename() == "config.json")
        return AnswersPanel::tr("The threshold comes from the model's config.json.");
    return AnswersPanel::tr("The threshold was chosen on the Evaluate page and is kept with the run “%1”.")
        .arg(isolated(QString::fromStdString(found->file.parent_path().filename().string())));
}

// Whether the model says "no answer", as the evaluation decides it.
QString decisionSentence(const Trial& trial) {
    if (trial.answers.best.empty())
        return {};
    const bool givesNone = trial.answers.best.front().text.empty();
    const QString sentence =
        givesNone ? AnswersPanel::tr("The score of “no answer” less that of the best answer is %1. That is above the "
                                     "threshold %2, so no answer is given.")
                  : AnswersPanel::tr("The score of “no answer” less that of the best answer is %1. That is not above "
                                     "the threshold %2, so an answer is given.");
    const double threshold = trial.threshold ? trial.threshold->threshold : 0;
    return sentence.arg(decimal(trial.answers.nullDifference, 2), decimal(threshold, 2)) + ' ' +
           thresholdSentence(trial.threshold);
}

} // namespace

AnswersPanel::AnswersPanel(QWidget* parent)
    : QWidget(parent), answers_(new AnswersModel(this)), table_(new QTableView(this)), state_(new QLabel(this)),
      expected_(new QLabel(this)), likely_(new QLabel(this)), decision_(new QLabel(this)),
      progress_(new QProgressBar(this)), stop_(new QPushButton(tr("Cancel"), this)),
      mayBeNone_(new QCheckBox(tr("The text may hold no answer"), this)) {
    table_->setObjectName(QStringLiteral("tryAnswers"));
    table_->setAccessibleName(tr("Answers"));
    table_->setModel(answers_);
    table_->setItemDelegateForColumn(AnswersModel::Probability, new ShareDelegate(AnswersModel::ShareRole, table_));
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setShowGrid(false);
    table_->setTabKeyNavigation(false);
    table_->setWordWrap(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 2 + 4);
    table_->horizontalHeader()->setSectionResizeMode(AnswersModel::Answer, QHeaderView::Stretch);
    table_->horizontalHeader()->setSectionResizeMode(AnswersModel::Probability, QHeaderView::Fixed);
    table_->horizontalHeader()->resizeSection(AnswersModel::Probability, fontMetrics().horizontalAdvance(u'0') * 16);
    state_->setObjectName(QStringLiteral("tryState"));
    state_->setWordWrap(true);
    state_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    progress_->setObjectName(QStringLiteral("tryProgress"));
    progress_->setAccessibleName(tr("Progress of the answer"));
    progress_->setTextVisible(false);
    stop_->setObjectName(QStringLiteral("tryCancel"));
    stop_->setToolTip(tr("Stop looking for an answer (Escape)"));
    expected_->setObjectName(QStringLiteral("tryExpected"));
    likely_->setObjectName(QStringLiteral("tryLikely"));
    setTextRole(*likely_, TextRole::Caption);
    decision_->setObjectName(QStringLiteral("tryDecision"));
    setTextRole(*decision_, TextRole::Caption);
    for (QLabel* label : {expected_, likely_, decision_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    mayBeNone_->setObjectName(QStringLiteral("tryMayBeNone"));
    mayBeNone_->setToolTip(tr("Counts “no answer” among the answers. It says something only of a model that was "
                              "trained on questions without an answer (SQuAD 2.0)."));
    waiting_.setSingleShot(true);
    waiting_.setInterval(kPatienceMilliseconds);

    auto* name = new QLabel(tr("Answers"), this);
    setTextRole(*name, TextRole::Caption);
    name->setBuddy(table_);
    auto* work = new QHBoxLayout;
    work->addWidget(progress_, 1);
    work->addWidget(stop_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(name);
    column->addWidget(state_);
    column->addLayout(work);
    column->addWidget(table_, 1);
    column->addWidget(likely_);
    column->addWidget(expected_);
    column->addWidget(mayBeNone_);
    column->addWidget(decision_);

    connect(stop_, &QPushButton::clicked, this, &AnswersPanel::stopRequested);
    connect(mayBeNone_, &QCheckBox::toggled, this, &AnswersPanel::mayBeNoneChanged);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &AnswersPanel::tellChosen);
    connect(&waiting_, &QTimer::timeout, this,
            [this] { state_->setText(tr("Waiting until other work with a model has ended…")); });
    showHint(tr("The answers appear here."));
}

bool AnswersPanel::mayBeNone() const {
    return mayBeNone_->isChecked();
}

void AnswersPanel::showWorking(bool working) {
    waiting_.stop();
    progress_->setVisible(working);
    stop_->setVisible(working);
    setStyleProperty(*state_, "tone", QStringLiteral("muted"));
}

void AnswersPanel::showHint(const QString& sentence) {
    showWorking(false);
    state_->setText(sentence);
    answers_->setAnswers({});
    likely_->clear();
    decision_->hide();
    showExpected();
}

void AnswersPanel::showAsking() {
    showWorking(true);
    waiting_.start();
    progress_->setRange(0, 0);
    state_->setText(tr("Asking…"));
}

void AnswersPanel::showProgress(const QString& what, qint64 done, qint64 total) {
    waiting_.stop();
    progress_->setRange(0, static_cast<int>(total));
    progress_->setValue(static_cast<int>(done));
    state_->setText(total > 0 ? tr("Reading the text: window %1 of %2").arg(count(done), count(total))
                              : tr("%1…", "what is being done").arg(phaseText(what)));
}

void AnswersPanel::showTrial(const Trial& trial) {
    showWorking(false);
    answers_->setAnswers(trial.answers.best);
    state_->setText(answers_->rowCount() > 0 ? tr("Found in %1 s.").arg(decimal(trial.seconds, 2))
                                             : tr("No answer was found."));
    likely_->setText(likelySentence(trial));
    decision_->setVisible(trial.mayBeNone);
    decision_->setText(decisionSentence(trial));
    showExpected();
    table_->setCurrentIndex(answers_->index(0, 0));
}

void AnswersPanel::showError(const Error& error) {
    showHint(error.kind() == Kind::Cancelled ? tr("Cancelled.") : errorText(error));
    if (error.kind() != Kind::Cancelled)
        setStyleProperty(*state_, "tone", QStringLiteral("danger"));
}

void AnswersPanel::setExpected(std::vector<data::Answer> answers, bool isKnown) {
    expectedAnswers_ = std::move(answers);
    isExpectedKnown_ = isKnown;
    showExpected();
}

void AnswersPanel::showExpected() {
    expected_->setVisible(isExpectedKnown_);
    const QString expected = expectedAnswers_.empty()
                                 ? tr("The file says that there is no answer.")
                                 : tr("The file's answer: %1").arg(inQuotes(expectedAnswers_.front().text));
    if (answers_->rowCount() == 0) {
        setStyleProperty(*expected_, "tone", QString());
        return expected_->setText(expected);
    }
    const std::string& given = answers_->answers().front().text;
    const bool isSame = expectedAnswers_.empty()
                            ? given.empty()
                            : std::ranges::find(expectedAnswers_, given, &data::Answer::text) != expectedAnswers_.end();
    setStyleProperty(*expected_, "tone", isSame ? QStringLiteral("success") : QStringLiteral("warning"));
    expected_->setText(
        (isSame ? tr("✓ %1 – the same", "what a file says") : tr("✗ %1 – another", "what a file says")).arg(expected));
}

void AnswersPanel::tellChosen() {
    const int row = table_->currentIndex().row();
    Q_EMIT answerChosen(row < 0 ? text::Span{} : answers_->answers()[static_cast<std::size_t>(row)].span);
}

} // namespace finetune::ui
