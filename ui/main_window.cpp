// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "ui/pages/data/data_page.h"
#include "ui/pages/evaluate/evaluate_page.h"
#include "ui/pages/export/export_page.h"
#include "ui/pages/inspect/inspect_page.h"
#include "ui/pages/model/model_page.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/pages/train/train_page.h"
#include "ui/pages/try/try_page.h"
#include "ui/project_menu.h"
#include "ui/run_starter.h"
#include "ui/session/hub_session.h"
#include "ui/session/paths.h"
#include "ui/session/run_list.h"
#include "ui/widgets/hub_cache_dialog.h"
#include "ui/widgets/rail.h"
#include "ui/words.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace finetune::ui {
namespace {

// By Page: as the command line, the rail and the drawings name them.
constexpr const char* kPageNames[] = {"data", "model", "inspect", "train", "evaluate", "try", "export", "runs"};
static_assert(std::size(kPageNames) == MainWindow::PageCount);

// By Split: where the settings keep the files.
constexpr QLatin1String kFileSettings[kSplits] = {QLatin1String("project/train"), QLatin1String("project/validation"),
                                                  QLatin1String("project/test")};

} // namespace

MainWindow::Page MainWindow::pageNamed(const QString& name) {
    for (int page = Data; page < PageCount; ++page)
        if (name == QLatin1String(kPageNames[page]))
            return static_cast<Page>(page);
    return Data;
}

MainWindow::MainWindow(Session& session, QWidget* parent)
    : QMainWindow(parent), session_(session), project_(session.projectFile()), rail_(new Rail(this)),
      bar_(new MessageBar(this)), stack_(new QStackedWidget(this)) {
    setObjectName(QStringLiteral("mainWindow"));
    makePages();
    makeMenus();
    connectInspect();
    connectRuns();

    auto* barMargins = new QVBoxLayout;
    barMargins->setContentsMargins(24, 14, 24, 0);
    barMargins->addWidget(bar_);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addLayout(barMargins);
    column->addWidget(stack_, 1);
    auto* central = new QWidget(this);
    auto* layout = new QHBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(rail_);
    layout->addLayout(column, 1);
    setCentralWidget(central);

    connect(rail_, &Rail::pageChosen, this, [this](int page) { showPage(static_cast<Page>(page)); });
    connect(&session_, &Session::failed, this, [this](const Error& error) { bar_->show(error); });
    connect(&session_.dataFiles(), &DataFiles::changesAtRisk, this, &MainWindow::askBeforeReplacing);
    for (HubSession* hub : {&session_.hubModels(), &session_.hubDatasets()}) {
        connect(hub, &HubSession::failed, this, &MainWindow::showHubError);
        connect(hub, &HubSession::noted, this,
                [this](const QString& note) { bar_->show(MessageBar::Tone::Info, note.toHtmlEscaped()); });
    }
    connect(&session_, &Session::statusChanged, this, [this] {
        rail_->showStatus(session_.status());
        updateTitle();
    });
    connect(&session_, &Session::runEnded, this, [this] {
        if (!closeWaits_)
            return;
        const bool inBackground = isHidden(); // Qt ends with the last window that is seen to close
        close();
        if (inBackground)
            QCoreApplication::quit();
    });
    resize(1280, 800);
    restoreGeometry(QSettings().value(QStringLiteral("window/geometry")).toByteArray());
    updateTitle();
    rail_->showProject(project_.name());
    rail_->showStatus(session_.status());
    showPage(Data);
    rail_->focusCurrent();
}

void MainWindow::makePages() {
    data_ = new DataPage(session_, this);
    inspect_ = new InspectPage(this);
    train_ = new TrainPage(session_, *bar_, this);
    evaluate_ = new EvaluatePage(session_, this);
    try_ = new TryPage(session_, this);
    runList_ = new RunList(this);
    starter_ = new RunStarter(session_, *train_, *bar_, this);
    export_ = new ExportPage(session_, *runList_, this);
    runs_ = new RunsPage(*runList_, *bar_, this);
    addPage(Data, data_, tr("Data"));
    addPage(Model, new ModelPage(session_, this), tr("Model"));
    addPage(Inspect, inspect_, tr("Inspect"));
    addPage(Train, train_, tr("Train"));
    addPage(Evaluate, evaluate_, tr("Evaluate"));
    addPage(Try, try_, tr("Try"));
    addPage(Export, export_, tr("Export"));
    addPage(Runs, runs_, tr("Runs"));
    const auto toTrain = [this] { showPage(Train); };
    connect(evaluate_, &EvaluatePage::trainRequested, this, toTrain);
    connect(evaluate_, &EvaluatePage::thresholdStored, try_, &TryPage::followThreshold);
    connect(evaluate_, &EvaluatePage::failed, this, [this](const Error& error) { bar_->show(error); });
    connect(export_, &ExportPage::trainRequested, this, toTrain);
    connect(runs_, &RunsPage::trainRequested, this, toTrain);
}

