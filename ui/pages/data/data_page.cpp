// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/data_page.h"

#include "ui/icons.h"
#include "ui/pages/data/columns_dialog.h"
#include "ui/pages/data/doctor_panel.h"
#include "ui/pages/data/examples_panel.h"
#include "ui/pages/data/split_card.h"
#include "ui/pages/data/split_switch.h"
#include "ui/pages/data/statistics_panel.h"
#include "ui/session/hub_session.h"
#include "ui/session/paths.h"
#include "ui/theme.h"
#include "ui/unsaved_changes.h"
#include "ui/widgets/hub_field.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/path_field.h"
#include "ui/words.h"

#include <QButtonGroup>
#include <QCoreApplication>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMimeData>
#include <QPushButton>
#include <QRegularExpression>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace finetune::ui {
namespace {

// Tokens of more examples are counted only when somebody looks at the statistics.
constexpr std::size_t kCountedAtOnce = 200'000;

// `shown`: with those that a training leaves out. The context is given in full: lupdate does not find it in this
// namespace.
QString found(const DataCounts& counts, qint64 shown) {
    QStringList parts{
        shown > counts.questions
            ? QCoreApplication::translate("finetune::ui::DataPage", "%1 of %2 questions can be used")
                  .arg(count(counts.questions), count(shown))
            : QCoreApplication::translate("finetune::ui::DataPage", "%1 questions").arg(count(counts.questions)),
        QCoreApplication::translate("finetune::ui::DataPage", "%1 paragraphs").arg(count(counts.paragraphs))};
    if (counts.unanswerable > 0)
        parts
            << QCoreApplication::translate("finetune::ui::DataPage", "%1 unanswerable").arg(count(counts.unanswerable));
    return parts.join(QStringLiteral(" · "));
}

// As `datasets` names the folders of a saved set.
constexpr const char* kSplitNames[kSplits] = {"train", "validation", "test"};

// Paths to open; the parts of one set (train-00000-of-00002.parquet …) are one.
QStringList dropped(const QList<QUrl>& urls) {
    static const QRegularExpression part(QStringLiteral("-\\d{5}-of-\\d{5}(?=\\.[^/]*$)"));
    std::vector<std::pair<QString, std::vector<std::filesystem::path>>> sets;
    for (const QUrl& url : urls) {
        const QString file = url.toLocalFile();
        QString name = file;
        name.remove(part);
        const auto known =
            std::ranges::find_if(sets, [&](const auto& set) { return name != file && set.first == name; });
        if (known != sets.end())
            known->second.push_back(toPath(file));
        else if (!file.isEmpty())
            sets.push_back({name, {toPath(file)}});
    }
    QStringList paths;
    for (auto& [name, files] : sets) {
        std::ranges::sort(files);
        paths << fromPath(data::together(files));
    }
    return paths;
}

QString oneLine(const Error& error) {
    QString text = QString::fromStdString(error.happened());
    if (!error.place().empty())
        text.prepend(QString::fromStdString(error.place()) + ": ");
    if (!error.help().empty())
        text += ". " + QString::fromStdString(error.help());
    return text;
}

} // namespace

DataPage::DataPage(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), byName_(new QPushButton(tr("By name"), this)),
      split_(new QPushButton(tr("Split one file…"), this)),
      sample_(new QPushButton(tr("Open the sample project"), this)) {
    setObjectName(QStringLiteral("dataPage"));
    setAcceptDrops(true);
    fields_ = {new PathField(tr("Training file"), PathField::Kind::Data, QStringLiteral("train"), this),
               new PathField(tr("Validation file"), PathField::Kind::Data, QStringLiteral("validation"), this),
               new PathField(tr("Test file"), PathField::Kind::Data, QStringLiteral("test"), this)};
    files_ = new QFrame(this);
    splitCard_ = new SplitCard(session, this);
    field(Split::Train)->setPlaceholder(tr("SQuAD JSON, Parquet, CSV …"));
    field(Split::Validation)->setPlaceholder(tr("May be left out"));
    field(Split::Test)->setPlaceholder(tr("May be left out"));
    field(Split::Test)->setToolTip(tr("Questions for the very end: evaluate on them when all choices are made"));
    sample_->setObjectName(QStringLiteral("openSample"));
    sample_->setToolTip(tr("A small data set and model that come with the program"));
    split_->setObjectName(QStringLiteral("splitFile"));
    split_->setToolTip(tr("Make a training and a validation file of one file"));
    byName_->setObjectName(QStringLiteral("datasetByName"));
    byName_->setToolTip(tr("A dataset of the hub, or one that was downloaded before"));
    byName_->setCheckable(true);
    byName_->setProperty("kind", "segment");

    files_->setObjectName(QStringLiteral("filesCard"));
    setStyleProperty(*files_, "kind", QStringLiteral("card"));
    auto* fields = new QHBoxLayout(files_);
    fields->setContentsMargins(18, 12, 18, 10);
    fields->setSpacing(18);
    for (PathField* one : fields_)
        fields->addWidget(one, 1);
    auto* header = new PageHeader(tr("Data"), tr("What the model learns from, and what it is judged by."), this);
    header->addAction(byName_);
    header->addAction(split_);
    header->addAction(sample_);
    auto* hubCard = new QFrame(this);
    hubCard->setObjectName(QStringLiteral("hubCard"));
    setStyleProperty(*hubCard, "kind", QStringLiteral("card"));
    auto* hub = new HubField(session, session::HubKind::Dataset, hubCard);
    auto* hubLayout = new QVBoxLayout(hubCard);
    hubLayout->setContentsMargins(18, 12, 18, 10);
    hubLayout->addWidget(hub);
    hubCard->setVisible(session.hubDatasets().fetching());
    byName_->setChecked(!hubCard->isHidden());
    connect(byName_, &QPushButton::toggled, this, [hubCard, hub](bool shown) {
        hubCard->setVisible(shown);
        if (shown)
            hub->setFocus();
    });
    auto* tabs = makeTabs();
    stack_ = new QStackedWidget(this);
    examples_ = new ExamplesPanel(session, statistics_);
    doctor_ = new DoctorPanel(session);
    for (QWidget* panel : std::initializer_list<QWidget*>{examples_, new StatisticsPanel(statistics_), doctor_})
        stack_->addWidget(panel); // which owns it
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(14);
    layout->addWidget(header);
    layout->addWidget(files_);
    layout->addWidget(hubCard);
    layout->addWidget(splitCard_);
    layout->addLayout(tabs);
    layout->addWidget(stack_, 1);

    connectFiles();
    connect(examples_, &ExamplesPanel::inspectRequested, this, [this](int shown) {
        const int example = session_.dataFiles().usableOf(switch_->current(), shown);
        if (example >= 0)
            Q_EMIT inspectRequested(example);
    });
    splitCard_->hide();
    for (const Split split : allSplits())
        updateFile(split);
    showTab(Examples);
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
        updateColumns();
        Q_EMIT shownDatasetChanged();
    });
    return bar;
}

