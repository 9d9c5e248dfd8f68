// SPDX-License-Identifier: GPL-3.0-or-later
// What of the data is in files, and what writes them.
#include "core/data/open_dataset.h"
#include "core/data/squad_writer.h"
#include "ui/session/data_files.h"
#include "ui/session/paths.h"

#include <QFileInfo>
#include <algorithm>

namespace finetune::ui {

namespace fs = std::filesystem;

namespace {

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

bool DataFiles::holdsSaved(const File& file) {
    return file.steps == file.savedSteps && QFileInfo::exists(file.savedPath);
}

// Named columns and chosen rows are no changes: a project keeps them.
bool DataFiles::isSaved(const File& file) const {
    return file.steps.empty() || holdsSaved(file);
}

session::DataSource DataFiles::source(Split split) const {
    const File& file = at(split);
    if (!isAsInFile(file) && holdsSaved(file))
        return toPath(file.savedPath);
    return {toPath(file.path), file.options, file.steps.empty() ? nullptr : file.usable.dataset};
}

session::DataSource DataFiles::source(const QString& path) const {
    for (const Split split : allSplits())
        if (at(split).path == path && !isAsInFile(at(split)))
            return source(split);
    return toPath(path);
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

void DataFiles::setFilesOfRun(const QString& training, const QString& validation) {
    runTraining_ = training;
    runValidation_ = validation;
}

std::vector<DataFiles::Taken> DataFiles::takenBeside(Split split) const {
    const QString open[] = {tr("is open as the training file"), tr("is open as the validation file"),
                            tr("is open as the test file")};
    std::vector<Taken> taken{{runTraining_, tr("is the training file of the run that is going on")},
                             {runValidation_, tr("is the validation file of the run that is going on")}};
    for (const Split other : allSplits())
        if (other != split)
            for (const QString& file :
                 {path(other), fromPath(source(other).file)}) // the second: where its changes were saved
                taken.push_back({file, open[static_cast<std::size_t>(other)]});
    return taken;
}

void DataFiles::save(Split split, const QString& path, std::function<void()> then) {
    const auto dataset = shown(split);
    if (!dataset)
        return;
    // A change that is being made is not in it.
    auto steps = working(split) ? std::vector<Step>() : at(split).steps;
    std::vector<Taken> taken = takenBeside(split);
    taken.insert(taken.begin(), {fromPath(dataset->file), tr("is the file that was opened, which is never changed")});
    const std::string cure = tr("Choose another name").toStdString();
    // Of a table that is read in part all is written.
    save_.start<qint64>(
        [dataset, options = at(split).options, file = toPath(path), taken, cure](const StopToken& stop,
                                                                                 const Progress& progress) {
            std::error_code none;
            for (const Taken& one : taken)
                if (fs::equivalent(file, toPath(one.path), none))
                    throw Error(Kind::Usage, one.why.toStdString()).in(file).cure(cure);
            const auto whole = dataset->part ? std::make_shared<const data::Dataset>(data::openDataset(
                                                   dataset->file, data::OnProblem::Keep, options, stop, progress))
                                             : dataset;
            data::writeSquad(*whole, file, stop, progress);
            return static_cast<qint64>(whole->examples.size());
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
    std::shared_ptr<const data::Dataset> open; // whole
    data::OpenOptions options;
    for (const Split split : allSplits())
        if (path(split) == request.source) {
            open = part(split) ? nullptr : shown(split);
            options = at(split).options;
        }
    split_.start<Parts>(
        [request, open, options](const StopToken& stop, const Progress& progress) {
            const auto source = toPath(request.source);
            if (open)
                return splitInto(toPath(request.folder), *open, request.options, stop, progress);
            return splitInto(toPath(request.folder),
                             data::openDataset(source, data::OnProblem::Keep, options, stop, progress), request.options,
                             stop, progress);
        },
        [this](const Parts& parts) {
            this->open(Split::Train, QString::fromStdString(parts.first.string()));
            this->open(Split::Validation, QString::fromStdString(parts.second.string()));
            Q_EMIT wasSplit(parts.firstQuestions, parts.secondQuestions);
        },
        [this](const Error& error) { Q_EMIT failed(error); });
}

} // namespace finetune::ui
