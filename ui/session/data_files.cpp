// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/data_files.h"

#include "core/data/squad_writer.h"
#include "ui/session/paths.h"

#include <QFileInfo>
#include <QUndoCommand>
#include <algorithm>

namespace finetune::ui {

namespace fs = std::filesystem;

namespace {

// Frees what is big. Never destroyed itself: what it frees may come back to it, and when the process ends nothing is
// left to free anything for.
Worker& disposal() {
    static auto* const worker = new Worker;
    return *worker;
}

// The last owner may be the window's thread, and a million examples take longer to free than a frame.
template <class T>
std::shared_ptr<const T> freedElsewhere(std::shared_ptr<const T> owned) {
    const T* inside = owned.get();
    return {inside, [owned = std::move(owned)](const T*) mutable {
                disposal().post(&disposal(), [last = std::move(owned)] {});
            }};
}

data::Derived freedElsewhere(data::Derived derived) {
    derived.dataset = freedElsewhere(std::move(derived.dataset));
    return derived;
}

// What a file's job makes: everything that follows from the original and the steps.
struct Made {
    std::shared_ptr<const data::Dataset> original;
    data::Derived shown, usable;
    DataCounts counts;
};

DataCounts countsOf(const data::Dataset& dataset) {
    DataCounts counts{.questions = static_cast<qint64>(dataset.examples.size())};
    const std::string* context = nullptr;
    for (const data::Example& example : dataset.examples) {
        counts.paragraphs += example.context.get() != context; // those of one paragraph stand together
        context = example.context.get();
        counts.unanswerable += example.answers.empty();
    }
    return counts;
}

using Datasets = std::array<std::shared_ptr<const data::Dataset>, kSplits>;

Findings findingsOf(const Datasets& datasets, const StopToken& stop, const Progress& progress) {
    Findings findings;
    findings.datasets = datasets;
    findings.list = data::diagnose(datasets, stop, progress);
    for (std::size_t kind = 0; kind <= data::kFindingKinds; ++kind) {
        const auto first = std::ranges::lower_bound(findings.list, kind, {}, [](const data::Finding& finding) {
            return static_cast<std::size_t>(finding.kind);
        });
        findings.begins[kind] = static_cast<std::size_t>(first - findings.list.begin());
    }
    for (std::size_t i = 0; i < kSplits; ++i)
        findings.kinds[i].resize(datasets[i] ? datasets[i]->examples.size() : 0);
    for (const data::Finding& finding : findings.list)
        for (const std::int32_t example : finding.examples)
            findings.kinds[static_cast<std::size_t>(finding.dataset)][static_cast<std::size_t>(example)] |=
                static_cast<std::uint16_t>(1u << static_cast<unsigned>(finding.kind));
    return findings;
}

// name-train.json in the folder, or name-train-2.json: what is there stays.
fs::path freeFile(const fs::path& folder, const std::string& name) {
    fs::path file = folder / (name + ".json");
    for (int number = 2; fs::exists(file); ++number)
        file = folder / (name + "-" + std::to_string(number) + ".json");
    return file;
}

struct Parts {
    fs::path first, second;
    qint64 firstQuestions = 0, secondQuestions = 0;
};

Parts splitInto(const fs::path& folder, const data::Dataset& source, const data::SplitOptions& options,
                const StopToken& stop, const Progress& progress) {
    const auto [first, second] = data::splitByContext(source, options);
    const std::string name = source.file.stem().string();
    const Parts parts{freeFile(folder, name + "-train"), freeFile(folder, name + "-validation"),
                      static_cast<qint64>(first.examples.size()), static_cast<qint64>(second.examples.size())};
    data::writeSquad(first, parts.first, stop, progress);
    data::writeSquad(second, parts.second, stop, progress);
    return parts;
}

} // namespace

// Adds a step to some of the files, or takes it away again.
class DataFiles::EditCommand : public QUndoCommand {
public:
    EditCommand(DataFiles& files, const Steps& steps, bool repairs, int problems)
        : QUndoCommand(repairs ? DataFiles::tr("Repair %n problem(s)", nullptr, problems)
                               : DataFiles::tr("Leave out for %n problem(s)", nullptr, problems)),
          files_(files), steps_(steps), repairs_(repairs), problems_(problems) {}

