// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/evaluations.h"

#include "core/base/files.h"
#include "core/data/open_dataset.h"
#include "core/data/squad_writer.h"
#include "core/session/runs.h"
#include "ui/session/paths.h"
#include "ui/settings/settings.h"

#include <algorithm>

namespace finetune::ui {

namespace fs = std::filesystem;

namespace {

fs::file_time_type writtenAt(const fs::path& file) {
    std::error_code none; // what is not there is told by who reads it
    return fs::last_write_time(file, none);
}

// The folder's name, also of one that ends in a slash.
std::string nameOf(const fs::path& folder) {
    return (folder.has_filename() ? folder : folder.parent_path()).filename().string();
}

eval::Analysis judged(const EvaluationData& data, std::optional<double> threshold, const StopToken& stop) {
    return eval::analyse(data.examples, data.record.predictions, data.record.windows,
                         data.record.v2 ? threshold : std::nullopt, stop);
}

} // namespace

struct Evaluations::Listed {
    std::vector<EvaluationEntry> entries;
    std::vector<fs::path> models;
    std::optional<double> threshold;
};

// Reads evaluations; what was read before and has not changed on disk is taken from there.
struct Evaluations::Reader {
    std::vector<std::shared_ptr<const EvaluationData>> known;
    Questions questions;