void MainWindow::addPage(Page page, QWidget* widget, const QString& name) {
    pages_[page] = widget;
    stack_->addWidget(widget);
    rail_->addPage(page, name, QString::fromLatin1(kPageNames[page]));
    auto* shortcut = new QShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(int(Qt::Key_1) + page)), this);
    connect(shortcut, &QShortcut::activated, this, [this, page] { showPage(page); });
}

void MainWindow::makeMenus() {
    auto* menu = new ProjectMenu(
        project_, [this] { return train_->arguments(); }, this);
    addActions(menu->actions()); // their keys work in the whole window
    rail_->projectButton()->setMenu(menu);
    const auto fails = [this](const Error& error) { bar_->show(error); };
    connect(&project_, &ProjectFile::failed, this, fails);
    connect(&project_, &ProjectFile::opened, train_, &TrainPage::takeArguments);
    connect(&project_, &ProjectFile::saved, this, [this](const QString& file) {
        bar_->show(MessageBar::Tone::Success, tr("The project was saved: %1").arg(file.toHtmlEscaped()));
    });
    connect(&project_, &ProjectFile::pathChanged, this, [this] {
        rail_->showProject(project_.name());
        updateTitle();
    });
    const auto help = [this] { Q_EMIT guideRequested(QString::fromLatin1(kPageNames[page()])); };
    connect(rail_->guideButton(), &QToolButton::clicked, this, help);
    connect(rail_->settingsButton(), &QToolButton::clicked, this, &MainWindow::settingsRequested);
    connect(new QShortcut(QKeySequence::HelpContents, this), &QShortcut::activated, this, help);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Comma), this), &QShortcut::activated, this,
            &MainWindow::settingsRequested);
}

// "Training · 42 % – my project – Finetune Studio"
void MainWindow::updateTitle() {
    QStringList parts{QStringLiteral("Finetune Studio")};
    if (!project_.path().isEmpty())
        parts.prepend(project_.name());
    if (session_.status().active())
        parts.prepend(shortStatus(session_.status()));
    setWindowTitle(parts.join(QStringLiteral(" – ")));
}

void MainWindow::connectInspect() {
    const auto showData = [this] { inspect_->setDataset(data_->shownDataset()); };
    const auto showModel = [this] {
        inspect_->setModelFolder(session_.modelInfo() ? session_.modelFolder() : QString());
    };
    connect(data_, &DataPage::shownDatasetChanged, this, showData);
    connect(data_, &DataPage::inspectRequested, this, [this](int example) {
        inspect_->setDataset(data_->shownDataset());
        inspect_->showExample(example);
        showPage(Inspect);
    });
    connect(inspect_, &InspectPage::currentExampleChanged, data_, &DataPage::selectExample);
    connect(&session_, &Session::modelChanged, this, showModel);
    showModel(); // the session may be older than this window
    showData();
    connect(train_, &TrainPage::argumentsChanged, this, &MainWindow::updateInspectOptions);
    updateInspectOptions();
}

void MainWindow::connectRuns() {
    // The runs beside the one that the form would begin, and those beside one that was begun here.
    const auto followForm = [this] {
        runList_->follow(QFileInfo(QString::fromStdString(train_->arguments().outputDir)).absolutePath());
    };
    connect(train_, &TrainPage::argumentsChanged, this, followForm);
    followForm();
    connect(&session_, &Session::runBegan, this, [this] {
        runList_->watch(QFileInfo(QString::fromStdString(train_->arguments().outputDir)).absolutePath(), true);
    });
    connect(&session_, &Session::runEnded, this, [this] {
        runList_->refresh();
        if (const session::TrainOutcome* outcome = session_.outcome())
            export_->showRun(QString::fromStdString(std::filesystem::absolute(outcome->runFolder).string()));
    });
    const auto tellTry = [this] { try_->setRuns(runList_->summaries()); };
    connect(runList_, &RunList::changed, this, tellTry);
    connect(runList_, &RunList::interruptedFound, this, &MainWindow::offerResuming);
    connect(runs_, &RunsPage::resumeRequested, this, &MainWindow::resumeRun);
    connect(runs_, &RunsPage::duplicateRequested, this, [this](const QString& folder) {
        if (const WatchedRun* run = runList_->find(folder))
            starter_->duplicate(*run);
    });
    connect(starter_, &RunStarter::trainPageWanted, this, [this] { showPage(Train); });
    tellTry();
}

