// SPDX-License-Identifier: GPL-3.0-or-later
// The session's run: how it is started, steered, followed and ended.
#include "ui/session/past_runs.h"
#include "ui/session/paths.h"
#include "ui/session/session.h"

#include <QFileInfo>
#include <algorithm>

namespace finetune::ui {

namespace fs = std::filesystem;

namespace {

constexpr int kNiceness = 10;

QString absolute(const std::string& folder) {
    return QFileInfo(QString::fromStdString(folder)).absoluteFilePath();
}

using Type = train::RunEvent::Type;

} // namespace

void Session::start(const train::TrainingArguments& arguments, ExistingRun existing) {
    if (status_.active() || !missing().isEmpty())
        return;
    const bool resumes = !arguments.resumeFromCheckpoint.empty();
    const bool shown = runFolder_ == absolute(arguments.outputDir); // its first part is in the record
    lookup_.start<FoundRun>([folder = fs::path(arguments.outputDir), withPast = resumes && !shown](
                                const StopToken&, const Progress&) { return findRun(folder, withPast); },
                            [this, request = request(arguments), existing, resumes](FoundRun found) {
                                const bool asked = existing == ExistingRun::Resume;
                                if (found.summary && !asked && (!resumes || found.summary->state == "running"))
                                    Q_EMIT runFolderTaken(*found.summary);
                                else
                                    launch(request, std::move(found.past));
                            },
                            [this](const Error& error) { Q_EMIT failed(error); });
}

session::TrainRequest Session::request(const train::TrainingArguments& arguments) const {
    session::TrainRequest request{.model = toPath(modelFolder_),
                                  .training = data_.source(Split::Train),
                                  .validation = data_.source(Split::Validation),
                                  .arguments = arguments,
                                  .niceness = kNiceness};
    for (const QString& id : pinned_)
        request.probes.push_back(id.toStdString());
    return request;
}

void Session::launch(session::TrainRequest request, std::optional<RunRecord> past) {
    if (status_.active())
        return;
    lookup_.cancel(); // an older run that is being opened would come too late
    outcome_.reset();
    status_ = {};
    status_.state = RunState::Preparing;
    const bool resumed = !request.arguments.resumeFromCheckpoint.empty();
    const QString folder = absolute(request.arguments.outputDir);
    if (!resumed || folder != runFolder_)
        record_ = past ? std::move(*past) : RunRecord();
    runFolder_ = folder;
    layout_ = request.arguments.padding == "none" ? QStringLiteral("packed") : QStringLiteral("padded");
    events_ = std::make_shared<EventQueue>();
    data_.setFilesOfRun(fromPath(request.training.file), fromPath(request.validation.file));
    control_ = {};
    setWeights({});
    request.evaluated = [this](std::shared_ptr<const session::WeightsSnapshot> weights) {
        QMetaObject::invokeMethod(
            this, [this, weights] { setWeights(weights); }, Qt::QueuedConnection);
    };
    training_.start<session::TrainOutcome>(
        [request = std::move(request), events = events_, control = control_](const StopToken& stop, const Progress&) {
            return session::train(request, *events, control.with(stop));
        },
        [this](session::TrainOutcome outcome) {
            drain();
            const bool stopped = outcome.stopped;
            outcome_ = std::move(outcome);
            setWeights({}); // they are on disk now
            end(stopped ? RunState::Stopped : RunState::Finished);
        },
        [this](const Error& error) {
            drain();
            const bool cancelled = error.kind() == Kind::Cancelled;
            end(cancelled ? RunState::Stopped : RunState::Failed);
            if (!cancelled)
                Q_EMIT failed(error);
        });
    drainTimer_.start();
    Q_EMIT runBegan(resumed);
    Q_EMIT statusChanged();
}

void Session::stop() {
    if (!status_.active())
        return;
    status_.state = RunState::Stopping;
    training_.stop();
    Q_EMIT statusChanged();
}

void Session::pause() {
    if (!status_.active() || status_.state == RunState::Stopping)
        return;
    status_.pauseRequested = true;
    control_.setPaused(true);
    Q_EMIT statusChanged();
}

void Session::proceed() {
    status_.pauseRequested = false;
    control_.setPaused(false);
    Q_EMIT statusChanged();
}

void Session::stopAfterEpoch(bool stops) {
    if (!status_.active())
        return;
    status_.stopsAfterEpoch = stops;
    control_.setStopAfterEpoch(stops);
    Q_EMIT statusChanged();
}

void Session::pinQuestions(const QStringList& ids) {
    if (ids == pinned_)
        return;
    pinned_ = ids;
    Q_EMIT pinsChanged();
}

void Session::end(RunState state) {
    drainTimer_.stop();
    data_.setFilesOfRun({}, {});
    status_.state = state;
    status_.phase.clear();
    status_.secondsLeft = 0;
    status_.pauseRequested = status_.stopsAfterEpoch = false;
    Q_EMIT statusChanged();
    Q_EMIT runEnded();
}

void Session::setWeights(std::shared_ptr<const session::WeightsSnapshot> weights) {
    if (weights == weights_)
        return;
    weights_ = std::move(weights);
    Q_EMIT weightsChanged();
}

void Session::drain() {
    if (!events_)
        return;
    const std::vector<train::RunEvent> events = events_->take();
    if (events.empty())
        return;
    for (const train::RunEvent& event : events) {
        record_.take(event);
        apply(event);
    }
    Q_EMIT eventsArrived(events);
    Q_EMIT statusChanged();
}

void Session::apply(const train::RunEvent& event) {
    const bool stopping = status_.state == RunState::Stopping;
    const bool training = event.text == "training";
    if (event.type == Type::Prepared || (event.type == Type::Progress && training)) {
        status_.step = event.step;
        status_.totalSteps = event.totalSteps;
        status_.phase.clear();
        if (!stopping)
            status_.state = RunState::Training;
    }
    if (event.type == Type::Paused && !stopping)
        status_.state = RunState::Paused;
    if (event.type == Type::Continued && !stopping)
        status_.state = RunState::Training;
    if (event.type == Type::Evaluation || event.type == Type::Finished) { // the last updates may have told no progress
        status_.step = std::max<qint64>(status_.step, event.step);
        status_.epoch = std::max(status_.epoch, event.epoch);
    }
    if (event.type != Type::Progress)
        return;
    if (training) {
        status_.epoch = event.epoch;
        status_.secondsLeft = event.secondsLeft;
        status_.tokensPerSecond = event.tokensPerSecond;
        status_.loss = event.loss;
        return;
    }
    status_.phase = QString::fromStdString(event.text);
    status_.phaseDone = event.step;
    status_.phaseTotal = event.totalSteps;
    if (!stopping)
        status_.state = status_.totalSteps > 0 ? RunState::Evaluating : RunState::Preparing;
}

void Session::openLastRun(const QString& folder) {
    if (status_.active() || outcome_)
        return;
    lookup_.start<OpenedRun>(
        [folder = toPath(folder)](const StopToken&, const Progress&) { return openNewest(folder); },
        [this](OpenedRun opened) {
            if (!opened.outcome || status_.active() || outcome_)
                return;
            outcome_ = std::move(opened.outcome);
            status_ = {};
            layout_ = QString::fromStdString(opened.layout);
            runFolder_ = QFileInfo(fromPath(outcome_->runFolder)).absoluteFilePath();
            record_ = std::move(opened.record);
            Q_EMIT runBegan(false);
            for (const train::RunEvent& event : opened.events)
                apply(event);
            Q_EMIT eventsArrived(opened.events);
            end(opened.state == "finished" ? RunState::Finished : RunState::Stopped);
        },
        {}); // a folder without runs is no news
}

} // namespace finetune::ui
