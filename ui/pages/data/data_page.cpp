// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/data_page.h"

#include "ui/icons.h"
#include "ui/pages/data/columns_dialog.h"
#include "ui/pages/data/doctor_panel.h"
#include "ui/pages/data/dropped_files.h"
#include "ui/pages/data/examples_panel.h"
#include "ui/pages/data/files_card.h"
#include "ui/pages/data/hub_splits_card.h"
#include "ui/pages/data/part_bar.h"
#include "ui/pages/data/split_card.h"
#include "ui/pages/data/split_switch.h"
#include "ui/pages/data/statistics_panel.h"
#include "ui/session/hub_session.h"
#include "ui/theme.h"
#include "ui/unsaved_changes.h"
#include "ui/widgets/hub_field.h"
#include "ui/widgets/page_header.h"
#include "ui/words.h"

#include <QButtonGroup>
#include <QDragEnterEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace finetune::ui {
namespace {

// Tokens of more examples are counted only when somebody looks at the statistics.
constexpr std::size_t kCountedAtOnce = 200'000;

} // namespace

DataPage::DataPage(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), byName_(new QPushButton(tr("By name"), this)),
      split_(new QPushButton(tr("Split one file…"), this)),
      sample_(new QPushButton(tr("Open the sample project"), this)), files_(new FilesCard(session, this)),
      splitCard_(new SplitCard(session, this)) {
    setObjectName(QStringLiteral("dataPage"));
    setAcceptDrops(true);
    sample_->setObjectName(QStringLiteral("openSample"));
    sample_->setToolTip(tr("A small data set and model that come with the program"));
    split_->setObjectName(QStringLiteral("splitFile"));
    split_->setToolTip(tr("Make a training and a validation file of one file"));
    byName_->setObjectName(QStringLiteral("datasetByName"));
    byName_->setToolTip(tr("A dataset of the hub, or one that was downloaded before"));
    byName_->setCheckable(true);
    byName_->setProperty("kind", "segment");
    auto* header = new PageHeader(tr("Data"), tr("What the model learns from, and what it is judged by."), this);
    header->addAction(byName_);
    header->addAction(split_);
    header->addAction(sample_);
    QWidget* hub = makeHub();
    auto* hubSplits = new HubSplitsCard(session, this);
    auto* tabs = makeTabs();
    part_ = new PartBar(session, this);
    stack_ = new QStackedWidget(this);
    stack_->setMinimumHeight(fontMetrics().height() * 10); // less than the panels want: cards come and go above them
    examples_ = new ExamplesPanel(session, statistics_);
    doctor_ = new DoctorPanel(session);
    for (QWidget* panel : std::initializer_list<QWidget*>{examples_, new StatisticsPanel(statistics_), doctor_})
        stack_->addWidget(panel); // which owns it
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(14);
    layout->addWidget(header);
    layout->addWidget(files_);
    layout->addWidget(hub);
    layout->addWidget(hubSplits);
    layout->addWidget(splitCard_);
    layout->addLayout(tabs);
    layout->addWidget(part_);
    layout->addWidget(stack_, 1);

    connectFiles();
    connect(examples_, &ExamplesPanel::inspectRequested, this, [this](int shown) {
        const int example = session_.dataFiles().usableOf(switch_->current(), shown);
        if (example >= 0)
            Q_EMIT inspectRequested(example);
    });
    splitCard_->hide();
    showTab(Examples);
}

QWidget* DataPage::makeHub() {
    auto* card = new QFrame(this);
    card->setObjectName(QStringLiteral("hubCard"));
    setStyleProperty(*card, "kind", QStringLiteral("card"));
    auto* field = new HubField(session_, session::HubKind::Dataset, card);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(18, 12, 18, 10);
    layout->addWidget(field);
    card->setVisible(session_.hubDatasets().fetching());
    byName_->setChecked(!card->isHidden());
    connect(byName_, &QPushButton::toggled, this, [this, card, field](bool shown) {
        card->setVisible(shown);
        if (!shown)
            return;
        splitCard_->hide(); // one at a time: the rest of the page needs room
        field->setFocus();
    });
    return card;
}

QLayout* DataPage::makeTabs() {
    static const char* const names[] = {"tab.examples", "tab.statistics", "tab.doctor"};
    const QString titles[] = {tr("Examples"), tr("Statistics"), tr("Doctor")};
    tabs_ = new QButtonGroup(this);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(8);
    for (int tab = Examples; tab <= Doctor; ++tab) {
        auto* button = new QPushButton(titles[tab], this);
        button->setObjectName(QString::fromLatin1(names[tab]));
        button->setCheckable(true);
        button->setProperty("kind", "segment");
        tabs_->addButton(button, tab);
        bar->addWidget(button);
        tabButtons_[static_cast<std::size_t>(tab)] = button;
    }
    bar->addStretch();
    columns_ = new QPushButton(tr("Columns and rows…"), this);
    columns_->setObjectName(QStringLiteral("chooseColumns"));
    columns_->setProperty("kind", "flat");
    columns_->setToolTip(tr("Which columns of the file hold what, and which of its rows are used"));
    switch_ = new SplitSwitch(session_, this);
    bar->addWidget(columns_);
    bar->addWidget(switch_);
    connect(columns_, &QPushButton::clicked, this,
            [this] { chooseColumns(switch_->current(), session_.dataFiles().options(switch_->current())); });
    connect(tabs_, &QButtonGroup::idClicked, this, [this](int tab) { showTab(static_cast<Tab>(tab)); });
    connect(switch_, &SplitSwitch::changed, this, [this] {
        examples_->showSplit(switch_->current());
        updateStatistics();
        updateTools();
        Q_EMIT shownDatasetChanged();
    });
    return bar;
}

