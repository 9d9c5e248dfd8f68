// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/examples_panel.h"

#include "ui/icons.h"
#include "ui/models/examples_model.h"
#include "ui/models/problems_model.h"
#include "ui/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/words.h"

#include <QAction>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace finetune::ui {
namespace {

enum Segment { TrainSegment, ValidationSegment, ProblemsSegment };

QPushButton* segment(QButtonGroup* group, int id, const QString& objectName, QWidget* parent) {
    auto* button = new QPushButton(parent);
    button->setObjectName(objectName);
    button->setCheckable(true);
    button->setProperty("kind", "segment");
    group->addButton(button, id);
    return button;
}

} // namespace

ExamplesPanel::ExamplesPanel(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), examples_(new ExamplesModel(this)), problems_(new ProblemsModel(this)),
      segments_(new QButtonGroup(this)),
      trainButton_(segment(segments_, TrainSegment, QStringLiteral("segment.train"), this)),
      validationButton_(segment(segments_, ValidationSegment, QStringLiteral("segment.validation"), this)),
      problemsButton_(segment(segments_, ProblemsSegment, QStringLiteral("segment.problems"), this)),
      inspect_(new QPushButton(tr("Inspect"), this)), search_(new QLineEdit(this)), found_(new QLabel(this)),
      stack_(new QStackedWidget(this)) {
    exampleTable_ = makeTable(examples_, QStringLiteral("examplesTable"));
    problemTable_ = makeTable(problems_, QStringLiteral("problemsTable"));
    empty_ = new EmptyState(QStringLiteral("data"), {}, {}, this);
    sample_ = empty_->addButton(tr("Open the sample project"), QStringLiteral("emptySample"));
    sample_->setProperty("kind", "primary");
    noProblems_ =
        new EmptyState(QStringLiteral("success"), tr("No problems found"),
                       tr("Every entry of the files could be read, and every answer stands at its place."), this);
    for (QWidget* page : {static_cast<QWidget*>(exampleTable_), static_cast<QWidget*>(problemTable_),
                          static_cast<QWidget*>(empty_), static_cast<QWidget*>(noProblems_)})
        stack_->addWidget(page);

    exampleTable_->setAccessibleName(tr("Examples"));
    problemTable_->setAccessibleName(tr("Problems"));
    search_->setObjectName(QStringLiteral("search"));
    search_->setPlaceholderText(tr("Search questions, answers, contexts (Ctrl+F)"));
    search_->setAccessibleName(tr("Search the examples"));
    search_->setClearButtonEnabled(true);
    search_->setMinimumWidth(fontMetrics().averageCharWidth() * 30);
    found_->setObjectName(QStringLiteral("found"));
    setTextRole(*found_, TextRole::Caption);
    inspect_->setObjectName(QStringLiteral("inspectButton"));
    inspect_->setToolTip(tr("See what the model sees of the chosen example (Enter)"));
    segments_->setExclusive(true);
    trainButton_->setChecked(true);

    auto* bar = new QHBoxLayout;
    bar->setSpacing(8);
    for (QWidget* button : {trainButton_, validationButton_, problemsButton_})
        bar->addWidget(button);
    bar->addStretch();
    bar->addWidget(found_);
    bar->addWidget(search_, 1);
    bar->addWidget(inspect_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addLayout(bar);
    layout->addWidget(stack_, 1);

    connect(segments_, &QButtonGroup::idClicked, this, [this](int id) {
        problemsShown_ = id == ProblemsSegment;
        if (!problemsShown_)
            split_ = id == TrainSegment ? Split::Train : Split::Validation;
        update();
        Q_EMIT splitChanged();
    });
    connect(search_, &QLineEdit::textChanged, examples_, &ExamplesModel::setFilter);
    connect(examples_, &ExamplesModel::filtered, this, &ExamplesPanel::updateCounts);
    connect(&session_, &Session::fileChanged, this, &ExamplesPanel::update);
    connect(sample_, &QPushButton::clicked, this, &ExamplesPanel::sampleRequested);
    connect(exampleTable_, &QTableView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT inspectRequested(examples_->exampleOf(index.row())); });
    connect(inspect_, &QPushButton::clicked, this, [this] {
        const QModelIndex index = exampleTable_->currentIndex();
        Q_EMIT inspectRequested(examples_->exampleOf(index.isValid() ? index.row() : 0));
    });
    auto* find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, search_, [this] {
        search_->setFocus();
        search_->selectAll();
    });
    update();
}

