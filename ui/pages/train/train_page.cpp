// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/train_page.h"

#include "ui/pages/train/arguments_form.h"
#include "ui/pages/train/flight_card.h"
#include "ui/pages/train/run_panel.h"
#include "ui/session/notification.h"
#include "ui/settings/settings.h"
#include "ui/theme.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/page_header.h"
#include "ui/words.h"

#include <QFileInfo>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace finetune::ui {
namespace {

// As wide as its contents need: it scrolls up and down only.
class FormScroll : public QScrollArea {
public:
    using QScrollArea::QScrollArea;
    QSize minimumSizeHint() const override {
        return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width() + 2 * frameWidth(),
                QScrollArea::minimumSizeHint().height()};
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (watched == widget() && event->type() == QEvent::LayoutRequest)
            updateGeometry();
        return QScrollArea::eventFilter(watched, event);
    }
};

} // namespace

TrainPage::TrainPage(Session& session, MessageBar& bar, QWidget* parent)
    : QWidget(parent), session_(session), bar_(bar), form_(new ArgumentsForm(this)), run_(new RunPanel(session, this)),
      presets_(new QPushButton(tr("Presets"), this)), more_(new QPushButton(tr("More"), this)) {
    setObjectName(QStringLiteral("trainPage"));
    makeMenus();
    auto* title = new QLabel(tr("Arguments"), this);
    setTextRole(*title, TextRole::Title);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(title, 1);
    row->addWidget(presets_);
    row->addWidget(more_);
    auto* scroll = new FormScroll(this);
    scroll->setObjectName(QStringLiteral("argumentsScroll"));
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(form_);
    scroll->viewport()->setAutoFillBackground(false);
    form_->setAutoFillBackground(false);
    auto* card = new QFrame(this);
    card->setProperty("kind", "card");
    card->setMaximumWidth(fontMetrics().horizontalAdvance(u'0') * 62);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(16, 12, 6, 8);
    column->setSpacing(6);
    column->addLayout(row);
    column->addWidget(scroll, 1);

    auto* body = new QHBoxLayout;
    body->setSpacing(16);
    body->addWidget(card, 4);
    body->addWidget(run_, 7);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(16);
    layout->addWidget(new PageHeader(tr("Train"), tr("Set the arguments, start, and watch."), this));
    layout->addLayout(body, 1);

    connect(form_, &ArgumentsForm::changed, this, &TrainPage::updateReadiness);
    connect(form_, &ArgumentsForm::changed, this, &TrainPage::argumentsChanged);
    connect(run_, &RunPanel::startRequested, this, &TrainPage::start);
    connect(run_, &RunPanel::hindranceActivated, form_, &ArgumentsForm::focusFirstError);
    connect(run_, &RunPanel::flightCheckRequested, this, &TrainPage::checkFlight);
    connect(run_, &RunPanel::saved, this, [this](const QString& file) {
        bar_.show(MessageBar::Tone::Success, tr("The chart was written to %1").arg(file.toHtmlEscaped()));
    });
    connect(run_, &RunPanel::failed, this, [this](const Error& error) { bar_.show(error); });
    connect(&run_->flightCard(), &FlightCard::argumentChosen, form_, &ArgumentsForm::focusArgument);
    connect(form_, &ArgumentsForm::changed, &run_->flightCard(), &FlightCard::outdate);
    connect(&session_, &Session::fileChanged, &run_->flightCard(), &FlightCard::outdate);
    connect(&session_, &Session::modelChanged, &run_->flightCard(), &FlightCard::outdate);
    connect(&session_, &Session::fileChanged, this, &TrainPage::updateReadiness);
    connect(&session_, &Session::modelChanged, this, &TrainPage::takeModelInfo);
    connect(&session_, &Session::sampleOpened, this, &TrainPage::takeArguments);
    connect(&session_, &Session::argumentsLoaded, this, &TrainPage::take);
    connect(&session_, &Session::argumentsSaved, this, [this](const QString& file) {
        bar_.show(MessageBar::Tone::Success, tr("The arguments were written to %1").arg(file.toHtmlEscaped()));
    });
    connect(&session_, &Session::runFolderTaken, this, &TrainPage::askAboutExistingRun);
    connect(&session_, &Session::statusChanged, this, &TrainPage::updateEnabled);
    connect(&session_, &Session::runBegan, this, [this] { ranHere_ = ranHere_ || session_.status().active(); });
    connect(&session_, &Session::runEnded, this, &TrainPage::prepareNextRun);
    connect(&session_, &Session::runEnded, this, &TrainPage::tellTheDesktop);
    form_->setDefaultOutputFolder(Session::freshRunFolder(resultsFolder()));
    if (const int threads = loadSettings().threads; threads > 0)
        form_->setArgument("threads", QString::number(threads));
    ranHere_ = session_.status().active(); // the window may be a new one beside a run that goes on
    takeModelInfo();
    updateEnabled();
    updateReadiness();
}

const train::TrainingArguments& TrainPage::arguments() const {
    return form_->arguments();
}

