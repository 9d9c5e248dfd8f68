// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/examples_panel.h"

#include "ui/icons.h"
#include "ui/models/examples_model.h"
#include "ui/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/words.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace finetune::ui {

ExamplesPanel::ExamplesPanel(Session& session, DataStatistics& statistics, QWidget* parent)
    : QWidget(parent), session_(session), statistics_(statistics), model_(new ExamplesModel(this)),
      search_(new QLineEdit(this)), inspect_(new QPushButton(tr("Inspect"), this)),
      sort_(new QPushButton(tr("Sort"), this)), found_(new QLabel(this)), stack_(new QStackedWidget(this)),
      table_(new QTableView(this)) {
    setObjectName(QStringLiteral("examplesPanel"));
    search_->setObjectName(QStringLiteral("search"));
    search_->setPlaceholderText(tr("Search questions, answers, contexts (Ctrl+F)"));
    search_->setAccessibleName(tr("Search the examples"));
    search_->setClearButtonEnabled(true);
    search_->setMinimumWidth(fontMetrics().horizontalAdvance(u'0') * 24);
    found_->setObjectName(QStringLiteral("found"));
    setTextRole(*found_, TextRole::Caption);
    inspect_->setObjectName(QStringLiteral("inspectButton"));
    auto* bar = makeBar();
    makeTable();
    makeSortMenu();
    empty_ = new EmptyState(QStringLiteral("data"), {}, {}, this);
    sample_ = empty_->addButton(tr("Open the sample project"), QStringLiteral("emptySample"));
    sample_->setProperty("kind", "primary");
    stack_->addWidget(table_);
    stack_->addWidget(empty_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addLayout(bar);
    layout->addWidget(stack_, 1);

    connect(search_, &QLineEdit::textChanged, this, [this](const QString& text) {
        model_->setFilter(text);
        updateCounts();
    });
    connect(model_, &ExamplesModel::filtered, this, [this] {
        selectExample(selected_);
        updateCounts();
    });
    connect(&session_, &Session::fileChanged, this, &ExamplesPanel::update);
    connect(&session_.dataFiles(), &DataFiles::checked, this, &ExamplesPanel::update);
    connect(&statistics_, &DataStatistics::changed, this, &ExamplesPanel::update);
    connect(sample_, &QPushButton::clicked, this, &ExamplesPanel::sampleRequested);
    connect(table_, &QTableView::activated, this, [this](const QModelIndex& index) {
        if (inspect_->isEnabled())
            Q_EMIT inspectRequested(model_->exampleOf(index.row()));
    });
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& row) {
        if (row.isValid())
            selected_ = model_->exampleOf(row.row());
        updateInspect();
    });
    connect(inspect_, &QPushButton::clicked, this, [this] { Q_EMIT inspectRequested(std::max(0, currentExample())); });
    auto* find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, search_, [this] {
        search_->setFocus();
        search_->selectAll();
    });
    search_->installEventFilter(this);
    update();
}

QLayout* ExamplesPanel::makeBar() {
    auto* bar = new QHBoxLayout;
    bar->setSpacing(8);
    bar->addWidget(search_, 1);
    bar->addWidget(makeChip(tr("Unanswerable"), Only::Unanswerable, QStringLiteral("chip.unanswerable")));
    bar->addWidget(makeChip(tr("Several answers"), Only::SeveralAnswers, QStringLiteral("chip.several")));
    long_ = makeChip({}, Only::LongContext, QStringLiteral("chip.long"));
    bar->addWidget(long_);
    bar->addWidget(makeChip(tr("Has a problem"), Only::WithProblem, QStringLiteral("chip.problem")));
    bar->addWidget(found_);
    bar->addStretch();
    sort_->setObjectName(QStringLiteral("sortButton"));
    sort_->setProperty("kind", "menu");
    sort_->setToolTip(tr("Sort by a column; a click on its title does the same"));
    bar->addWidget(sort_);
    bar->addWidget(inspect_);
    return bar;
}

QPushButton* ExamplesPanel::makeChip(const QString& text, Only only, const QString& objectName) {
    auto* chip = new QPushButton(text, this);
    chip->setObjectName(objectName);
    chip->setCheckable(true);
    chip->setProperty("kind", "segment");
    chips_.push_back(chip);
    connect(chip, &QPushButton::toggled, this, [this, chip, only](bool on) {
        chip->setIcon(on ? icon(QStringLiteral("success"), theme().onAccentSoft) : QIcon());
        Onlys wanted = model_->wanted().only;
        model_->setOnly(wanted.setFlag(only, on));
        updateCounts();
    });
    return chip;
}

void ExamplesPanel::makeTable() {
    table_->setObjectName(QStringLiteral("examplesTable"));
    table_->setAccessibleName(tr("Examples"));
    table_->setModel(model_);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setShowGrid(false);
    table_->setWordWrap(false);
    table_->setTabKeyNavigation(false);
    table_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed); // a million rows are one multiplication
    table_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 14);
    QHeaderView* header = table_->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setSortIndicator(ExamplesModel::Number, Qt::AscendingOrder);
    table_->setSortingEnabled(true);
    const int unit = fontMetrics().horizontalAdvance(u'0');
    const int widths[ExamplesModel::ColumnCount] = {9, 34, 18, 20, 14, 18, 16, 14};
    for (int column = 0; column < ExamplesModel::ColumnCount; ++column)
        table_->setColumnWidth(column, widths[column] * unit);
    for (const int column : {ExamplesModel::Question, ExamplesModel::Context})
        header->setSectionResizeMode(column, QHeaderView::Stretch);
}