void MainWindow::resumeRun(const QString& folder) {
    if (const WatchedRun* run = runList_->find(folder))
        starter_->resume(*run);
}

void MainWindow::updateInspectOptions() {
    data_->setMaxLength(static_cast<int>(train_->arguments().maxLength));
    inspect_->setWindowOptions(static_cast<int>(train_->arguments().maxLength),
                               static_cast<int>(train_->arguments().docStride));
}

void MainWindow::showPage(Page page) {
    if (!pages_[page])
        return;
    stack_->setCurrentWidget(pages_[page]);
    rail_->setCurrent(page);
}

MainWindow::Page MainWindow::page() const {
    const auto* found = std::ranges::find(pages_, stack_->currentWidget());
    return static_cast<Page>(found - pages_.begin());
}

MainWindow::Kept MainWindow::keep() const {
    const auto* hubCache = findChild<HubCacheDialog*>();
    return {page(),
            saveGeometry(),
            hubCache && hubCache->isVisible() ? std::optional(hubCache->geometry()) : std::nullopt,
            train_->arguments(),
            keptControls(*this),
            focusWidget() ? focusWidget()->objectName() : QString(),
            bar_->again(),
            closeWaits_,
            givenUp_};
}

void MainWindow::restore(const Kept& kept) {
    restoreGeometry(kept.geometry);
    closeWaits_ = kept.closeWaits;
    givenUp_ = kept.givenUp;
    train_->takeArguments(kept.arguments);
    if (kept.hubCache) // before its controls are set
        HubCacheDialog::open(session_, this)->setGeometry(*kept.hubCache);
    restoreControls(*this, kept.controls);
    showPage(kept.page);
    if (kept.message)
        kept.message(*this);
    QWidget* focused = kept.focus.isEmpty() ? nullptr : findChild<QWidget*>(kept.focus);
    focused ? focused->setFocus() : rail_->focusCurrent();
}

void MainWindow::showHubError(const Error& error) {
    if (error.kind() == Kind::Cancelled)
        return;
    if (!hub::wantsToken(error)) {
        bar_->show(error);
        return;
    }
    bar_->show(MessageBar::Tone::Danger, errorSummary(error),
               {{QStringLiteral("accessToken"), tr("Access token…"),
                 [this] { HubCacheDialog::open(session_, this)->askForToken(); }}},
               errorDetails(error));
    bar_->askAgainBy([error](QWidget& window) { static_cast<MainWindow&>(window).showHubError(error); });
}

void MainWindow::setOutputFolder(const QString& folder) {
    train_->setOutputFolder(folder);
}

void MainWindow::startWhenReady() {
    starter_->startWhenReady();
}

void MainWindow::saveProject() const {
    QSettings settings;
    const DataFiles& files = session_.dataFiles(); // what was repaired and saved is opened next time
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    for (std::size_t i = 0; i < kSplits; ++i) {
        const session::DataSource source = files.source(allSplits()[i]);
        settings.setValue(kFileSettings[i], fromPath(source.file));
        settings.setValue(kFileSettings[i] + QStringLiteral("Options"),
                          QString::fromStdString(data::toJson(source.options).dump()));
    }
    settings.setValue(QStringLiteral("project/model"), session_.modelFolder());
}

void MainWindow::restoreProject() {
    const QSettings settings;
    for (std::size_t i = 0; i < kSplits; ++i) {
        data::OpenOptions options;
        try {
            const std::string written =
                settings.value(kFileSettings[i] + QStringLiteral("Options")).toString().toStdString();
            options = data::openOptionsFromJson(written.empty() ? Json::object() : Json::parse(written));
        } catch (const std::exception&) { // changed by hand: the file opens as it is
        }
        session_.openFile(allSplits()[i], settings.value(kFileSettings[i]).toString(), options);
    }
    session_.openModel(settings.value(QStringLiteral("project/model")).toString());
    session_.openLastRun(QFileInfo(QString::fromStdString(train_->arguments().outputDir)).path());
}

} // namespace finetune::ui
