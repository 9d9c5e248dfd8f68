// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session.h"

#include "ui/session/paths.h"
#include "ui/session/run_history.h"

#include <QDir>
#include <QFileInfo>
#include <algorithm>

namespace finetune::ui {

namespace fs = std::filesystem;

namespace {

constexpr int kDrainMilliseconds = 33;
constexpr int kNiceness = 10;

QString absolute(const std::string& folder) {
    return QFileInfo(QString::fromStdString(folder)).absoluteFilePath();
}

using Type = train::RunEvent::Type;

// An ended run, as it would stand in this window had it run here.
struct OpenedRun {
    std::optional<session::TrainOutcome> outcome;
    std::string state, layout;
    std::vector<train::RunEvent> events;
    RunRecord record;
};

// What stands in a folder that a run is to be started in: a run already, or the first part of this one.
struct FoundRun {
    std::optional<session::RunSummary> summary;
    std::optional<RunRecord> past;
};

RunRecord recordOf(const std::vector<train::RunEvent>& events) {
    RunRecord record;
    for (const train::RunEvent& event : events)
        record.take(event);
    return record;
}

FoundRun findRun(const fs::path& folder, bool withPast) {
    FoundRun found;
    if (!fs::exists(folder / "run.json"))
        return found;
    for (session::RunSummary& run : session::listRuns(folder))
        if (run.folder == folder)
            found.summary = std::move(run);
    if (withPast && fs::exists(folder / "events.jsonl"))
        found.past = recordOf(readHistory(folder));
    return found;
}

OpenedRun openNewest(const fs::path& folder) {
    OpenedRun opened;
    if (!fs::is_directory(folder))
        return opened;
    for (const session::RunSummary& run : session::listRuns(folder)) {
        if (run.state != "finished" && run.state != "stopped")
            continue;
        const fs::path model = run.folder / "model";
        if (!fs::exists(model))
            continue;
        opened.outcome = session::TrainOutcome{.stopped = run.state == "stopped",
                                               .runFolder = run.folder,
                                               .model = model,
                                               .metrics = run.run.value("metrics", Json::object()),
                                               .finalEntry = run.lastEntry};
        opened.state = run.state;
        opened.layout = run.run.value("layout", std::string());
        opened.events = readHistory(run.folder);
        opened.record = recordOf(opened.events);
        break;
    }
    return opened;
}

} // namespace

Session::Session(QObject* parent)
    : QObject(parent), model_(this), sample_(this), lookup_(this), argumentFile_(this), training_(this) {
    connect(&data_, &DataFiles::changed, this, &Session::fileChanged);
    connect(&data_, &DataFiles::progressed, this, &Session::fileProgressed);
    connect(&data_, &DataFiles::refused, this, &Session::fileFailed);
    connect(&data_, &DataFiles::failed, this, &Session::failed);
    drainTimer_.setInterval(kDrainMilliseconds);
    connect(&drainTimer_, &QTimer::timeout, this, &Session::drain);
}

Session::~Session() {
    training_.stop();
}

void Session::openFile(Split split, const QString& path) {
    data_.open(split, path);
}

void Session::openFiles(const std::vector<Opening>& files) {
    for (const auto& [split, path] : files)
        openFile(split, path);
}

void Session::openModel(const QString& folder) {
    if (folder == modelFolder_ && (modelInfo_ || model_.running()))
        return;
    modelFolder_ = folder;
    modelInfo_.reset();
    modelLook_.reset();
    model_.cancel();
    if (!folder.isEmpty()) {
        model_.start<session::ModelFolder>(
            [folder = toPath(folder)](const StopToken&, const Progress&) { return session::lookAtModel(folder); },
            [this](session::ModelFolder look) {
                if (look.usable())
                    modelInfo_ = look.info;
                modelLook_ = std::move(look);
                Q_EMIT modelChanged();
                if (modelLook_ && !modelLook_->usable()) // nobody has opened another one meanwhile
                    Q_EMIT modelFailed(*modelLook_->hindrance);
            },
            [this](const Error& error) {
                Q_EMIT modelChanged();
                Q_EMIT modelFailed(error);
            });
    }
    Q_EMIT modelChanged();
}

void Session::openSample() {
    findSample([this](const session::SampleProject& sample) {
        const std::vector<Opening> files{{Split::Train, fromPath(sample.train)},
                                         {Split::Validation, fromPath(sample.validation)}};
        data_.replace(files, [this, files, sample] {
            openFiles(files);
            openModel(fromPath(sample.model));
            Q_EMIT sampleOpened(sample.arguments);
        });
    });
}

void Session::openSampleModel() {
    findSample([this](const session::SampleProject& sample) { openModel(fromPath(sample.model)); });
}

void Session::findSample(std::function<void(const session::SampleProject&)> found) {
    sample_.start<session::SampleProject>(
        [](const StopToken&, const Progress&) {
            session::SampleProject sample = session::sampleProject();
            if (sample.train.empty())
                throw Error(Kind::Environment, "the sample project is not installed")
                    .cure("Install the program's share/finetune-studio folder beside its bin folder");
            return sample;
        },
        [found = std::move(found)](session::SampleProject sample) { found(sample); },
        [this](const Error& error) { Q_EMIT failed(error); });
}

QString Session::missing() const {
    const auto training = dataset(Split::Train);
    if (file(Split::Train).isEmpty())
        return tr("Choose a training file on the Data page.");
    if (reading(Split::Train))
        return tr("The training file is being read.");
    if (!training)
        return tr("The training file could not be read; see the Data page.");
    if (training->examples.empty())
        return tr("The training file holds no question that can be used.");
    if (!file(Split::Validation).isEmpty() && (reading(Split::Validation) || !dataset(Split::Validation)))
        return reading(Split::Validation) ? tr("The validation file is being read.")
                                          : tr("The validation file could not be read; see the Data page.");
    if (modelFolder_.isEmpty())
        return tr("Choose a model folder on the Model page.");
    if (!modelInfo_)
        return model_.running() ? tr("The model folder is being read.")
                                : tr("The model folder cannot be used; see the Model page.");
    return {};
}

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
    const DataSource training = data_.source(Split::Train), validation = data_.source(Split::Validation);
    session::TrainRequest request{.model = toPath(modelFolder_),
                                  .trainFile = toPath(training.file),
                                  .validationFile = toPath(validation.file),
                                  .arguments = arguments,
                                  .niceness = kNiceness};
    request.editedTrain = training.edited;
    request.editedValidation = validation.edited;
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

void Session::loadArguments(const QString& file) {
    argumentFile_.start<train::ArgumentsFromJson>(
        [file = toPath(file)](const StopToken&, const Progress&) { return train::argumentsFromJson(readJson(file)); },
        [this](train::ArgumentsFromJson loaded) { Q_EMIT argumentsLoaded(loaded); },
        [this](const Error& error) { Q_EMIT failed(error); });
}

void Session::saveArguments(const QString& file, const train::TrainingArguments& arguments) {
    argumentFile_.start<QString>(
        [file, arguments](const StopToken&, const Progress&) {
            writeJson(toPath(file), train::toJson(arguments));
            return file;
        },
        [this](const QString& saved) { Q_EMIT argumentsSaved(saved); },
        [this](const Error& error) { Q_EMIT failed(error); });
}

QString Session::freshRunFolder(const QString& folder) {
    QDir parent(folder);
    if (parent.exists(QStringLiteral("run.json")))
        parent.cdUp();
    for (int number = 1;; ++number) {
        const QString candidate = parent.filePath(QStringLiteral("run-%1").arg(number));
        if (!QFileInfo::exists(candidate))
            return candidate;
    }
}

} // namespace finetune::ui
