// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session.h"

#include "ui/session/hub_session.h"
#include "ui/session/paths.h"
#include "ui/session/project_file.h"

#include <QDir>
#include <QFileInfo>
#include <utility>

namespace finetune::ui {

namespace {

constexpr int kDrainMilliseconds = 33;

} // namespace

Session::Session(QObject* parent)
    : QObject(parent), model_(this), sample_(this), lookup_(this), argumentFile_(this),
      projectFile_(std::make_unique<ProjectFile>(*this)),
      hubModels_(std::make_unique<HubSession>(session::HubKind::Model)),
      hubDatasets_(std::make_unique<HubSession>(session::HubKind::Dataset)), training_(this) {
    connect(&data_, &DataFiles::changed, this, &Session::fileChanged);
    connect(&data_, &DataFiles::progressed, this, &Session::fileProgressed);
    connect(&data_, &DataFiles::refused, this, &Session::fileFailed);
    connect(&data_, &DataFiles::failed, this, &Session::failed);
    drainTimer_.setInterval(kDrainMilliseconds);
    connect(&drainTimer_, &QTimer::timeout, this, &Session::drain);
    connectHub();
}

Session::~Session() {
    training_.stop();
}

void Session::connectHub() {
    connect(hubModels_.get(), &HubSession::fetched, this,
            [this](const session::HubFiles& files) { openModel(fromPath(files.folder)); });
    connect(hubDatasets_.get(), &HubSession::fetched, this, [this](const session::HubFiles& files) {
        HubSplits splits = placed(files);
        if (splits.isClear)
            openSplits(splits);
        else {
            hubSplits_ = std::move(splits);
            Q_EMIT hubSplitsChanged();
        }
    });
}

void Session::openSplits(const HubSplits& splits) {
    const std::vector<Opening> openings = splits.openings();
    forgetSplits();
    data_.replace(openings, [this, openings] { openFiles(openings); });
}

void Session::forgetSplits() {
    if (std::exchange(hubSplits_, std::nullopt))
        Q_EMIT hubSplitsChanged();
}

void Session::openFile(Split split, const QString& path, const data::OpenOptions& options) {
    data_.open(split, path, options);
}

void Session::openFiles(const std::vector<Opening>& files) {
    for (const auto& [split, path, options] : files)
        openFile(split, path, options);
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

void Session::openRun(const std::vector<Opening>& files, const QString& model,
                      const train::TrainingArguments& arguments, bool resumes) {
    data_.replace(files, [this, files, model, arguments, resumes] {
        openFiles(files);
        openModel(model);
        Q_EMIT runOpened(arguments, resumes);
    });
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
