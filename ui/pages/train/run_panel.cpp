// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/run_panel.h"

#include "ui/icons.h"
#include "ui/theme.h"
#include "ui/widgets/series_plot.h"
#include "ui/widgets/stat_tile.h"
#include "ui/words.h"

#include <QFileInfo>
#include <QFrame>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>
#include <array>
#include <cmath>

namespace finetune::ui {
namespace {

using Type = train::RunEvent::Type;

constexpr int kDrawMilliseconds = 50; // one plot each: four plots five times a second
constexpr int kLogLines = 5000;

double entryNumber(const Json& entry, const char* key) {
    const auto found = entry.find(key);
    return found != entry.end() && found->is_number() ? found->get<double>() : std::nan("");
}

StatTile* flatTile(const QString& name, const QString& objectName, QWidget* parent) {
    auto* tile = new StatTile(name, objectName, parent);
    setStyleProperty(*tile, "kind", QStringLiteral("flat"));
    tile->layout()->setContentsMargins(0, 0, 0, 0);
    return tile;
}

QFrame* card(QWidget* content, QWidget* parent) {
    auto* frame = new QFrame(parent);
    frame->setProperty("kind", "card");
    auto* layout = new QVBoxLayout(frame);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(content);
    return frame;
}

} // namespace

RunPanel::RunPanel(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), state_(new QLabel(this)), detail_(new QLabel(this)),
      start_(new QPushButton(tr("Start"), this)), stop_(new QPushButton(tr("Stop"), this)),
      progress_(new QProgressBar(this)), log_(new QPlainTextEdit(this)) {
    setObjectName(QStringLiteral("runPanel"));
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(QStringLiteral("runSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(12);
    log_->setObjectName(QStringLiteral("log"));
    log_->setAccessibleName(tr("Log of the run"));
    log_->setProperty("kind", "log");
    log_->setReadOnly(true);
    log_->setMaximumBlockCount(kLogLines);
    log_->setLineWrapMode(QPlainTextEdit::NoWrap);
    log_->setPlaceholderText(tr("The log of the run: losses, evaluations, checkpoints, notices."));
    log_->setMinimumHeight(fontMetrics().height() * 4);
    splitter->addWidget(makePlots());
    splitter->addWidget(log_);
    splitter->setStretchFactor(0, 4);
    splitter->setStretchFactor(1, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(makeHead());
    layout->addWidget(splitter, 1);

    connect(&session_, &Session::runBegan, this, &RunPanel::begin);
    connect(&session_, &Session::eventsArrived, this, &RunPanel::take);
    connect(&session_, &Session::statusChanged, this, &RunPanel::showStatus);
    connect(start_, &QPushButton::clicked, this, &RunPanel::startRequested);
    connect(stop_, &QPushButton::clicked, &session_, &Session::stop);
    drawTimer_.setInterval(kDrawMilliseconds);
    connect(&drawTimer_, &QTimer::timeout, this, &RunPanel::drawNext);
    drawTimer_.start();
    showStatus();
}

QWidget* RunPanel::makeHead() {
    state_->setObjectName(QStringLiteral("runState"));
    setTextRole(*state_, TextRole::Title);
    detail_->setObjectName(QStringLiteral("runDetail"));
    setTextRole(*detail_, TextRole::Caption);
    detail_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    detail_->setTextFormat(Qt::RichText);
    detail_->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(detail_, &QLabel::linkActivated, this, &RunPanel::hindranceActivated);
    start_->setObjectName(QStringLiteral("start"));
    start_->setProperty("kind", "primary");
    start_->setToolTip(tr("Start training (Ctrl+Return)"));
    start_->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    stop_->setObjectName(QStringLiteral("stop"));
    stop_->setToolTip(tr("Stop after the current step and keep a checkpoint"));
    progress_->setObjectName(QStringLiteral("runProgress"));
    progress_->setTextVisible(false);
    progress_->setAccessibleName(tr("Progress of the run"));
    step_ = flatTile(tr("Step"), QStringLiteral("stat.step"), this);
    epoch_ = flatTile(tr("Epoch"), QStringLiteral("stat.epoch"), this);
    lossTile_ = flatTile(tr("Loss"), QStringLiteral("stat.loss"), this);
    speed_ = flatTile(tr("Tokens per second"), QStringLiteral("stat.speed"), this);
    left_ = flatTile(tr("Time left"), QStringLiteral("stat.left"), this);

    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(state_);
    words->addWidget(detail_);
    auto* top = new QHBoxLayout;
    top->setSpacing(10);
    top->addLayout(words, 1);
    top->addWidget(stop_);
    top->addWidget(start_);
    auto* tiles = new QHBoxLayout;
    tiles->setSpacing(16);
    for (StatTile* tile : {step_, epoch_, lossTile_, speed_, left_})
        tiles->addWidget(tile, 1);
    auto* frame = new QFrame(this);
    frame->setProperty("kind", "card");
    auto* layout = new QVBoxLayout(frame);
    layout->setContentsMargins(18, 14, 18, 12);
    layout->setSpacing(10);
    layout->addLayout(top);
    layout->addWidget(progress_);
    layout->addLayout(tiles);
    return frame;
}

QWidget* RunPanel::makePlots() {
    lossPlot_ = new SeriesPlot(tr("Training loss"), QStringLiteral("plot.loss"), this);
    stepLoss_ = lossPlot_->addSeries(tr("step"), &Theme::lossFaint, SeriesPlot::Shape::FaintLine);
    meanLoss_ = lossPlot_->addSeries(tr("mean"), &Theme::loss, SeriesPlot::Shape::Line);
    ratePlot_ = new SeriesPlot(tr("Learning rate"), QStringLiteral("plot.rate"), this);
    rate_ = ratePlot_->addSeries(tr("rate"), &Theme::rate, SeriesPlot::Shape::Line, 'e', 2);
    ratePlot_->setFromZero(true);
    evaluationPlot_ = new SeriesPlot(tr("Evaluation loss"), QStringLiteral("plot.evaluation"), this);
    evaluationLoss_ = evaluationPlot_->addSeries(tr("loss"), &Theme::evaluation, SeriesPlot::Shape::Points);
    scorePlot_ = new SeriesPlot(tr("Scores, %"), QStringLiteral("plot.scores"), this);
    exactMatch_ = scorePlot_->addSeries(tr("exact match"), &Theme::exactMatch, SeriesPlot::Shape::Points, 'f', 2);
    f1_ = scorePlot_->addSeries(tr("F1"), &Theme::f1, SeriesPlot::Shape::Points, 'f', 2);
    scorePlot_->setFixedRange(0, 100);
    auto* plots = new QWidget(this);
    auto* grid = new QGridLayout(plots);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(12);
    grid->addWidget(card(lossPlot_, plots), 0, 0);
    grid->addWidget(card(ratePlot_, plots), 0, 1);
    grid->addWidget(card(evaluationPlot_, plots), 1, 0);
    grid->addWidget(card(scorePlot_, plots), 1, 1);
    for (int i : {0, 1}) {
        grid->setColumnStretch(i, 1);
        grid->setRowStretch(i, 1);
    }
    return plots;
}

void RunPanel::setHindrance(const QString& hindrance, bool linked) {
    hindrance_ = hindrance;
    linked_ = linked;
    showStatus();
}

void RunPanel::begin(bool resumed) {
    // A run that goes on keeps what is drawn of its first part.
    if (!resumed) {
        for (SeriesPlot* plot : {lossPlot_, ratePlot_, evaluationPlot_, scorePlot_})
            plot->clear();
        log_->clear();
    }
    const QString layout = session_.layout() == QLatin1String("packed") ? tr("packed") : tr("padded");
    lossPlot_->setTitle(session_.layout().isEmpty() ? tr("Training loss") : tr("Training loss (%1)").arg(layout));
    evaluationPlot_->setTitle(session_.layout().isEmpty() ? tr("Evaluation loss")
                                                          : tr("Evaluation loss (%1)").arg(layout));
}

void RunPanel::take(const std::vector<train::RunEvent>& events) {
    QStringList lines;
    for (const train::RunEvent& event : events) {
        plot(event);
        const QString line = logLine(event);
        if (!line.isEmpty())
            lines << line;
    }
    if (!lines.isEmpty())
        log_->appendPlainText(lines.join(u'\n'));
}

void RunPanel::plot(const train::RunEvent& event) {
    const auto step = static_cast<double>(event.step);
    if (event.type == Type::Progress && event.text == "training") {
        lossPlot_->append(stepLoss_, step, event.loss);
        ratePlot_->append(rate_, step, event.learningRate);
        evaluationPlot_->extendTo(step);
        scorePlot_->extendTo(step);
    } else if (event.type == Type::Log) {
        lossPlot_->append(meanLoss_, step, event.loss);
    } else if (event.type == Type::Evaluation) {
        evaluationPlot_->append(evaluationLoss_, step, entryNumber(event.entry, "eval_loss"));
        scorePlot_->append(exactMatch_, step, entryNumber(event.entry, "eval_exact_match"));
        scorePlot_->append(f1_, step, entryNumber(event.entry, "eval_f1"));
    }
}

QString RunPanel::logLine(const train::RunEvent& event) const {
    switch (event.type) {
    case Type::Log:
        return tr("step %1   loss %2   learning rate %3   gradient norm %4")
            .arg(event.step, 6)
            .arg(event.loss, 0, 'f', 4)
            .arg(event.learningRate, 0, 'e', 2)
            .arg(event.gradNorm, 0, 'f', 3);
    case Type::Evaluation:
        return tr("step %1   evaluation: loss %2   exact match %3 %   F1 %4 %")
            .arg(event.step, 6)
            .arg(entryNumber(event.entry, "eval_loss"), 0, 'f', 4)
            .arg(entryNumber(event.entry, "eval_exact_match"), 0, 'f', 2)
            .arg(entryNumber(event.entry, "eval_f1"), 0, 'f', 2);
    case Type::Checkpoint:
        return tr("step %1   checkpoint %2")
            .arg(event.step, 6)
            .arg(QString::fromStdString(event.entry.value("folder", std::string())));
    case Type::Notice:
        return QString::fromStdString(event.text);
    case Type::Finished:
        return tr("step %1   finished in %2, mean training loss %3")
            .arg(event.step, 6)
            .arg(duration(entryNumber(event.entry, "train_runtime")))
            .arg(entryNumber(event.entry, "train_loss"), 0, 'f', 4);
    case Type::Prepared:
        return event.step == 0 ? tr("training starts: %1 steps").arg(event.totalSteps)
                               : tr("training goes on at step %1 of %2").arg(event.step).arg(event.totalSteps);
    case Type::Progress:
        break;
    }
    return {};
}

void RunPanel::showStatus() {
    const RunStatus& status = session_.status();
    const bool active = status.active();
    const QString phase = status.phase.isEmpty() ? QString() : phaseText(status.phase);
    const QString position =
        status.totalSteps > 0 ? tr("Step %1 of %2").arg(count(status.step), count(status.totalSteps)) : QString();
    QString state, detail = position, tone;
    switch (status.state) {
    case RunState::Idle:
        state = hindrance_.isEmpty() ? tr("Ready to train") : tr("Not ready yet");
        break;
    case RunState::Preparing:
        state = tr("Preparing");
        detail = phase;
        break;
    case RunState::Training:
        state = tr("Training");
        break;
    case RunState::Evaluating:
        state = tr("Evaluating");
        if (status.phaseTotal > 0)
            detail = tr("%1 · %2 of %3 windows").arg(position, count(status.phaseDone), count(status.phaseTotal));
        break;
    case RunState::Stopping:
        state = tr("Stopping after this step; a checkpoint is kept…");
        break;
    case RunState::Finished:
        state = tr("Finished");
        tone = QStringLiteral("success");
        break;
    case RunState::Stopped:
        state = tr("Stopped; a checkpoint was kept");
        tone = QStringLiteral("warning");
        break;
    case RunState::Failed:
        state = tr("Failed");
        tone = QStringLiteral("danger");
        break;
    }
    if (!active && !hindrance_.isEmpty())
        detail = hindrance_;
    else if (const auto* outcome = session_.outcome())
        detail += " · " + QString::fromStdString(outcome->runFolder.string());
    else if (status.state == RunState::Idle)
        detail = tr("Everything is there. The window stays usable while the model trains.");
    state_->setText(state);
    setStyleProperty(*state_, "tone", tone);
    const bool link = linked_ && detail == hindrance_;
    detail_->setText(link ? QStringLiteral("<a href='#'>%1</a>").arg(detail.toHtmlEscaped()) : detail.toHtmlEscaped());
    detail_->setToolTip(detail.toHtmlEscaped());
    start_->setVisible(!active);
    start_->setEnabled(hindrance_.isEmpty());
    stop_->setVisible(active);
    stop_->setEnabled(status.state != RunState::Stopping);
    showProgress();
}

void RunPanel::showProgress() {
    const RunStatus& status = session_.status();
    constexpr int kParts = 1000;
    qint64 done = status.step, total = status.totalSteps;
    if (total == 0)
        done = status.phaseDone, total = status.phaseTotal;
    progress_->setRange(0, kParts);
    progress_->setValue(total > 0 ? static_cast<int>(kParts * done / total) : 0);
    setStyleProperty(*progress_, "tone",
                     status.state == RunState::Finished ? QStringLiteral("success")
                     : status.state == RunState::Failed ? QStringLiteral("danger")
                                                        : QString());
    const bool known = status.step > 0;
    const QString none = QStringLiteral("–");
    step_->setValue(known ? count(status.step) : none);
    epoch_->setValue(known ? decimal(status.epoch, 2) : none);
    lossTile_->setValue(known ? decimal(status.loss, 4) : none);
    speed_->setValue(known && status.tokensPerSecond > 0 ? count(std::llround(status.tokensPerSecond)) : none);
    left_->setValue(known && status.active() && std::isfinite(status.secondsLeft) ? duration(status.secondsLeft)
                                                                                  : none);
}

void RunPanel::drawNext() {
    const std::array plots{lossPlot_, ratePlot_, evaluationPlot_, scorePlot_};
    for (std::size_t i = 0; i < plots.size(); ++i) {
        SeriesPlot* plot = plots[nextPlot_];
        nextPlot_ = (nextPlot_ + 1) % plots.size();
        if (plot->redraw())
            return;
    }
}

} // namespace finetune::ui
