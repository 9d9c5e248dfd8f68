// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "ui/pages/data/data_page.h"
#include "ui/pages/inspect/inspect_page.h"
#include "ui/pages/results/results_page.h"
#include "ui/pages/train/train_page.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/rail.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenu>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace finetune::ui {

MainWindow::MainWindow(Session& session, Appearance appearance, QWidget* parent)
    : QMainWindow(parent), session_(session), rail_(new Rail(this)), bar_(new MessageBar(this)),
      stack_(new QStackedWidget(this)) {
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Finetune Studio"));
    makePages();
    makeAppearanceMenu(appearance);
    connectInspect();

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
    connect(&session_, &Session::statusChanged, this, [this] {
        rail_->showStatus(session_.status());
        const QString status = session_.status().active() ? shortStatus(session_.status()) : QString();
        setWindowTitle(status.isEmpty() ? QStringLiteral("Finetune Studio")
                                        : status + QStringLiteral(" – Finetune Studio"));
    });
    connect(&session_, &Session::runEnded, this, [this] {
        if (closeWaits_)
            close();
    });
    connect(&session_, &Session::fileChanged, this, &MainWindow::startIfReady);
    connect(&session_, &Session::modelChanged, this, &MainWindow::startIfReady);
    resize(1280, 800);
    restoreGeometry(QSettings().value(QStringLiteral("window/geometry")).toByteArray());
    showPage(Data);
    rail_->setFocus();
}

void MainWindow::makePages() {
    // The rail first: the tab key goes from left to right.
    rail_->addPage(tr("Data"), QStringLiteral("data"));
    rail_->addPage(tr("Inspect"), QStringLiteral("inspect"));
    rail_->addPage(tr("Train"), QStringLiteral("train"));
    rail_->addPage(tr("Results"), QStringLiteral("results"));
    data_ = new DataPage(session_, this);
    inspect_ = new InspectPage(this);
    train_ = new TrainPage(session_, *bar_, this);
    results_ = new ResultsPage(session_, this);
    for (QWidget* page : std::initializer_list<QWidget*>{data_, inspect_, train_, results_}) {
        const int number = stack_->addWidget(page);
        auto* shortcut = new QShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + number)), this);
        connect(shortcut, &QShortcut::activated, this, [this, number] { showPage(static_cast<Page>(number)); });
    }
    connect(results_, &ResultsPage::trainRequested, this, [this] { showPage(Train); });
}

void MainWindow::makeAppearanceMenu(Appearance appearance) {
    QToolButton* button = rail_->appearanceButton();
    auto* menu = new QMenu(button);
    auto* group = new QActionGroup(menu);
    const std::pair<Appearance, QString> choices[] = {
        {Appearance::System, tr("As the system")}, {Appearance::Light, tr("Light")}, {Appearance::Dark, tr("Dark")}};
    for (const auto& [choice, name] : choices) {
        QAction* action = menu->addAction(name);
        action->setCheckable(true);
        action->setChecked(choice == appearance);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, chosen = choice] { Q_EMIT appearanceChosen(chosen); });
    }
    button->setMenu(menu);
}

void MainWindow::connectInspect() {
    connect(data_, &DataPage::shownDatasetChanged, this, [this] { inspect_->setDataset(data_->shownDataset()); });
    connect(data_, &DataPage::inspectRequested, this, [this](int example) {
        inspect_->setDataset(data_->shownDataset());
        inspect_->showExample(example);
        showPage(Inspect);
    });
    connect(inspect_, &InspectPage::currentExampleChanged, data_, &DataPage::selectExample);
    connect(&session_, &Session::modelChanged, this,
            [this] { inspect_->setModelFolder(session_.modelInfo() ? session_.modelFolder() : QString()); });
    connect(train_, &TrainPage::argumentsChanged, this, &MainWindow::updateInspectOptions);
    updateInspectOptions();
}

void MainWindow::updateInspectOptions() {
    inspect_->setWindowOptions(static_cast<int>(train_->arguments().maxLength),
                               static_cast<int>(train_->arguments().docStride));
}

void MainWindow::showPage(Page page) {
    stack_->setCurrentIndex(page);
    rail_->setCurrent(page);
}

void MainWindow::setOutputFolder(const QString& folder) {
    train_->setOutputFolder(folder);
}

void MainWindow::startWhenReady() {
    startWaits_ = true;
    startIfReady();
}

void MainWindow::startIfReady() {
    if (!startWaits_ || !session_.missing().isEmpty())
        return;
    startWaits_ = false;
    // After the other pages have heard of the same change.
    QMetaObject::invokeMethod(train_, &TrainPage::start, Qt::QueuedConnection);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (session_.status().active()) {
        event->ignore();
        if (!closeWaits_)
            askBeforeClosing();
        return;
    }
    saveProject();
    QMainWindow::closeEvent(event);
}

void MainWindow::askBeforeClosing() {
    bar_->show(MessageBar::Tone::Warning,
               tr("<b>Training is going on.</b> Stop it, keep a checkpoint, and close the window?"),
               {{QStringLiteral("stopAndClose"), tr("Stop and close"),
                 [this] {
                     closeWaits_ = true;
                     session_.stop();
                 }},
                {QStringLiteral("keepTraining"), tr("Keep training"), [] {}}});
}

void MainWindow::saveProject() const {
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("project/train"), session_.file(Split::Train));
    settings.setValue(QStringLiteral("project/validation"), session_.file(Split::Validation));
    settings.setValue(QStringLiteral("project/model"), session_.modelFolder());
}

void MainWindow::restoreProject() {
    const QSettings settings;
    session_.openFile(Split::Train, settings.value(QStringLiteral("project/train")).toString());
    session_.openFile(Split::Validation, settings.value(QStringLiteral("project/validation")).toString());
    session_.openModel(settings.value(QStringLiteral("project/model")).toString());
    session_.openLastRun(QFileInfo(QString::fromStdString(train_->arguments().outputDir)).path());
}

} // namespace finetune::ui