    // The same in the language of now, without what it does to one of the files; null when nothing is left of it.
    EditCommand* renewed(std::optional<Split> without) const {
        Steps steps = steps_;
        if (without)
            steps[static_cast<std::size_t>(*without)] = nullptr;
        return anyOf(steps) ? new EditCommand(files_, steps, repairs_, problems_) : nullptr;
    }
    static bool anyOf(const Steps& steps) {
        return std::ranges::any_of(steps, [](const Step& step) { return step != nullptr; });
    }

    void redo() override {
        change([](File& file, const Step& step) { file.steps.push_back(step); });
    }
    void undo() override {
        change([](File& file, const Step&) { file.steps.pop_back(); });
    }

private:
    template <class Change>
    void change(Change how) {
        if (files_.isRenewing_)
            return;
        ++files_.revision_;
        for (const Split split : allSplits())
            if (const Step& step = steps_[static_cast<std::size_t>(split)]) {
                how(files_.at(split), step);
                files_.remake(split);
            }
    }

    DataFiles& files_;
    const Steps steps_;
    const bool repairs_;
    const int problems_;
};

DataFiles::DataFiles(QObject* parent) : QObject(parent) {
    for (File& file : files_)
        file.job = std::make_unique<Job>(this);
}

bool DataFiles::checking() const {
    return check_.running() || planning_.running() ||
           std::ranges::any_of(files_, [](const File& file) { return file.job->running(); });
}

bool DataFiles::isEdited() const {
    return std::ranges::any_of(files_, [](const File& file) { return !file.steps.empty(); });
}

void DataFiles::open(Split split, const QString& path) {
    File& file = at(split);
    if (file.path == path && (file.original || file.job->running()))
        return;
    file.job->cancel();
    ++revision_;
    renewUndo(split);
    File opened;
    opened.path = path;
    opened.job = std::move(file.job);
    file = std::move(opened);
    if (!path.isEmpty())
        read(split);
    Q_EMIT changed(split);
    if (path.isEmpty())
        check();
}

void DataFiles::replace(const std::vector<Opening>& files, std::function<void()> goOn) {
    std::vector<Split> losers;
    for (const auto& [split, path] : files)
        if (path != this->path(split) && unsavedChanges(split) > 0)
            losers.push_back(split);
    if (losers.empty())
        goOn();
    else
        Q_EMIT changesAtRisk(losers, goOn);
}

void DataFiles::retranslate() {
    renewUndo({});
}

void DataFiles::renewUndo(std::optional<Split> forgotten) {
    std::vector<EditCommand*> kept;
    int done = 0;
    for (int i = 0; i < undo_.count(); ++i)
        if (auto* command = static_cast<const EditCommand*>(undo_.command(i))->renewed(forgotten)) {
            kept.push_back(command);
            done += i < undo_.index();
        }
    isRenewing_ = true;
    undo_.clear();
    for (EditCommand* command : kept)
        undo_.push(command); // the stack owns it
    undo_.setIndex(done);
    isRenewing_ = false;
}

bool DataFiles::isSaved(const File& file) const {
    return file.steps.empty() || (file.steps == file.savedSteps && QFileInfo::exists(file.savedPath));
}

DataSource DataFiles::source(Split split) const {
    const File& file = at(split);
    if (file.steps.empty())
        return {file.path, nullptr};
    return isSaved(file) ? DataSource{file.savedPath, nullptr} : DataSource{file.path, file.usable.dataset};
}

DataSource DataFiles::source(const QString& path) const {
    for (const Split split : allSplits())
        if (at(split).path == path && isEdited(split))
            return source(split);
    return {path, nullptr};
}

qint64 DataFiles::unsavedChanges(Split split) const {
    const File& file = at(split);
    if (isSaved(file))
        return 0;
    const std::vector<Step> none;
    const std::vector<Step>& saved = QFileInfo::exists(file.savedPath) ? file.savedSteps : none;
    // What was done since, and what was undone since.
    const auto [now, before] = std::ranges::mismatch(file.steps, saved);
    qint64 changes = 0;
    for (auto step = now; step != file.steps.end(); ++step)
        changes += static_cast<qint64>((*step)->size());
    for (auto step = before; step != saved.end(); ++step)
        changes += static_cast<qint64>((*step)->size());
    return changes;
}

std::vector<Split> DataFiles::unsaved() const {
    std::vector<Split> splits;
    for (const Split split : allSplits())
        if (unsavedChanges(split) > 0)
            splits.push_back(split);
    return splits;
}

void DataFiles::read(Split split) {
    at(split).job->start<Made>(
        [path = toPath(at(split).path)](const StopToken& stop, const Progress& progress) {
            Made made;
            made.original = freedElsewhere(
                std::make_shared<const data::Dataset>(data::readSquad(path, data::OnProblem::Keep, stop, progress)));
            made.shown.dataset = made.original;
            made.usable = freedElsewhere(data::soundExamples(made.original));
            made.counts = countsOf(*made.usable.dataset);
            return made;
        },
        [this, split](Made made) {
            at(split).original = made.original;
            at(split).shown = std::move(made.shown);
            at(split).usable = std::move(made.usable);
            at(split).counts = made.counts;
            Q_EMIT changed(split);
            check();
        },
        [this, split](const Error& error) {
            Q_EMIT changed(split);
            Q_EMIT refused(split, error);
            check();
        },
        [this, split](const QString&, qint64 done, qint64 total) { Q_EMIT progressed(split, done, total); });
}

void DataFiles::remake(Split split) {
    check_.cancel();
    at(split).job->start<Made>(
        [original = at(split).original, steps = at(split).steps](const StopToken& stop, const Progress&) {
            std::vector<data::Edit> edits;
            for (const Step& step : steps)
                edits.insert(edits.end(), step->begin(), step->end());
            Made made;
            made.shown = freedElsewhere(data::applyEdits(original, edits));
            stop.throwIfRequested();
            made.usable = freedElsewhere(data::soundExamples(made.shown.dataset));
            made.counts = countsOf(*made.usable.dataset);
            return made;
        },
        [this, split](Made made) {
            at(split).shown = std::move(made.shown);
            at(split).usable = std::move(made.usable);
            at(split).counts = made.counts;
            Q_EMIT changed(split);
            check();
        },
        {});
    Q_EMIT changed(split);
}

int DataFiles::usableOf(Split split, int shownExample) const {
    return at(split).usable.dataset ? at(split).usable.exampleOf(shownExample) : -1;
}

void DataFiles::check() {
    planning_.cancel();
    Datasets datasets;
    bool any = false;
    for (const Split split : allSplits()) {
        if (working(split))
            return; // it comes again when the file is read
        datasets[static_cast<std::size_t>(split)] = shown(split);
        any |= shown(split) != nullptr;
    }
    if (!any) {
        check_.cancel();
        findings_ = nullptr;
        Q_EMIT checked();
        return;
    }
    check_.start<std::shared_ptr<const Findings>>(
        [datasets](const StopToken& stop, const Progress& progress) {
            return freedElsewhere(std::make_shared<const Findings>(findingsOf(datasets, stop, progress)));
        },
        [this](std::shared_ptr<const Findings> found) {
            findings_ = std::move(found);
            Q_EMIT checked();
        },
        [this](const Error& error) {
            if (error.kind() != Kind::Cancelled)
                Q_EMIT failed(error);
        });
    Q_EMIT checked();
}

void DataFiles::repair(std::vector<std::size_t> findings) {
    plan(std::move(findings), true);
}

void DataFiles::leaveOut(std::vector<std::size_t> findings) {
    plan(std::move(findings), false);
}

// The findings speak of what is shown, the edits of the original.
void DataFiles::plan(std::vector<std::size_t> chosen, bool repairs) {
    if (!findings_ || checking() || chosen.empty())
        return;
    std::array<std::vector<std::int32_t>, kSplits> origins;
    for (const Split split : allSplits())
        origins[static_cast<std::size_t>(split)] = at(split).shown.origin;
    const int count = static_cast<int>(chosen.size());
    planning_.start<std::array<Step, kSplits>>(
        [findings = findings_, origins = std::move(origins), chosen = std::move(chosen), repairs](const StopToken& stop,
                                                                                                  const Progress&) {
            std::array<std::vector<const data::Finding*>, kSplits> perSplit;
            for (const std::size_t index : chosen) {
                const data::Finding& finding = findings->list[index];
                perSplit[static_cast<std::size_t>(finding.dataset)].push_back(&finding);
            }
            std::array<Step, kSplits> steps;
            for (std::size_t i = 0; i < kSplits; ++i) {
                if (perSplit[i].empty())
                    continue;
                stop.throwIfRequested();
                auto edits =
                    repairs ? data::repairs(perSplit[i], *findings->datasets[i]) : data::leavingOut(perSplit[i]);
                if (!origins[i].empty())
                    for (data::Edit& edit : edits)
                        edit.example = origins[i][static_cast<std::size_t>(edit.example)];
                if (!edits.empty())
                    steps[i] = freedElsewhere(std::make_shared<const std::vector<data::Edit>>(std::move(edits)));
            }
            return steps;
        },
        [this, repairs, count](const std::array<Step, kSplits>& steps) { push(steps, repairs, count); },
        [this](const Error& error) { Q_EMIT failed(error); });
    Q_EMIT checked();
}

void DataFiles::push(const Steps& steps, bool repairs, int problems) {
    if (EditCommand::anyOf(steps))
        undo_.push(new EditCommand(*this, steps, repairs, problems)); // the stack owns it
    else
        Q_EMIT checked();
}

void DataFiles::save(Split split, const QString& path, std::function<void()> then) {
    const auto dataset = shown(split);
    if (!dataset)
        return;
    // A change that is being made is not in it.
    auto steps = working(split) ? std::vector<Step>() : at(split).steps;
    save_.start<qint64>(
        [dataset, file = toPath(path)](const StopToken& stop, const Progress& progress) {
            std::error_code none;
            if (fs::equivalent(file, dataset->file, none))
                throw Error(Kind::Usage, "is the file that was opened, which is never changed")
                    .in(file)
                    .cure("Choose another name");
            data::writeSquad(*dataset, file, stop, progress);
            return static_cast<qint64>(dataset->examples.size());
        },
        [this, split, path, dataset, steps = std::move(steps), then = std::move(then)](qint64 questions) {
            if (at(split).original && at(split).path == fromPath(dataset->file)) { // still the same file
                at(split).savedSteps = steps;
                at(split).savedPath = path;
            }
            Q_EMIT saved(path, questions);
            if (then)
                then();
        },
        [this](const Error& error) { Q_EMIT failed(error); });
}

void DataFiles::split(SplitRequest request) {
    // The parts hold the changes of the file that is split; those of the files that they replace would be lost.
    std::vector<Opening> replaced;
    for (const Split split : {Split::Train, Split::Validation})
        if (path(split) != request.source)
            replaced.push_back({split, {}});
    replace(replaced, [this, request = std::move(request)] { beginSplit(request); });
}

void DataFiles::beginSplit(const SplitRequest& request) {
    std::shared_ptr<const data::Dataset> open;
    for (const Split split : allSplits())
        if (path(split) == request.source)
            open = shown(split);
    split_.start<Parts>(
        [request, open](const StopToken& stop, const Progress& progress) {
            const auto source = toPath(request.source);
            if (open)
                return splitInto(toPath(request.folder), *open, request.options, stop, progress);
            return splitInto(toPath(request.folder), data::readSquad(source, data::OnProblem::Keep, stop, progress),
                             request.options, stop, progress);
        },
        [this](const Parts& parts) {
            this->open(Split::Train, QString::fromStdString(parts.first.string()));
            this->open(Split::Validation, QString::fromStdString(parts.second.string()));
            Q_EMIT wasSplit(parts.firstQuestions, parts.secondQuestions);
        },
        [this](const Error& error) { Q_EMIT failed(error); });
}

} // namespace finetune::ui
