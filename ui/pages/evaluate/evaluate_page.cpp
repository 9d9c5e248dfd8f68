// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/evaluate/evaluate_page.h"

#include "ui/pages/evaluate/breakdown_panel.h"
#include "ui/pages/evaluate/evaluate_now.h"
#include "ui/pages/evaluate/predictions_panel.h"
#include "ui/pages/evaluate/score_tiles.h"
#include "ui/pages/evaluate/threshold_panel.h"
#include "ui/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/page_header.h"
#include "ui/words.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace finetune::ui {
namespace {

// What is inside scrolls or shrinks; the height that wrapped texts would like is not the least height of the window.
class Pages : public QStackedWidget {
public:
    using QStackedWidget::QStackedWidget;
    bool hasHeightForWidth() const override { return false; }
};

QString pathText(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

// "Step 200 · epoch 2", or "final model on test.json".
QString entryName(const EvaluationEntry& entry) {
    if (entry.head.step >= 0)
        return EvaluatePage::tr("step %1 · epoch %2")
            .arg(count(entry.head.step), QLocale().toString(entry.head.epoch, 'g', 3));
    const QString model = QFileInfo(pathText(entry.head.model)).fileName();
    return EvaluatePage::tr("%1 on %2")
        .arg(model == QLatin1String("model") ? EvaluatePage::tr("final model") : model,
             QFileInfo(pathText(entry.head.data)).fileName());
}

QComboBox* evaluationBox(const QString& objectName, const QString& accessibleName, QWidget* parent) {
    auto* box = new QComboBox(parent);
    box->setObjectName(objectName);
    box->setAccessibleName(accessibleName);
    box->setMinimumContentsLength(19);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    return box;
}

} // namespace

EvaluatePage::EvaluatePage(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), evaluations_(new Evaluations(session, this)),
      header_(new PageHeader(tr("Evaluate"), {}, this)),
      shown_(evaluationBox(QStringLiteral("evaluation.shown"), tr("Evaluation that is shown"), this)),
      before_(evaluationBox(QStringLiteral("evaluation.before"), tr("Evaluation to compare with"), this)),
      now_(new QPushButton(tr("Evaluate now…"), this)), evaluateNow_(new EvaluateNow(session, *evaluations_, this)),
      pages_(new Pages(this)),
      empty_(new EmptyState(QStringLiteral("evaluate"), tr("Nothing evaluated yet"), {}, this)) {
    setObjectName(QStringLiteral("evaluatePage"));
    makeHeader();
    evaluateNow_->hide();
    QPushButton* toTrain = empty_->addButton(tr("Go to training"), QStringLiteral("goToTraining"));
    connect(toTrain, &QPushButton::clicked, this, &EvaluatePage::trainRequested);
    pages_->addWidget(empty_);
    pages_->addWidget(makeContent());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    layout->addWidget(header_);
    layout->addWidget(evaluateNow_);
    layout->addWidget(pages_, 1);

    connect(shown_, &QComboBox::activated, this,
            [this] { evaluations_->choose(shown_->currentData().toString().toStdString()); });
    connect(before_, &QComboBox::activated, this,
            [this] { evaluations_->compareWith(before_->currentData().toString().toStdString()); });
    connect(now_, &QPushButton::toggled, evaluateNow_, &QWidget::setVisible);
    connect(evaluations_, &Evaluations::entriesChanged, this, &EvaluatePage::fillChoices);
    connect(evaluations_, &Evaluations::shownChanged, this, &EvaluatePage::showEvaluation);
    connect(evaluations_, &Evaluations::failed, this, &EvaluatePage::failed);
    connect(evaluations_, &Evaluations::thresholdStored, this, [this](const QString& runFolder, double threshold) {
        threshold_->showStored(threshold);
        Q_EMIT thresholdStored(runFolder);
    });
    connect(&session_, &Session::statusChanged, this, &EvaluatePage::updateEmptyState);
    fillChoices();
    showEvaluation();
}

void EvaluatePage::makeHeader() {
    now_->setObjectName(QStringLiteral("evaluateNowButton"));
    now_->setCheckable(true);
    now_->setProperty("kind", "segment");
    now_->setToolTip(tr("Evaluate a checkpoint or any model folder on a file"));
    compared_ = new QLabel(tr("compared with"), this);
    setTextRole(*compared_, TextRole::Caption);
    compared_->setBuddy(before_);
    for (QWidget* widget : std::initializer_list<QWidget*>{shown_, compared_, before_, now_})
        header_->addAction(widget);
}

QWidget* EvaluatePage::makeContent() {
    tiles_ = new ScoreTiles(this);
    answers_ = new PredictionsPanel(this);
    breakdown_ = new BreakdownPanel(this);
    threshold_ = new ThresholdPanel(this);
    views_ = new Pages(this);
    segments_ = new QButtonGroup(this);
    segments_->setExclusive(true);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(8);
    const std::tuple<QWidget*, QString, QString> views[] = {
        {answers_, tr("Answers"), QStringLiteral("view.answers")},
        {breakdown_, tr("Breakdown"), QStringLiteral("view.breakdown")},
        {threshold_, tr("No-answer threshold"), QStringLiteral("view.threshold")}};
    for (const auto& [widget, name, objectName] : views) {
        auto* button = new QPushButton(name, this);
        button->setObjectName(objectName);
        button->setCheckable(true);
        button->setProperty("kind", "segment");
        segments_->addButton(button, views_->addWidget(widget));
        bar->addWidget(button);
    }
    bar->addStretch();
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(tiles_);
    column->addLayout(bar);
    column->addWidget(views_, 1);

    connect(segments_, &QButtonGroup::idClicked, this, [this](int id) { showView(static_cast<View>(id)); });
    connect(breakdown_, &BreakdownPanel::kindActivated, this, [this](eval::AnswerKind kind) {
        answers_->showKind(kind);
        showView(Answers);
    });
    connect(threshold_, &ThresholdPanel::thresholdChosen, evaluations_, &Evaluations::setThreshold);
    connect(threshold_, &ThresholdPanel::storeRequested, evaluations_, &Evaluations::storeThreshold);
    showView(Answers);
    return content;
}

void EvaluatePage::fillChoices() {
    shown_->clear();
    before_->clear();
    before_->addItem(tr("nothing"), QString());
    for (const EvaluationEntry& entry : evaluations_->entries()) {
        shown_->addItem(entryName(entry), pathText(entry.file));
        if (entry.file != evaluations_->chosen())
            before_->addItem(entryName(entry), pathText(entry.file));
    }
    shown_->setCurrentIndex(shown_->findData(pathText(evaluations_->chosen())));
    before_->setCurrentIndex(std::max(0, before_->findData(pathText(evaluations_->before()))));
    const bool hasAny = !evaluations_->entries().empty();
    for (QWidget* widget : std::initializer_list<QWidget*>{shown_, compared_, before_})
        widget->setVisible(hasAny);
    before_->setEnabled(before_->count() > 1);
    updateEmptyState();
}

void EvaluatePage::showEvaluation() {
    const auto evaluation = evaluations_->shown();
    pages_->setCurrentIndex(evaluation ? 1 : 0);
    answers_->show(evaluation);
    updateEmptyState();
    if (!evaluation) {
        header_->setSentence(tr("How good the model is, and where it fails."));
        return;
    }
    header_->setSentence(tr("On %1").arg(QFileInfo(pathText(evaluation->data->record.data)).fileName()));
    tiles_->show(*evaluation, session_.layout());
    breakdown_->show(*evaluation);
    const bool hasThreshold = evaluation->threshold.has_value();
    segments_->button(Threshold)->setVisible(hasThreshold);
    if (hasThreshold)
        threshold_->show(*evaluation);
    else if (views_->currentIndex() == Threshold)
        showView(Answers);
}

void EvaluatePage::updateEmptyState() {
    if (evaluations_->reading())
        empty_->setText(tr("Reading…"), {});
    else if (session_.status().active())
        empty_->setText(tr("The run is going on"), tr("The first evaluation will be here as soon as it is made. "
                                                      "eval_strategy says when."));
    else if (session_.outcome())
        empty_->setText(tr("This run was not evaluated"),
                        tr("There was no validation file, or its evaluations were deleted. Evaluate its model now, at "
                           "the top right."));
    else
        empty_->setText(
            tr("Nothing evaluated yet"),
            tr("Train a model with a validation file, or evaluate any model folder now, at the top right."));
}

void EvaluatePage::showView(View view) {
    segments_->button(view)->setChecked(true);
    views_->setCurrentIndex(view);
}

} // namespace finetune::ui
