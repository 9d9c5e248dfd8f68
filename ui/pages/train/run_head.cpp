// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/run_head.h"

#include "ui/pages/train/side_by_side.h"
#include "ui/theme.h"
#include "ui/widgets/stat_tile.h"
#include "ui/words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <cmath>

namespace finetune::ui {
namespace {

constexpr int kWordCharacters = 26; // beside the buttons; with less room they stand below the words

StatTile* flatTile(const QString& name, const QString& objectName, QWidget* parent) {
    auto* tile = new StatTile(name, objectName, parent);
    setStyleProperty(*tile, "kind", QStringLiteral("flat"));
    tile->layout()->setContentsMargins(0, 0, 0, 0);
    return tile;
}

} // namespace

RunHead::RunHead(Session& session, QWidget* parent)
    : QFrame(parent), session_(session), state_(new QLabel(this)), detail_(new QLabel(this)),
      flight_(new QPushButton(tr("Flight check"), this)), start_(new QPushButton(tr("Start"), this)),
      pause_(new QPushButton(tr("Pause"), this)), afterEpoch_(new QPushButton(tr("Stop after epoch"), this)),
      stop_(new QPushButton(tr("Stop"), this)), progress_(new QProgressBar(this)) {
    setObjectName(QStringLiteral("runHead"));
    setProperty("kind", "card");
    state_->setObjectName(QStringLiteral("runState"));
    setTextRole(*state_, TextRole::Title);
    for (QLabel* label : {state_, detail_}) {
        label->setWordWrap(true);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long path does not widen the window
    }
    detail_->setObjectName(QStringLiteral("runDetail"));
    setTextRole(*detail_, TextRole::Caption);
    detail_->setTextFormat(Qt::RichText);
    detail_->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(detail_, &QLabel::linkActivated, this, &RunHead::hindranceActivated);
    makeButtons();
    progress_->setObjectName(QStringLiteral("runProgress"));
    progress_->setTextVisible(false);
    progress_->setAccessibleName(tr("Progress of the run"));

    auto* words = new QWidget(this);
    auto* lines = new QVBoxLayout(words);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(1);
    lines->addWidget(state_);
    lines->addWidget(detail_);
    auto* buttons = new QWidget(this);
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (QPushButton* button : {flight_, start_, pause_, afterEpoch_, stop_})
        row->addWidget(button);
    row->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 12, 18, 10);
    layout->setSpacing(8);
    layout->addWidget(new SideBySide(words, buttons, fontMetrics().horizontalAdvance(u'0') * kWordCharacters, this));
    layout->addWidget(progress_);
    layout->addWidget(makeTiles());
    connect(&session_, &Session::statusChanged, this, &RunHead::showStatus);
    showStatus();
}

void RunHead::makeButtons() {
    flight_->setObjectName(QStringLiteral("flightCheck"));
    flight_->setToolTip(tr("Measure a few updates and tell time, memory and disk of the run before it is started"));
    start_->setObjectName(QStringLiteral("start"));
    start_->setProperty("kind", "primary");
    start_->setToolTip(tr("Start training (Ctrl+Return)"));
    start_->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    pause_->setObjectName(QStringLiteral("pause"));
    pause_->setToolTip(tr("Rest after the current batch; the model stays in memory (Ctrl+P)"));
    pause_->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_P));
    afterEpoch_->setObjectName(QStringLiteral("stopAfterEpoch"));
    afterEpoch_->setProperty("kind", "segment");
    afterEpoch_->setCheckable(true);
    afterEpoch_->setToolTip(tr("End when this epoch is trained and evaluated, and keep a checkpoint"));
    stop_->setObjectName(QStringLiteral("stop"));
    stop_->setToolTip(tr("Stop after the current step and keep a checkpoint"));
    for (QPushButton* button : {pause_, afterEpoch_, stop_})
        button->installEventFilter(this);
    connect(flight_, &QPushButton::clicked, this, &RunHead::flightCheckRequested);
    connect(start_, &QPushButton::clicked, this, &RunHead::startRequested);
    connect(pause_, &QPushButton::clicked, this, [this] {
        if (session_.status().pauseRequested)
            session_.proceed();
        else
            session_.pause();
    });
    connect(afterEpoch_, &QPushButton::clicked, this, [this](bool on) { session_.stopAfterEpoch(on); });
    connect(stop_, &QPushButton::clicked, &session_, &Session::stop);
}

// Stop comes where Start was: the second press of a double click on Start must not stop what the first began.
bool RunHead::eventFilter(QObject* watched, QEvent* event) {
    return event->type() == QEvent::MouseButtonDblClick || QFrame::eventFilter(watched, event);
}