// What a click on a column's title does, for the keyboard.
void ExamplesPanel::makeSortMenu() {
    auto* menu = new QMenu(sort_);
    sort_->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        const QHeaderView* header = table_->horizontalHeader();
        for (int column = 0; column < ExamplesModel::ColumnCount; ++column) {
            if (column == ExamplesModel::Problem && header->isSectionHidden(column))
                continue;
            const QString name = column == ExamplesModel::Context
                                     ? tr("Where the answer begins")
                                     : model_->headerData(column, Qt::Horizontal).toString();
            QAction* action = menu->addAction(name);
            action->setCheckable(true);
            action->setChecked(header->sortIndicatorSection() == column);
            connect(action, &QAction::triggered, this, [this, column] {
                const bool again = table_->horizontalHeader()->sortIndicatorSection() == column;
                const bool down = again && table_->horizontalHeader()->sortIndicatorOrder() == Qt::AscendingOrder;
                table_->sortByColumn(column, down ? Qt::DescendingOrder : Qt::AscendingOrder);
            });
        }
    });
}

void ExamplesPanel::showSplit(Split split) {
    split_ = split;
    selected_ = -1;
    update();
}

void ExamplesPanel::setLongTokens(int tokens) {
    model_->setLongTokens(tokens);
    updateChips();
}

void ExamplesPanel::selectExample(int shownExample) {
    const int row = shownExample >= 0 ? model_->rowOf(shownExample) : -1;
    if (row >= 0)
        table_->setCurrentIndex(model_->index(row, ExamplesModel::Question));
}

int ExamplesPanel::currentExample() const {
    const QModelIndex index = table_->currentIndex();
    return index.isValid() ? model_->exampleOf(index.row()) : model_->rowCount() > 0 ? model_->exampleOf(0) : -1;
}

// From the search to the rows, without the mouse.
bool ExamplesPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == search_ && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Down && model_->rowCount() > 0) {
        table_->setFocus();
        if (!table_->currentIndex().isValid())
            table_->setCurrentIndex(model_->index(0, ExamplesModel::Question));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ExamplesPanel::update() {
    const auto dataset = session_.dataFiles().shown(split_);
    model_->setDataset(dataset);
    model_->setFindings(session_.dataFiles().findings(), split_);
    model_->setTokens(statistics_.tokensOf(dataset));
    updateColumns();
    updateChips();
    updateCounts();
}

// The context keeps room to be read in: what is missed least goes first.
void ExamplesPanel::updateColumns() {
    const auto findings = session_.dataFiles().findings();
    table_->setColumnHidden(ExamplesModel::Problem, !findings || findings->list.empty());
    const int letters = width() / std::max(1, fontMetrics().horizontalAdvance(u'0'));
    table_->setColumnHidden(ExamplesModel::Title, letters < 150);
    table_->setColumnHidden(ExamplesModel::Id, letters < 170);
}

void ExamplesPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    updateColumns();
}

void ExamplesPanel::updateChips() {
    const RowsWanted& wanted = model_->wanted();
    long_->setText(tr("Long"));
    long_->setToolTip(model_->knowsTokens()
                          ? tr("Question and context have more than %1 tokens: they are cut into several windows")
                                .arg(count(wanted.longTokens))
                          : tr("The context has more than %1 characters; with a model its tokens are counted")
                                .arg(count(wanted.longCharacters)));
}

void ExamplesPanel::updateCounts() {
    const bool hasExamples = model_->total() > 0;
    found_->setText(!hasExamples || !model_->isFiltered() ? QString()
                    : model_->working()
                        ? tr("Looking…")
                        : tr("%1 of %2", "found, all").arg(count(model_->rowCount()), count(model_->total())));
    search_->setEnabled(hasExamples);
    sort_->setEnabled(hasExamples);
    for (QPushButton* chip : chips_)
        chip->setEnabled(hasExamples);
    updateInspect();
    updateEmptyState();
    stack_->setCurrentWidget(model_->rowCount() > 0 ? static_cast<QWidget*>(table_) : empty_);
}

void ExamplesPanel::updateInspect() {
    const int example = currentExample();
    const bool usable = example >= 0 && session_.dataFiles().usableOf(split_, example) >= 0;
    inspect_->setEnabled(usable);
    inspect_->setToolTip(usable || example < 0
                             ? tr("See what the model sees of the chosen example (Enter)")
                             : tr("A training leaves this example out; the Doctor says why and can repair it"));
}

void ExamplesPanel::updateEmptyState() {
    const bool nothingChosen = session_.file(Split::Train).isEmpty() && session_.file(Split::Validation).isEmpty() &&
                               session_.file(Split::Test).isEmpty();
    sample_->setVisible(nothingChosen);
    if (model_->working())
        empty_->setText(tr("Looking…"), {});
    else if (model_->total() > 0)
        empty_->setText(tr("Nothing found"), tr("No example is like this. Take a filter away, or search for less."));
    else if (session_.reading(split_))
        empty_->setText(tr("Reading…"), {});
    else if (nothingChosen)
        empty_->setText(tr("Start with your questions, or with the sample"),
                        tr("Drop files anywhere on this page, or choose them above. The sample project is small, "
                           "complete and trains in a few minutes."));
    else if (session_.file(split_).isEmpty())
        empty_->setText(
            split_ == Split::Train ? tr("No training file") : tr("No such file chosen"),
            split_ == Split::Train
                ? tr("Training learns from this file. Choose one above.")
                : tr("Without a validation file, training cannot tell how good the model is. Choose one above."));
    else if (!session_.dataFiles().shown(split_))
        empty_->setText(tr("This file cannot be read"), tr("The reason stands below its name above."));
    else
        empty_->setText(tr("No usable examples"), tr("The Doctor says what is wrong with this file."));
}

} // namespace finetune::ui
