// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/trier.h"

#include "ui/session/paths.h"
#include "ui/settings/settings.h"

#include <chrono>

namespace finetune::ui {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kWindowsAtOnce = 4; // a stop is answered after so many

// The run's own arguments, read window by window, so that a question is answered and stopped soon.
train::TrainingArguments fitted(train::TrainingArguments arguments) {
    arguments.padding = "none";
    arguments.perDeviceEvalBatchSize = kWindowsAtOnce;
    return arguments;
}

// Another model under the same name is another model.
std::string identity(const fs::path& folder) {
    std::error_code none;
    const auto written = fs::last_write_time(folder / "model.safetensors", none);
    return folder.string() + '@' + std::to_string(written.time_since_epoch().count());
}

// Where the threshold of a model is looked for. A running run keeps its own beside its base model, in its own folder.
fs::path thresholdFolder(const session::WeightsSnapshot* weights, const fs::path& model) {
    return weights ? fs::path(weights->arguments().outputDir) : model;
}

} // namespace

struct Trier::Loaded {
    std::unique_ptr<session::Answerer> answerer;
    std::string identity;
    bool hasFolderWeights = true;
    std::weak_ptr<const session::WeightsSnapshot> weights; // that were copied in; not kept in memory a second time

    session::Answerer& of(const fs::path& folder, const std::shared_ptr<const session::WeightsSnapshot>& wanted,
                          std::int64_t threads, const Progress& progress) {
        const std::string name = ui::identity(folder);
        const bool isOther = name != identity || (!hasFolderWeights && !wanted);
        if (!answerer || isOther) {
            progress("loading the model", 0, 0);
            answerer.reset(); // never two models in memory
            weights.reset();
            hasFolderWeights = true;
            train::TrainingArguments arguments = fitted(wanted ? wanted->arguments() : session::argumentsFor(folder));
            arguments.threads = wanted ? wanted->arguments().threads : threads;
            answerer = session::makeAnswerer(folder, arguments);
            identity = name;
        }
        if (wanted && wanted != weights.lock()) {
            answerer->use(*wanted);
            hasFolderWeights = false;
            weights = wanted;
        }
        return *answerer;
    }
};

Trier::Trier(Session& session, QObject* parent)
    : QObject(parent), session_(session), loaded_(std::make_shared<Loaded>()), ask_(this, session.inference()) {}

Trier::~Trier() = default;

void Trier::ask(const ModelChoice& model, const QString& question, std::string context, bool mayBeNone) {
    const auto weights = model.isRunning ? session_.weights() : nullptr;
    const fs::path folder = weights ? weights->base() : toPath(model.folder);
    ask_.start<Trial>(
        [loaded = loaded_, weights, folder, threads = loadSettings().threads, question = question.toStdString(),
         context = std::move(context), mayBeNone](const StopToken& stop, const Progress& progress) {
            session::Answerer& answerer = loaded->of(folder, weights, threads, progress);
            const auto begin = std::chrono::steady_clock::now();
            Trial trial;
            trial.mayBeNone = mayBeNone;
            if (mayBeNone)
                trial.threshold = session::findThreshold(thresholdFolder(weights.get(), folder));
            const session::AnswerOptions options{.topK = 10,
                                                 .mayBeNone = mayBeNone,
                                                 .nullThreshold = trial.threshold ? trial.threshold->threshold : 0,
                                                 .joinSpans = true};
            trial.answers = answerer.answer(question, context, options, stop, progress);
            trial.context = context;
            trial.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
            for (const std::string& name : answerer.newlyInitialised())
                trial.randomTensors << QString::fromStdString(name);
            if (weights)
                trial.step = weights->step();
            return trial;
        },
        [this](Trial trial) { Q_EMIT answered(trial); }, [this](const Error& error) { Q_EMIT failed(error); },
        [this](const QString& what, qint64 done, qint64 total) { Q_EMIT progressed(what, done, total); });
}

bool Trier::isJudgedBy(const ModelChoice& model, const QString& runFolder) const {
    const auto weights = model.isRunning ? session_.weights() : nullptr;
    std::error_code none;
    return fs::equivalent(session::runOf(thresholdFolder(weights.get(), toPath(model.folder))), toPath(runFolder),
                          none);
}

void Trier::stop() {
    ask_.stop();
}

void Trier::forget() {
    ask_.cancel();
}

void Trier::describe(const QString& folder) {
    describe_.start<model::ModelInfo>(
        [path = toPath(folder)](const StopToken&, const Progress&) { return model::describe(path); },
        [this, folder](model::ModelInfo info) { Q_EMIT described(folder, info); },
        [this, folder](const Error& error) { Q_EMIT undescribable(folder, error); });
}

} // namespace finetune::ui