QWidget* RunHead::makeTiles() {
    step_ = flatTile(tr("Step"), QStringLiteral("stat.step"), this);
    epoch_ = flatTile(tr("Epoch"), QStringLiteral("stat.epoch"), this);
    loss_ = flatTile(tr("Loss"), QStringLiteral("stat.loss"), this);
    speed_ = flatTile(tr("Tokens/s", "tokens per second"), QStringLiteral("stat.speed"), this);
    left_ = flatTile(tr("Time left"), QStringLiteral("stat.left"), this);
    const auto rowOf = [this](std::initializer_list<StatTile*> tiles) {
        auto* widget = new QWidget(this);
        auto* row = new QHBoxLayout(widget);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(16);
        for (StatTile* tile : tiles)
            row->addWidget(tile, 1);
        return widget;
    };
    auto* tiles = new SideBySide(rowOf({step_, epoch_, loss_}), rowOf({speed_, left_}), 0, this);
    tiles->setStretch(3, 2); // each as wide as the others
    return tiles;
}

void RunHead::setHindrance(const QString& hindrance, bool linked) {
    hindrance_ = hindrance;
    linked_ = linked;
    showStatus();
}

RunHead::Words RunHead::words() const {
    const RunStatus& status = session_.status();
    const QString position =
        status.totalSteps > 0 ? tr("Step %1 of %2").arg(count(status.step), count(status.totalSteps)) : QString();
    switch (status.state) {
    case RunState::Idle:
        return {hindrance_.isEmpty() ? tr("Ready to train") : tr("Not ready yet"),
                tr("Everything is there. The window stays usable while the model trains."),
                {}};
    case RunState::Preparing:
        return {tr("Preparing"), phaseText(status.phase), {}};
    case RunState::Training:
        if (status.pauseRequested)
            return {tr("Pausing after this batch…"), position, {}};
        return {status.stopsAfterEpoch ? tr("Training until this epoch ends") : tr("Training"), position, {}};
    case RunState::Paused:
        return {tr("Paused"), tr("%1 · the model stays in memory, and nothing is lost").arg(position),
                QStringLiteral("warning")};
    case RunState::Evaluating:
        return {tr("Evaluating"),
                status.phaseTotal > 0
                    ? tr("%1 · %2 of %3 windows").arg(position, count(status.phaseDone), count(status.phaseTotal))
                    : position,
                {}};
    case RunState::Stopping:
        return {tr("Stopping after this step; a checkpoint is kept…"), position, {}};
    case RunState::Finished:
        return {tr("Finished"), position, QStringLiteral("success")};
    case RunState::Stopped:
        return {status.step > 0 ? tr("Stopped; a checkpoint was kept") : tr("Stopped before the first step"), position,
                QStringLiteral("warning")};
    case RunState::Failed:
        break;
    }
    return {tr("Failed"), position, QStringLiteral("danger")};
}

void RunHead::showStatus() {
    Words words = this->words();
    const bool active = session_.status().active();
    const bool hindered = !active && !hindrance_.isEmpty();
    if (hindered)
        words.detail = hindrance_;
    else if (!active && session_.outcome())
        words.detail = tr("%1 · %2").arg(words.detail, session_.runFolder());
    state_->setText(words.state);
    setStyleProperty(*state_, "tone", words.tone);
    const QString detail = words.detail.toHtmlEscaped();
    detail_->setText(hindered && linked_ ? QStringLiteral("<a href='#'>%1</a>").arg(detail) : detail);
    detail_->setToolTip(detail);
    showButtons();
    showProgress();
}

void RunHead::showButtons() {
    const RunStatus& status = session_.status();
    const bool active = status.active(), stopping = status.state == RunState::Stopping;
    // Before Start goes: its focus moves to what is next in sight.
    for (QPushButton* button : {pause_, afterEpoch_, stop_}) {
        button->setVisible(active);
        button->setEnabled(!stopping);
    }
    flight_->setVisible(!active);
    flight_->setEnabled(hindrance_.isEmpty());
    start_->setVisible(!active);
    start_->setEnabled(hindrance_.isEmpty());
    const QString pause = status.pauseRequested ? tr("Continue") : tr("Pause");
    if (pause_->text() != pause) {
        pause_->setText(pause);
        pause_->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_P)); // a new text takes the old shortcut away
    }
    afterEpoch_->setChecked(status.stopsAfterEpoch);
}

void RunHead::showProgress() {
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
    loss_->setValue(known ? decimal(status.loss, 4) : none);
    speed_->setValue(known && status.tokensPerSecond > 0 ? count(std::llround(status.tokensPerSecond)) : none);
    // Of the steps alone: after the last one, what the closing evaluation takes is not known.
    const bool tellsLeft =
        known && status.active() && status.step < status.totalSteps && std::isfinite(status.secondsLeft);
    left_->setValue(tellsLeft ? duration(status.secondsLeft) : none);
}

} // namespace finetune::ui