void TrainPage::setOutputFolder(const QString& folder) {
    form_->setArgument("output_dir", folder);
}

void TrainPage::checkFlight() {
    if (!hindrance().isEmpty() || session_.status().active())
        return;
    run_->showView(RunPanel::Flight);
    run_->flightCard().check(form_->arguments());
}

void TrainPage::takeModelInfo() {
    const auto& info = session_.modelInfo();
    form_->setLongestInput(info && info->maxPositions > 0 ? std::optional<qint64>(info->maxPositions) : std::nullopt);
}

void TrainPage::updateEnabled() {
    const bool active = session_.status().active();
    if (form_->isEnabled() != active)
        return;
    form_->setEnabled(!active);
    presets_->setEnabled(!active);
    updateReadiness();
}

// A run may take hours: who does something else meanwhile is told.
void TrainPage::tellTheDesktop() {
    if (!std::exchange(ranHere_, false) || window()->isActiveWindow() || !loadSettings().notifications)
        return;
    const auto* outcome = session_.outcome();
    const QString folder = QFileInfo(session_.runFolder()).fileName();
    switch (session_.status().state) {
    case RunState::Finished: {
        const bool scored = outcome && outcome->metrics.contains("eval_f1");
        notifyDesktop(tr("Training has finished"),
                      scored ? tr("%1: F1 %2").arg(folder, percent(outcome->metrics["eval_f1"].get<double>()))
                             : folder);
        break;
    }
    case RunState::Failed:
        notifyDesktop(tr("Training has failed"), folder);
        break;
    default:
        notifyDesktop(tr("Training was stopped; a checkpoint was kept"), folder);
    }
}

QString TrainPage::hindrance() const {
    QString hindrance = session_.missing();
    if (hindrance.isEmpty() && !form_->isValid())
        hindrance = tr("Correct %1 first.").arg(form_->firstError());
    else if (hindrance.isEmpty() && session_.file(Split::Validation).isEmpty() &&
             form_->arguments().evalStrategy != "no")
        hindrance = tr("eval_strategy is %1 and there is no validation file: choose one, or set it to no.")
                        .arg(QString::fromStdString(form_->arguments().evalStrategy));
    return hindrance;
}

void TrainPage::updateReadiness() {
    run_->setHindrance(hindrance(), session_.missing().isEmpty() && !form_->isValid());
}

void TrainPage::start() {
    if (!form_->isValid()) {
        form_->focusFirstError();
        return;
    }
    bar_.dismiss();
    session_.start(form_->arguments());
}

void TrainPage::askAboutExistingRun(const session::RunSummary& run) {
    const QString folder = QString::fromStdString(run.folder.string());
    const QString fresh = Session::freshRunFolder(folder);
    std::vector<MessageBar::Action> actions;
    if (run.state == "running") {
        actions.push_back({QStringLiteral("fresh"), tr("Use %1").arg(QFileInfo(fresh).fileName()), [this, fresh] {
                               setOutputFolder(fresh);
                               start();
                           }});
        bar_.show(MessageBar::Tone::Warning,
                  tr("<b>Another program is writing a run into this folder.</b><br>%1").arg(folder),
                  std::move(actions));
        askAgainAbout(run);
        return;
    }
    if (!run.checkpoints.empty())
        actions.push_back({QStringLiteral("resume"),
                           tr("Resume from %1").arg(QString::fromStdString(run.checkpoints.back())),
                           [this] { resume(); }});
    actions.push_back({QStringLiteral("fresh"), tr("Use %1").arg(QFileInfo(fresh).fileName()), [this, fresh] {
                           setOutputFolder(fresh);
                           start();
                       }});
    bar_.show(MessageBar::Tone::Info,
              tr("<b>This folder already holds a run.</b> Go on with it, or use a new folder?<br>%1")
                  .arg(folder.toHtmlEscaped()),
              std::move(actions));
    askAgainAbout(run);
}

void TrainPage::askAgainAbout(const session::RunSummary& run) {
    bar_.askAgainBy([run](QWidget& window) {
        if (auto* page = window.findChild<TrainPage*>())
            page->askAboutExistingRun(run);
    });
}

void TrainPage::resume() {
    train::TrainingArguments arguments = form_->arguments();
    arguments.resumeFromCheckpoint = "true";
    session_.start(arguments, ExistingRun::Resume);
}

// A file that says nothing of the run folder keeps this window's.
void TrainPage::takeArguments(train::TrainingArguments arguments) {
    if (arguments.outputDir == train::TrainingArguments().outputDir)
        arguments.outputDir = form_->arguments().outputDir;
    form_->setArguments(arguments);
}

// The next run of an unchanged form gets its own folder, unless this one was stopped and may go on.
void TrainPage::prepareNextRun() {
    const QString folder = QString::fromStdString(form_->arguments().outputDir);
    if (session_.status().state == RunState::Finished && QFileInfo::exists(folder + QStringLiteral("/run.json")))
        form_->setDefaultOutputFolder(Session::freshRunFolder(folder));
}

} // namespace finetune::ui
