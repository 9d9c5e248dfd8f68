// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session.h"

#include "ui/session/run_history.h"

#include <QDir>
#include <QFileInfo>
#include <algorithm>

namespace finetune::ui {

namespace fs = std::filesystem;

namespace {

constexpr int kDrainMilliseconds = 33;
constexpr int kNiceness = 10;
constexpr std::size_t kProgressShown = 2000; // of a run that is opened: what a plot can show

fs::path toPath(const QString& path) {
    return fs::path(path.toStdString());
}
QString fromPath(const fs::path& path) {
    return QString::fromStdString(path.string());
}

using Type = train::RunEvent::Type;

// An ended run, as it would stand in this window had it run here.
struct OpenedRun {
    std::optional<session::TrainOutcome> outcome;
    std::string state, layout;
    std::vector<train::RunEvent> events;
};

std::vector<train::RunEvent> thinned(std::vector<train::RunEvent> events) {
    const auto isProgress = [](const train::RunEvent& event) { return event.type == Type::Progress; };
    const auto progress = static_cast<std::size_t>(std::ranges::count_if(events, isProgress));
    const std::size_t every = progress / kProgressShown + 1;
    std::size_t seen = 0;
    std::erase_if(events, [&](const train::RunEvent& event) { return isProgress(event) && seen++ % every != 0; });
    return events;
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
        opened.events = thinned(readHistory(run.folder));
        break;
    }
    return opened;
}

} // namespace

Session::Session(QObject* parent)
    : QObject(parent), model_(this), sample_(this), lookup_(this), argumentFile_(this), export_(this), training_(this) {
    for (File& file : files_)
        file.job = std::make_unique<Job>(this);
    drainTimer_.setInterval(kDrainMilliseconds);
    connect(&drainTimer_, &QTimer::timeout, this, &Session::drain);
}

Session::~Session() {
    training_.stop();
    export_.stop();
}

void Session::openFile(Split split, const QString& path) {
    File& file = files_[index(split)];
    if (file.path == path && (file.dataset || file.job->running()))
        return;
    file.path = path;
    file.dataset = nullptr;
    file.job->cancel();
    if (!path.isEmpty()) {
        file.job->start<std::shared_ptr<const data::Dataset>>(
            [path = toPath(path)](const StopToken& stop, const Progress& progress) {
                return std::make_shared<const data::Dataset>(
                    data::readSquad(path, data::OnProblem::Skip, stop, progress));
            },
            [this, split](std::shared_ptr<const data::Dataset> dataset) {
                files_[index(split)].dataset = std::move(dataset);
                Q_EMIT fileChanged(split);
            },
            [this, split](const Error& error) {
                Q_EMIT fileChanged(split);
                Q_EMIT fileFailed(split, error);
            },
            [this, split](const QString&, qint64 done, qint64 total) { Q_EMIT fileProgressed(split, done, total); });
    }
    Q_EMIT fileChanged(split);
}

void Session::openModel(const QString& folder) {
    if (folder == modelFolder_ && (modelInfo_ || model_.running()))
        return;
    modelFolder_ = folder;
    modelInfo_.reset();
    model_.cancel();
    if (!folder.isEmpty()) {
        model_.start<model::ModelInfo>(
            [folder = toPath(folder)](const StopToken&, const Progress&) { return model::describe(folder); },
            [this](model::ModelInfo info) {
                modelInfo_ = std::move(info);
                Q_EMIT modelChanged();
            },
            [this](const Error& error) {
                Q_EMIT modelChanged();
                Q_EMIT modelFailed(error);
            });
    }
    Q_EMIT modelChanged();
}

void Session::openSample() {
    sample_.start<session::SampleProject>(
        [](const StopToken&, const Progress&) {
            session::SampleProject sample = session::sampleProject();
            if (sample.train.empty())
                throw Error(Kind::Environment, "the sample project is not installed")
                    .cure("Install the program's share/finetune-studio folder beside its bin folder");
            return sample;
        },
        [this](session::SampleProject sample) {
            openFile(Split::Train, fromPath(sample.train));
            openFile(Split::Validation, fromPath(sample.validation));
            openModel(fromPath(sample.model));
            Q_EMIT sampleOpened(sample.arguments);
        },
        [this](const Error& error) { Q_EMIT failed(error); });
}

