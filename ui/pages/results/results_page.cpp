// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/results/results_page.h"

#include "ui/models/evaluations_model.h"
#include "ui/pages/results/export_card.h"
#include "ui/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/stat_tile.h"
#include "ui/words.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>
#include <cmath>

namespace finetune::ui {
namespace {

constexpr int kRowsShown = 8; // of the history; more scroll

double number(const Json& metrics, const char* key) {
    const auto found = metrics.find(key);
    return found != metrics.end() && found->is_number() ? found->get<double>() : std::nan("");
}

} // namespace

ResultsPage::ResultsPage(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), header_(new PageHeader(tr("Results"), {}, this)),
      stack_(new QStackedWidget(this)),
      empty_(new EmptyState(QStringLiteral("results"), tr("No results yet"),
                            tr("When a run has ended, its scores and the finished model are here."), this)) {
    setObjectName(QStringLiteral("resultsPage"));
    QPushButton* toTrain = empty_->addButton(tr("Go to training"), QStringLiteral("goToTraining"));
    connect(toTrain, &QPushButton::clicked, this, &ResultsPage::trainRequested);
    stack_->addWidget(empty_);
    stack_->addWidget(makeContent());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(16);
    layout->addWidget(header_);
    layout->addWidget(stack_, 1);
    connect(&session_, &Session::runBegan, this, [this](bool resumed) {
        if (!resumed)
            evaluations_->clear();
        update();
    });
    connect(&session_, &Session::eventsArrived, this, &ResultsPage::take);
    connect(&session_, &Session::runEnded, this, &ResultsPage::update);
    update();
}

QWidget* ResultsPage::makeContent() {
    loss_ = new StatTile(tr("Evaluation loss"), QStringLiteral("result.loss"), this);
    exactMatch_ = new StatTile(tr("Exact match"), QStringLiteral("result.exactMatch"), this);
    f1_ = new StatTile(tr("F1"), QStringLiteral("result.f1"), this);
    characterF1_ = new StatTile(tr("Character F1"), QStringLiteral("result.characterF1"), this);
    exactMatch_->setSentence(tr("Answers equal to one of the given ones, apart from case, articles and punctuation."));
    f1_->setSentence(tr("How far the words of found and given answers overlap, on average."));
    characterF1_->setSentence(tr("The same by characters, for languages without spaces such as Chinese."));
    auto* tiles = new QHBoxLayout;
    tiles->setSpacing(12);
    for (StatTile* tile : {exactMatch_, f1_, characterF1_, loss_})
        tiles->addWidget(tile, 1);
    noEvaluation_ = new QLabel(
        tr("This run was not evaluated: there was no validation file. The model can be exported all the same."), this);
    noEvaluation_->setObjectName(QStringLiteral("noEvaluation"));
    noEvaluation_->setWordWrap(true);
    setStyleProperty(*noEvaluation_, "tone", QStringLiteral("muted"));

    evaluations_ = new EvaluationsModel(this);
    table_ = new QTableView(this);
    table_->setObjectName(QStringLiteral("evaluations"));
    table_->setAccessibleName(tr("Evaluations of the run"));
    table_->setModel(evaluations_);
    table_->setShowGrid(false);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setTabKeyNavigation(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 12);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table_->horizontalHeader()->setHighlightSections(false);
    auto* title = new QLabel(tr("Evaluations of this run"), this);
    setTextRole(*title, TextRole::Title);
    history_ = new QWidget(this);
    auto* historyLayout = new QVBoxLayout(history_);
    historyLayout->setContentsMargins(0, 4, 0, 0);
    historyLayout->setSpacing(8);
    historyLayout->addWidget(title);
    historyLayout->addWidget(table_);
    export_ = new ExportCard(session_, this);

    auto* content = new QWidget;
    content->setObjectName(QStringLiteral("scrollContent"));
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 8, 0);
    layout->setSpacing(16);
    layout->addLayout(tiles);
    layout->addWidget(noEvaluation_);
    layout->addWidget(export_);
    layout->addWidget(history_);
    layout->addStretch();
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("resultsScroll"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    return scroll;
}

void ResultsPage::take(const std::vector<train::RunEvent>& events) {
    for (const train::RunEvent& event : events) {
        if (event.type != train::RunEvent::Type::Evaluation)
            continue;
        evaluations_->append({event.step, event.epoch, number(event.entry, "eval_loss"),
                              number(event.entry, "eval_exact_match"), number(event.entry, "eval_f1"),
                              number(event.entry, "eval_character_f1"), number(event.entry, "eval_runtime")});
    }
    fitTable();
}

void ResultsPage::update() {
    const session::TrainOutcome* outcome = session_.outcome();
    stack_->setCurrentIndex(outcome ? 1 : 0);
    if (!outcome) {
        const bool active = session_.status().active();
        empty_->setText(active ? tr("The run is going on") : tr("No results yet"),
                        tr("When a run has ended, its scores and the finished model are here."));
        header_->setSentence(tr("How good the model is, and the folder to leave with."));
        return;
    }
    const QString folder = QString::fromStdString(outcome->runFolder.string());
    header_->setSentence(outcome->stopped ? tr("Of the run in %1, which was stopped early").arg(folder)
                                          : tr("Of the run in %1").arg(folder));
    showMetrics(outcome->metrics);
    export_->setDefaultTarget(folder + QStringLiteral("/finetuned_model"));
    fitTable();
}

void ResultsPage::showMetrics(const Json& metrics) {
    const bool evaluated = metrics.is_object() && metrics.contains("eval_loss");
    for (StatTile* tile : {loss_, exactMatch_, f1_, characterF1_})
        tile->setVisible(evaluated);
    noEvaluation_->setVisible(!evaluated);
    if (!evaluated)
        return;
    exactMatch_->setValue(percent(number(metrics, "eval_exact_match")));
    f1_->setValue(percent(number(metrics, "eval_f1")));
    characterF1_->setValue(percent(number(metrics, "eval_character_f1")));
    loss_->setValue(decimal(number(metrics, "eval_loss"), 4));
    loss_->setSentence(session_.layout() == QLatin1String("packed")
                           ? tr("Cross-entropy of the answers' ends, packed layout; lower is better.")
                           : tr("Cross-entropy of the answers' ends, padded layout; lower is better."));
}

void ResultsPage::fitTable() {
    history_->setVisible(evaluations_->rowCount() > 0);
    const int rows = std::min(evaluations_->rowCount(), kRowsShown);
    table_->setFixedHeight(table_->horizontalHeader()->sizeHint().height() +
                           rows * table_->verticalHeader()->defaultSectionSize() + 6);
}

} // namespace finetune::ui