QTableView* ExamplesPanel::makeTable(QAbstractItemModel* model, const QString& objectName) {
    auto* table = new QTableView(this);
    table->setObjectName(objectName);
    table->setModel(model);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 16);
    QHeaderView* header = table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    const int unit = fontMetrics().averageCharWidth();
    const std::vector<int> exampleWidths{7, 38, 20, 30, 15, 14}, problemWidths{18, 30, 50, 30};
    const bool isExamples = model == examples_;
    const auto& widths = isExamples ? exampleWidths : problemWidths;
    for (std::size_t i = 0; i < widths.size(); ++i)
        table->setColumnWidth(static_cast<int>(i), widths[i] * unit);
    header->setSectionResizeMode(isExamples ? int(ExamplesModel::Context) : int(ProblemsModel::What),
                                 QHeaderView::Stretch);
    return table;
}

void ExamplesPanel::showSplit(Split split) {
    split_ = split;
    problemsShown_ = false;
    (split == Split::Train ? trainButton_ : validationButton_)->setChecked(true);
    update();
    Q_EMIT splitChanged();
}

void ExamplesPanel::selectExample(int example) {
    const int row = examples_->rowOf(example);
    if (row >= 0)
        exampleTable_->setCurrentIndex(examples_->index(row, ExamplesModel::Question));
}

void ExamplesPanel::update() {
    examples_->setDataset(session_.dataset(split_));
    problems_->setDatasets({session_.dataset(Split::Train), session_.dataset(Split::Validation)});
    updateCounts();
}

void ExamplesPanel::updateCounts() {
    const auto label = [this](const QString& name, Split split) {
        const auto dataset = session_.dataset(split);
        return dataset ? QStringLiteral("%1  %2").arg(name, count(static_cast<qint64>(dataset->examples.size())))
                       : name;
    };
    trainButton_->setText(label(tr("Training"), Split::Train));
    validationButton_->setText(label(tr("Validation"), Split::Validation));
    const int problems = problems_->rowCount();
    problemsButton_->setText(problems > 0 ? QStringLiteral("%1  %2").arg(tr("Problems"), count(problems))
                                          : tr("Problems"));
    problemsButton_->setIcon(problems > 0 ? icon(QStringLiteral("warning"), theme().warning) : QIcon());

    const bool hasExamples = examples_->total() > 0;
    const bool filtered = hasExamples && !search_->text().isEmpty() && !problemsShown_;
    found_->setText(filtered ? tr("%1 found").arg(count(examples_->rowCount())) : QString());
    search_->setEnabled(hasExamples && !problemsShown_);
    inspect_->setEnabled(examples_->rowCount() > 0 && !problemsShown_);
    updateEmptyState();
    if (problemsShown_)
        stack_->setCurrentWidget(problems > 0 ? static_cast<QWidget*>(problemTable_) : noProblems_);
    else
        stack_->setCurrentWidget(examples_->rowCount() > 0 ? static_cast<QWidget*>(exampleTable_) : empty_);
}

void ExamplesPanel::updateEmptyState() {
    const bool nothingChosen = session_.file(Split::Train).isEmpty() && session_.file(Split::Validation).isEmpty();
    sample_->setVisible(nothingChosen);
    if (examples_->total() > 0)
        empty_->setText(tr("Nothing found"), tr("No question, answer, context, article or ID holds these characters."));
    else if (session_.reading(split_))
        empty_->setText(tr("Reading…"), {});
    else if (nothingChosen)
        empty_->setText(
            tr("Start with your questions, or with the sample"),
            tr("Choose a SQuAD file and a model folder above, or drop them here. The sample project is small, "
               "complete and trains in a few minutes."));
    else if (session_.file(split_).isEmpty())
        empty_->setText(split_ == Split::Train ? tr("No training file") : tr("No validation file"),
                        split_ == Split::Train
                            ? tr("Training learns from this file. Choose one above.")
                            : tr("Without one, training cannot tell how good the model is. Choose one above."));
    else if (!session_.dataset(split_))
        empty_->setText(tr("This file cannot be read"), tr("The reason stands below its name above."));
    else
        empty_->setText(tr("No usable examples"), tr("Look at the problems of this file."));
}

} // namespace finetune::ui
