// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/data_files.h"

#include "core/data/table_look.h"
#include "ui/session/paths.h"

#include <QFileInfo>
#include <QUndoCommand>
#include <algorithm>
#include <utility>

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
    std::optional<Error> lacking = {}; // instead: a column that a person has to name
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

void DataFiles::open(Split split, const QString& path, const data::OpenOptions& options) {
    File& file = at(split);
    if (file.path == path && file.options == options && (file.original || file.job->running()))
        return;
    file.job->cancel();
    ++revision_;
    renewUndo(split);
    File opened;
    opened.path = path;
    opened.options = options;
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
    for (const auto& [split, path, options] : files)
        if ((path != this->path(split) || options != this->options(split)) && unsavedChanges(split) > 0)
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

void DataFiles::read(Split split) {
    at(split).job->start<Made>(
        [path = toPath(at(split).path), options = at(split).options,
         limit = at(split).whole ? std::nullopt : std::optional(limit_)](const StopToken& stop,
                                                                         const Progress& progress) {
            Made made;
            try {
                made.original = freedElsewhere(std::make_shared<const data::Dataset>(
                    data::openDataset(path, data::OnProblem::Keep, options, stop, progress, limit)));
            } catch (const Error& error) {
                if (error.kind() != Kind::Input || !data::lacksColumns(path, options.columns))
                    throw;
                made.lacking = error;
                return made;
            }
            made.shown.dataset = made.original;
            made.usable = freedElsewhere(data::soundExamples(made.original));
            made.counts = countsOf(*made.usable.dataset);
            return made;
        },
        [this, split](Made made) {
            if (made.lacking) {
                at(split).lacksColumns = true;
                Q_EMIT changed(split);
                Q_EMIT refused(
                    split, Error(Kind::Input, made.lacking->happened())
                               .in(made.lacking->file())
                               .cure(tr("Say which one it is with “Columns and rows” on the Data page").toStdString()));
                check();
                return;
            }
            at(split).original = made.original;
            at(split).shown = std::move(made.shown);
            at(split).usable = std::move(made.usable);
            at(split).counts = made.counts;
            Q_EMIT changed(split);
            check();
        },
        [this, split](const Error& error) {
            const bool hasPart = std::exchange(at(split).whole, false) && part(split);
            Q_EMIT changed(split);
            if (hasPart)
                Q_EMIT failed(error);
            else
                Q_EMIT refused(split, error);
            check();
        },
        [this, split](const QString&, qint64 done, qint64 total) { Q_EMIT progressed(split, done, total); });
}

std::optional<data::PartRead> DataFiles::part(Split split) const {
    return at(split).original ? at(split).original->part : std::nullopt;
}

void DataFiles::readAll(Split split) {
    if (!part(split) || working(split))
        return;
    at(split).whole = true;
    read(split);
    Q_EMIT changed(split);
}

void DataFiles::stopReadingAll(Split split) {
    if (!isReadingAll(split))
        return;
    at(split).job->cancel();
    at(split).whole = false;
    Q_EMIT changed(split);
    check();
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
    const auto isPart = [this](std::size_t finding) {
        return part(static_cast<Split>(findings_->list[finding].dataset)).has_value();
    };
    if (!findings_ || checking() || chosen.empty() || std::ranges::any_of(chosen, isPart))
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

} // namespace finetune::ui