void DataPage::connectFiles() {
    for (const Split split : allSplits())
        connect(field(split), &PathField::chosen, this, [this, split](const QString& path) {
            open({{split, path}});
            field(split)->setPath(session_.file(split)); // also when it stays
        });
    connect(sample_, &QPushButton::clicked, &session_, &Session::openSample);
    connect(examples_, &ExamplesPanel::sampleRequested, &session_, &Session::openSample);
    connect(split_, &QPushButton::clicked, this, [this] {
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
    connect(&session_, &Session::fileFailed, this, &DataPage::showFileError);
    connect(&session_, &Session::modelChanged, this, &DataPage::updateStatistics);
    connect(&session_, &Session::fileProgressed, this, [this](Split split, qint64 done, qint64 total) {
        if (session_.reading(split) && total > 0)
            field(split)->setNote(tr("Reading… %1 %").arg(100 * done / total));
    });
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
    updateColumns();
    updateStatistics();
    updateTabs();
}

void DataPage::updateColumns() {
    columns_->setVisible(switch_->isVisibleTo(this) && !session_.file(switch_->current()).isEmpty());
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
    setStyleProperty(*files_, "kind", QStringLiteral("drop"));
}

void DataPage::dragLeaveEvent(QDragLeaveEvent*) {
    setStyleProperty(*files_, "kind", QStringLiteral("card"));
}

void DataPage::open(const std::vector<Opening>& files) {
    switch_->setCurrent(files.back().split);
    session_.dataFiles().replace(files,
                                 [&session = session_, files] { session.openFiles(files); }); // outlives the page
}

// A folder with config.json is a model. Files take the places that are free, in their order, and a single one over all
// the training's; the parts of one set take one place, and the sets of a saved folder their own.
void DataPage::dropEvent(QDropEvent* event) {
    setStyleProperty(*files_, "kind", QStringLiteral("card"));
    std::array<QString, kSplits> paths;
    for (const Split split : allSplits())
        paths[static_cast<std::size_t>(split)] = session_.file(split);
    std::vector<Opening> opened;
    for (const QString& path : dropped(event->mimeData()->urls())) {
        const QDir folder(path);
        if (folder.exists(QStringLiteral("config.json"))) {
            session_.openModel(path);
            continue;
        }
        if (folder.exists(QStringLiteral("dataset_dict.json"))) {
            for (const Split split : allSplits())
                if (const QString set = QLatin1String(kSplitNames[static_cast<std::size_t>(split)]); folder.exists(set))
                    opened.push_back({split, folder.filePath(set)});
            continue;
        }
        const auto free = std::ranges::find_if(paths, &QString::isEmpty);
        const auto place = static_cast<std::size_t>(free == paths.end() ? 0 : free - paths.begin());
        paths[place] = path;
        opened.push_back({static_cast<Split>(place), path});
    }
    if (!opened.empty())
        open(opened);
    event->acceptProposedAction();
}

void DataPage::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateTabs();
}

void DataPage::updateFile(Split split) {
    PathField* shown = field(split);
    shown->setPath(session_.file(split));
    const auto dataset = session_.dataset(split);
    if (dataset) {
        const QString text = found(session_.dataFiles().counts(split),
                                   static_cast<qint64>(session_.dataFiles().shown(split)->examples.size()));
        const QString chosen =
            session_.dataFiles().options(split).rows.takesAll() ? text : tr("%1 · chosen rows").arg(text);
        shown->setNote(session_.dataFiles().isEdited(split) ? tr("%1 · changed").arg(chosen) : chosen,
                       dataset->examples.empty() ? PathField::Tone::Bad : PathField::Tone::Plain);
        shown->remember(session_.file(split));
    } else {
        shown->setNote(session_.reading(split) ? tr("Reading…") : QString());
    }
    if (split == switch_->current()) {
        updateColumns();
        updateStatistics();
        Q_EMIT shownDatasetChanged();
    }
}

void DataPage::showFileError(Split split, const Error& error) {
    field(split)->setNote(oneLine(error), PathField::Tone::Bad);
    if (session_.dataFiles().lacksColumns(split) && isVisible())
        chooseColumns(split, session_.dataFiles().options(split));
}

} // namespace finetune::ui
