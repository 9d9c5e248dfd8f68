// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/try/try_page.h"

#include "ui/pages/try/answer_text.h"
#include "ui/pages/try/answers_panel.h"
#include "ui/pages/try/model_chooser.h"
#include "ui/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/page_header.h"
#include "ui/words.h"

#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace finetune::ui {

TryPage::TryPage(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), trier_(new Trier(session, this)), model_(new ModelChooser(session, this)),
      pages_(new QStackedWidget(this)) {
    setObjectName(QStringLiteral("tryPage"));
    auto* empty = new EmptyState(QStringLiteral("try"), tr("No model to ask yet"),
                                 tr("Open a model on the Model page or train one on the Train page, or choose the "
                                    "folder of a model that was trained before."));
    QPushButton* browse = empty->addButton(tr("Choose a folder…"), QStringLiteral("tryEmptyBrowse"));
    connect(browse, &QPushButton::clicked, model_, &ModelChooser::browse);
    pages_->addWidget(empty);
    pages_->addWidget(makeContents());
    auto* header = new PageHeader(tr("Try"), tr("Ask about any text, and see where the model looks."));
    header->addAction(model_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    column->addWidget(header);
    column->addWidget(pages_, 1);

    connect(model_, &ModelChooser::changed, this, &TryPage::changeModel);
    connect(trier_, &Trier::answered, this, &TryPage::showTrial);
    connect(trier_, &Trier::progressed, answers_, &AnswersPanel::showProgress);
    connect(trier_, &Trier::failed, this, [this](const Error& error) {
        forgetAnswers();
        answers_->showError(error);
    });
    connect(trier_, &Trier::described, this,
            [this](const QString&, const model::ModelInfo& info) { describeModel(info); });
    connect(trier_, &Trier::undescribable, this,
            [this](const QString&, const Error& error) { showNote(errorText(error), "danger"); });
    connect(&session_, &Session::fileChanged, this, &TryPage::showExamples);
    auto* stop = new QShortcut(QKeySequence(Qt::Key_Escape), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(stop, &QShortcut::activated, trier_, &Trier::stop);
    changeModel();
    showExamples();
}

QWidget* TryPage::makeContents() {
    note_ = new QLabel;
    note_->setObjectName(QStringLiteral("tryNote"));
    note_->setWordWrap(true);
    text_ = new AnswerText;
    answers_ = new AnswersPanel;
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(QStringLiteral("trySplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(16);
    splitter->addWidget(text_);
    splitter->addWidget(answers_);
    splitter->setStretchFactor(0, 5);
    splitter->setStretchFactor(1, 3);
    splitter->setSizes({5000, 3000}); // shares of the width

    auto* contents = new QWidget;
    auto* column = new QVBoxLayout(contents);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(note_);
    column->addWidget(makeQuestionRow());
    column->addWidget(splitter, 1);

    connect(text_, &AnswerText::edited, this, &TryPage::takeEdit);
    connect(text_, &AnswerText::asked, this, &TryPage::ask);
    connect(answers_, &AnswersPanel::answerChosen, text_, &AnswerText::mark);
    connect(answers_, &AnswersPanel::stopRequested, trier_, &Trier::stop);
    connect(answers_, &AnswersPanel::mayBeNoneChanged, this, [this] {
        if (asked_)
            ask();
    });
    return contents;
}

QWidget* TryPage::makeQuestionRow() {
    question_ = new QLineEdit;
    question_->setObjectName(QStringLiteral("tryQuestion"));
    question_->setPlaceholderText(tr("Ask a question, then press Enter"));
    question_->setClearButtonEnabled(true);
    ask_ = new QPushButton(tr("Ask"));
    ask_->setObjectName(QStringLiteral("tryAsk"));
    ask_->setProperty("kind", "primary");
    ask_->setToolTip(tr("Look for the answer (Enter; in the text Ctrl+Enter)"));
    example_ = new QPushButton(tr("Take an example"));
    example_->setObjectName(QStringLiteral("tryExample"));
    auto* name = new QLabel(tr("Question"));
    name->setBuddy(question_);
    question_->setAccessibleName(name->text());

    auto* widget = new QWidget;
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(name);
    row->addWidget(question_, 1);
    row->addWidget(ask_);
    row->addWidget(example_);
    connect(question_, &QLineEdit::returnPressed, this, &TryPage::ask);
    connect(question_, &QLineEdit::textEdited, this, &TryPage::takeEdit);
    connect(ask_, &QPushButton::clicked, this, &TryPage::ask);
    connect(example_, &QPushButton::clicked, this, &TryPage::takeExample);
    return widget;
}

void TryPage::setRuns(const std::vector<session::RunSummary>& runs) {
    model_->setRuns(runs);
}

const data::Dataset* TryPage::examples() const {
    for (const Split split : {Split::Validation, Split::Train})
        if (const auto& dataset = session_.dataset(split); dataset && !dataset->examples.empty())
            return dataset.get();
    return nullptr;
}

void TryPage::showExamples() {
    const data::Dataset* dataset = examples();
    example_->setEnabled(dataset);
    example_->setToolTip(dataset ? tr("A question and its text from %1, by chance")
                                       .arg(QString::fromStdString(dataset->file.filename().string()))
                                 : tr("Open a validation file on the Data page to take examples from it"));
}

void TryPage::takeExample() {
    const data::Dataset* dataset = examples();
    if (!dataset)
        return;
    const auto last = static_cast<int>(dataset->examples.size());
    const data::Example& example =
        dataset->examples[static_cast<std::size_t>(QRandomGenerator::global()->bounded(last))];
    question_->setText(QString::fromStdString(example.question));
    question_->setCursorPosition(0);
    text_->setText(*example.context);
    forgetAnswers();
    answers_->setExpected(example.answers, true);
    question_->setFocus();
}

void TryPage::ask() {
    const ModelChoice choice = model_->choice();
    if (!choice.isRunning && choice.folder.isEmpty())
        return;
    const bool hasQuestion = !question_->text().trimmed().isEmpty();
    if (!hasQuestion || text_->text().empty()) {
        answers_->showHint(hasQuestion ? tr("Write or paste a text first.") : tr("Write a question first."));
        return hasQuestion ? text_->setFocus() : question_->setFocus();
    }
    asked_ = choice;
    answers_->showAsking();
    trier_->ask(choice, question_->text(), text_->text(), answers_->mayBeNone());
}

void TryPage::followThreshold(const QString& runFolder) {
    if (asked_ && answers_->mayBeNone() && trier_->isJudgedBy(*asked_, runFolder))
        ask();
}

void TryPage::takeEdit() {
    forgetAnswers();
    answers_->setExpected({}, false);
}

void TryPage::forgetAnswers() {
    trier_->forget();
    asked_.reset();
    answeredStep_.reset();
    text_->clearAnswers();
    answers_->showHint(tr("The answers appear here."));
}

void TryPage::showTrial(const Trial& trial) {
    answeredStep_ = trial.step;
    text_->showAnswers(trial.answers.tokens, trial.answers.windows);
    answers_->showTrial(trial);
    if (trial.step && session_.weights())
        describeRunning(session_.weights()->step());
}

void TryPage::changeModel() {
    const ModelChoice choice = model_->choice();
    const bool isThere = choice.isRunning || !choice.folder.isEmpty();
    pages_->setCurrentIndex(isThere ? 1 : 0);
    if (asked_ && *asked_ != choice)
        forgetAnswers();
    if (choice.isRunning && session_.weights())
        return describeRunning(session_.weights()->step());
    note_->hide();
    if (isThere)
        trier_->describe(choice.folder);
}

void TryPage::describeRunning(qint64 step) {
    const bool isOlder = answeredStep_ && *answeredStep_ < step;
    showNote(isOlder ? tr("Training goes on. The answers shown are those of step %1; the run was evaluated again after "
                          "step %2: ask again.")
                           .arg(count(*answeredStep_), count(step))
                     : tr("Training goes on. Answers come from the weights of the last evaluation, after step %1.")
                           .arg(count(step)),
             "accent");
}

void TryPage::describeModel(const model::ModelInfo& info) {
    if (model_->choice().isRunning)
        return;
    if (info.newlyInitialised.empty())
        return note_->hide();
    showNote(tr("This model has not learned to answer yet: its answer head (%1) is made of random numbers, and so "
                "are its answers. Train it, or choose a trained model.")
                 .arg(QString::fromStdString(info.newlyInitialised.front())),
             "warning");
}

void TryPage::showNote(const QString& sentence, const char* tone) {
    setStyleProperty(*note_, "tone", QString::fromLatin1(tone));
    note_->setText(sentence);
    note_->show();
}

} // namespace finetune::ui