    std::shared_ptr<const EvaluationData> read(const fs::path& file, const StopToken& stop) {
        const auto written = writtenAt(file);
        for (const auto& data : known)
            if (data && data->file == file && data->written == written)
                return data;
        EvaluationData data{file, written, session::readEvaluation(file), {}, {}};
        data.examples = session::alignedExamples(data.record, questionsOf(data.record, stop).examples);
        if (data.record.v2)
            data.curve = eval::thresholdCurve(data.examples, data.record.predictions);
        return std::make_shared<const EvaluationData>(std::move(data));
    }

private:
    const data::Dataset& questionsOf(const session::EvaluationRecord& record, const StopToken& stop) {
        const auto written = writtenAt(record.data);
        if (!questions.dataset || questions.dataset->file != record.data || questions.options != record.options ||
            questions.written != written)
            questions = {std::make_shared<const data::Dataset>(
                             data::openDataset(record.data, data::OnProblem::Skip, record.options, stop)),
                         record.options, written};
        return *questions.dataset;
    }
};

struct Evaluations::Opened {
    std::shared_ptr<const ShownEvaluation> shown;
    Questions questions;
};

Evaluations::Evaluations(Session& session, QObject* parent)
    : QObject(parent), session_(session), evaluate_(this, session.inference()) {
    connect(&session_, &Session::runBegan, this, &Evaluations::followRun);
    connect(&session_, &Session::runEnded, this, &Evaluations::followRun);
    connect(&session_, &Session::eventsArrived, this, [this](const std::vector<train::RunEvent>& events) {
        const auto isEvaluation = [](const train::RunEvent& event) {
            return event.type == train::RunEvent::Type::Evaluation;
        };
        if (std::ranges::any_of(events, isEvaluation))
            refresh();
    });
    followRun();
}

Evaluations::~Evaluations() {
    evaluate_.stop();
}

void Evaluations::followRun() {
    if (session_.runFolder() != runFolder_) {
        runFolder_ = session_.runFolder();
        show_.cancel();
        entries_.clear();
        models_.clear();
        elsewhere_.clear();
        shown_ = nullptr;
        chosen_.clear();
        before_.clear();
        threshold_.reset();
        isFollowing_ = comparesWithLast_ = true;
        Q_EMIT entriesChanged();
        Q_EMIT shownChanged();
    }
    refresh();
}

void Evaluations::refresh() {
    list_.start<Listed>(
        [run = toPath(runFolder_), elsewhere = elsewhere_](const StopToken& stop, const Progress&) {
            Listed listed;
            std::vector<fs::path> files;
            if (!run.empty())
                files = session::listEvaluations(run);
            for (const fs::path& file : elsewhere)
                if (std::ranges::find(files, file) == files.end())
                    files.push_back(file);
            for (const fs::path& file : files) {
                stop.throwIfRequested();
                try {
                    listed.entries.push_back({file, session::readEvaluationHead(file)});
                } catch (const Error&) { // not one of ours; it is not offered
                }
            }
            if (run.empty() || !fs::exists(run / "run.json"))
                return listed;
            for (const session::RunModel& model : session::modelsOf(session::readRun(run), {}))
                listed.models.push_back(model.folder);
            if (const auto stored = session::storedThreshold(run))
                listed.threshold = stored->threshold;
            return listed;
        },
        [this](Listed listed) { take(std::move(listed)); }, [this](const Error& error) { Q_EMIT failed(error); });
}

void Evaluations::take(Listed listed) {
    entries_ = std::move(listed.entries);
    models_ = std::move(listed.models);
    if (!threshold_)
        threshold_ = listed.threshold;
    const bool isThere = std::ranges::find(entries_, chosen_, &EvaluationEntry::file) != entries_.end();
    if (isFollowing_ || !isThere)
        chosen_ = newest();
    compareWithLast();
    Q_EMIT entriesChanged();
    show();
}

// The last of training's, else the last that was asked for; empty when there is none.
fs::path Evaluations::newest() const {
    const auto ofTraining = std::ranges::count_if(entries_, [](const auto& entry) { return entry.head.step >= 0; });
    if (entries_.empty())
        return {};
    return ofTraining > 0 ? entries_[static_cast<std::size_t>(ofTraining) - 1].file : entries_.back().file;
}

// What training did since the evaluation before, unless another comparison was asked for.
void Evaluations::compareWithLast() {
    if (!comparesWithLast_)
        return;
    const auto at = std::ranges::find(entries_, chosen_, &EvaluationEntry::file);
    const bool hasLast = at != entries_.end() && at != entries_.begin() && at->head.step >= 0;
    before_ = hasLast ? (at - 1)->file : fs::path();
}

void Evaluations::choose(const fs::path& file) {
    chosen_ = file;
    isFollowing_ = file == newest();
    compareWithLast();
    Q_EMIT entriesChanged();
    show();
}

void Evaluations::compareWith(const fs::path& file) {
    comparesWithLast_ = false;
    before_ = file;
    show();
}

void Evaluations::setThreshold(double threshold) {
    if (threshold_ == threshold)
        return;
    threshold_ = threshold;
    show();
}

void Evaluations::show() {
    if (chosen_.empty()) {
        show_.cancel();
        if (shown_) {
            shown_ = nullptr;
            Q_EMIT shownChanged();
        }
        return;
    }
    Reader reader{{}, questions_};
    if (shown_)
        reader.known = {shown_->data, shown_->before};
    show_.start<Opened>(
        [reader, file = chosen_, before = before_, threshold = threshold_](const StopToken& stop,
                                                                           const Progress&) mutable {
            ShownEvaluation shown;
            shown.data = reader.read(file, stop);
            if (shown.data->record.v2)
                shown.threshold = threshold.value_or(shown.data->record.nullThreshold);
            shown.analysis = judged(*shown.data, shown.threshold, stop);
            if (!before.empty() && before != file) {
                shown.before = reader.read(before, stop);
                const auto threshold = shown.threshold.value_or(shown.before->record.nullThreshold);
                shown.changes =
                    eval::changes(shown.before->record.ids, judged(*shown.before, threshold, stop).judgements,
                                  shown.data->record.ids, shown.analysis.judgements);
            }
            return Opened{std::make_shared<const ShownEvaluation>(std::move(shown)), reader.questions};
        },
        [this](Opened opened) {
            shown_ = std::move(opened.shown);
            questions_ = std::move(opened.questions);
            Q_EMIT shownChanged();
        },
        [this](const Error& error) {
            shown_ = nullptr;
            Q_EMIT shownChanged();
            Q_EMIT failed(error);
        });
}

void Evaluations::storeThreshold() {
    if (!shown_ || !shown_->threshold)
        return;
    const session::EvaluationRecord& record = shown_->data->record;
    const fs::path run = session::runOf(record.model);
    const eval::Group& all = shown_->analysis.all;
    const session::StoredThreshold stored{*shown_->threshold, all.exact, all.f1, record.data, record.step};
    store_.start<bool>(
        [run, stored](const StopToken&, const Progress&) {
            if (run.empty())
                throw Error(Kind::Usage, "the evaluated model is in no run folder; there is no place for its threshold")
                    .cure("Evaluate a checkpoint or the final model of a run");
            session::storeThreshold(run, stored);
            return true;
        },
        [this, run, stored](bool) { Q_EMIT thresholdStored(QString::fromStdString(run.string()), stored.threshold); },
        [this](const Error& error) { Q_EMIT failed(error); });
}

void Evaluations::evaluate(const QString& model, const QString& file) {
    fs::path run = session::runOf(toPath(model));
    if (run.empty())
        run = runFolder_.isEmpty() ? toPath(cacheFolder()) : toPath(runFolder_);
    session::DataSource source = session_.dataFiles().source(file);
    source.file = fs::absolute(source.file);
    evaluate_.start<fs::path>(
        [model = toPath(model), source = std::move(source), run](const StopToken& stop, const Progress& progress) {
            progress("loading the model", 0, 0);
            session::Evaluation found = session::evaluate(
                {.model = model, .data = source, .arguments = session::argumentsFor(model)}, stop, progress);
            const std::string name =
                nameOf(model) + "-on-" + source.file.stem().string() + (source.edited ? "-changed" : "");
            const fs::path target = session::evaluationFileOf(run, name);
            session::DataSource data = source;
            if (source.edited) { // the evaluation is looked at with its questions, now and later
                data = fs::absolute(target.parent_path() / "data" / (name + ".json"));
                files::createFolders(data.file.parent_path());
                data::writeSquad(*source.edited, data.file, stop);
            }
            session::writeEvaluation(target, {.model = fs::absolute(model),
                                              .data = data.file,
                                              .options = data.options,
                                              .v2 = found.v2,
                                              .nullThreshold = found.nullThreshold,
                                              .metrics = std::move(found.metrics),
                                              .ids = session::idsOf(found.dataset.examples),
                                              .predictions = std::move(found.predictions),
                                              .windows = std::move(found.windows)});
            return target;
        },
        [this](fs::path file) {
            if (std::ranges::find(elsewhere_, file) == elsewhere_.end())
                elsewhere_.push_back(file);
            chosen_ = std::move(file);
            isFollowing_ = false;
            Q_EMIT evaluationEnded();
            refresh();
        },
        [this](const Error& error) {
            Q_EMIT evaluationEnded();
            if (error.kind() != Kind::Cancelled)
                Q_EMIT failed(error);
        },
        [this](const QString& what, qint64 done, qint64 total) { Q_EMIT progressed(what, done, total); });
}

void Evaluations::cancel() {
    evaluate_.stop();
}

} // namespace finetune::ui