QString Session::missing() const {
    const File& training = files_[index(Split::Train)];
    if (training.path.isEmpty())
        return tr("Choose a training file on the Data page.");
    if (training.job->running())
        return tr("The training file is being read.");
    if (!training.dataset)
        return tr("The training file could not be read; see the Data page.");
    if (training.dataset->examples.empty())
        return tr("The training file holds no question that can be used.");
    const File& validation = files_[index(Split::Validation)];
    if (!validation.path.isEmpty() && !validation.dataset)
        return validation.job->running() ? tr("The validation file is being read.")
                                         : tr("The validation file could not be read; see the Data page.");
    if (modelFolder_.isEmpty())
        return tr("Choose a model folder on the Data page.");
    if (!modelInfo_)
        return model_.running() ? tr("The model folder is being read.")
                                : tr("The model folder cannot be used; see the Data page.");
    return {};
}

void Session::start(const train::TrainingArguments& arguments, ExistingRun existing) {
    if (status_.active() || !missing().isEmpty())
        return;
    session::TrainRequest request{toPath(modelFolder_),
                                  toPath(file(Split::Train)),
                                  toPath(file(Split::Validation)),
                                  arguments,
                                  data::OnProblem::Skip,
                                  kNiceness};
    if (existing == ExistingRun::Resume) {
        launch(std::move(request));
        return;
    }
    lookup_.start<std::optional<session::RunSummary>>(
        [folder = fs::path(arguments.outputDir)](const StopToken&,
                                                 const Progress&) -> std::optional<session::RunSummary> {
            if (!fs::exists(folder / "run.json"))
                return {};
            for (session::RunSummary& run : session::listRuns(folder))
                if (run.folder == folder)
                    return std::move(run);
            return {};
        },
        [this, request](std::optional<session::RunSummary> taken) {
            const std::string& resume = request.arguments.resumeFromCheckpoint;
            if (taken && (resume.empty() || taken->state == "running"))
                Q_EMIT runFolderTaken(*taken);
            else
                launch(request);
        },
        [this](const Error& error) { Q_EMIT failed(error); });
}

void Session::launch(session::TrainRequest request) {
    if (status_.active())
        return;
    lookup_.cancel(); // an older run that is being opened would come too late
    outcome_.reset();
    status_ = {};
    status_.state = RunState::Preparing;
    layout_ = request.arguments.padding == "none" ? QStringLiteral("packed") : QStringLiteral("padded");
    events_ = std::make_shared<EventQueue>();
    const bool resumed = !request.arguments.resumeFromCheckpoint.empty();
    training_.start<session::TrainOutcome>(
        [request = std::move(request), events = events_](const StopToken& stop, const Progress&) {
            return session::train(request, *events, stop);
        },
        [this](session::TrainOutcome outcome) {
            drain();
            const bool stopped = outcome.stopped;
            outcome_ = std::move(outcome);
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

void Session::end(RunState state) {
    drainTimer_.stop();
    status_.state = state;
    status_.phase.clear();
    status_.secondsLeft = 0;
    Q_EMIT statusChanged();
    Q_EMIT runEnded();
}

void Session::drain() {
    if (!events_)
        return;
    const std::vector<train::RunEvent> events = events_->take();
    if (events.empty())
        return;
    for (const train::RunEvent& event : events)
        apply(event);
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

void Session::exportModel(const QString& target) {
    if (!outcome_ || status_.active())
        return;
    session::ExportRequest request{outcome_->model, toPath(target), outcome_->runFolder};
    export_.start<session::ExportReport>(
        [request = std::move(request)](const StopToken& stop, const Progress& progress) {
            return session::exportModel(request, stop, progress);
        },
        [this](session::ExportReport report) { Q_EMIT exported(report); },
        [this](const Error& error) { Q_EMIT exportFailed(error); },
        [this](const QString& what, qint64, qint64) { Q_EMIT exportProgressed(what); });
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