void DataPage::connectFiles() {
    connect(files_, &FilesCard::chosen, this, [this](Split split, const QString& path) { open({{split, path}}); });
    connect(sample_, &QPushButton::clicked, &session_, &Session::openSample);
    connect(examples_, &ExamplesPanel::sampleRequested, &session_, &Session::openSample);
    connect(split_, &QPushButton::clicked, this, [this] {
        byName_->setChecked(false);
        splitCard_->show();
        splitCard_->begin();
    });
    connect(splitCard_, &SplitCard::ended, this, [this] {
        splitCard_->hide();
        split_->setFocus();
    });
    connect(doctor_, &DoctorPanel::saveRequested, this,
            [this](Split split) { saveChanges(session_.dataFiles(), {split}, this); });
    connect(&session_, &Session::fileChanged, this, &DataPage::updateFile);
    connect(&session_, &Session::fileFailed, this, [this](Split split) {
        if (session_.dataFiles().lacksColumns(split) && isVisible())
            chooseColumns(split, session_.dataFiles().options(split));
    });
    connect(&session_, &Session::modelChanged, this, &DataPage::updateStatistics);
    connect(&session_.dataFiles(), &DataFiles::checked, this, &DataPage::updateTabs);
}

std::shared_ptr<const data::Dataset> DataPage::shownDataset() const {
    return session_.dataset(switch_->current());
}

void DataPage::selectExample(int example) {
    if (shownDataset())
        examples_->selectExample(session_.dataFiles().shownOf(switch_->current(), example));
}

void DataPage::showTab(Tab tab) {
    tabButtons_[static_cast<std::size_t>(tab)]->setChecked(true);
    stack_->setCurrentIndex(tab);
    switch_->setVisible(tab != Doctor);
    updateTools();
    updateStatistics();
    updateTabs();
}

// The Doctor speaks of all files.
void DataPage::updateTools() {
    const bool isDoctor = stack_->currentIndex() == Doctor;
    columns_->setVisible(!isDoctor && !session_.file(switch_->current()).isEmpty());
    constexpr auto all = allSplits();
    part_->showSplits(isDoctor ? std::vector<Split>(all.begin(), all.end()) : std::vector<Split>{switch_->current()});
}

// A file whose columns are not recognised asks by itself; those that wait behind it are asked about next, and begin
// with the same columns.
void DataPage::chooseColumns(Split split, const data::OpenOptions& options) {
    if (columnsDialog_)
        return;
    switch_->setCurrent(split);
    const QString path = session_.file(split);
    columnsDialog_ = new ColumnsDialog(path, options, this);
    columnsDialog_->setAttribute(Qt::WA_DeleteOnClose);
    connect(columnsDialog_, &QDialog::accepted, this, [this, split, path] {
        const data::OpenOptions chosen = columnsDialog_->options();
        columnsDialog_ = nullptr; // it is closing
        open({{split, path, chosen}});
        for (const Split other : allSplits())
            if (other != split && session_.dataFiles().lacksColumns(other))
                return chooseColumns(other, {.columns = chosen.columns});
    });
    columnsDialog_->open();
}

void DataPage::setMaxLength(int tokens) {
    examples_->setLongTokens(tokens);
}

void DataPage::updateTabs() {
    const auto findings = session_.dataFiles().findings();
    const qint64 problems = findings ? static_cast<qint64>(findings->list.size()) : 0;
    QPushButton* button = tabButtons_[Doctor];
    button->setText(problems > 0 ? tr("Doctor  %1", "number of problems").arg(count(problems)) : tr("Doctor"));
    button->setIcon(problems > 0 ? icon(QStringLiteral("warning"), theme().warning) : QIcon());
}

void DataPage::updateStatistics() {
    const auto shown = session_.dataFiles().shown(switch_->current());
    const bool wanted = stack_->currentIndex() == Statistics || (shown && shown->examples.size() <= kCountedAtOnce);
    if (wanted || !shown)
        statistics_.show(shown, session_.modelInfo() ? session_.modelFolder() : QString());
}

void DataPage::dragEnterEvent(QDragEnterEvent* event) {
    if (!event->mimeData()->hasUrls())
        return;
    event->acceptProposedAction();
    files_->setDropping(true);
}

void DataPage::dragLeaveEvent(QDragLeaveEvent*) {
    files_->setDropping(false);
}

void DataPage::open(const std::vector<Opening>& files) {
    switch_->setCurrent(files.back().split);
    session_.dataFiles().replace(files,
                                 [&session = session_, files] { session.openFiles(files); }); // outlives the page
}

void DataPage::dropEvent(QDropEvent* event) {
    files_->setDropping(false);
    std::array<QString, kSplits> opened;
    for (const Split split : allSplits())
        opened[static_cast<std::size_t>(split)] = session_.file(split);
    const DroppedFiles dropped = droppedFiles(event->mimeData()->urls(), std::move(opened));
    if (!dropped.model.isEmpty())
        session_.openModel(dropped.model);
    if (!dropped.data.empty())
        open(dropped.data);
    event->acceptProposedAction();
}

void DataPage::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateTabs();
}

void DataPage::updateFile(Split split) {
    if (split != switch_->current())
        return;
    updateTools();
    updateStatistics();
    Q_EMIT shownDatasetChanged();
}

} // namespace finetune::ui
