// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/project_file.h"

#include "ui/session/paths.h"
#include "ui/session/recent.h"

#include <QFileInfo>

namespace finetune::ui {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFormat = "finetune-studio project";
constexpr int kVersion = 1;

struct PathKey {
    const char* name;
    QString Project::*path;
};
constexpr PathKey kPaths[] = {{"train_file", &Project::train},
                              {"validation_file", &Project::validation},
                              {"test_file", &Project::test},
                              {"model", &Project::model}};

std::string written(const QString& path, const fs::path& folder) {
    const fs::path whole(path.toStdString());
    const fs::path relative = whole.lexically_relative(folder);
    return relative.empty() || *relative.begin() == ".." ? whole.string() : relative.generic_string();
}

QString read(const std::string& path, const fs::path& folder) {
    return path.empty() ? QString() : QString::fromStdString((folder / path).lexically_normal().string());
}

// By Split: "train_file_options" holds what is told of “train_file”.
constexpr const char* kOptions[kSplits] = {"train_file_options", "validation_file_options", "test_file_options"};

std::vector<Opening> filesOf(const Project& project) {
    return {{Split::Train, project.train, project.options[0]},
            {Split::Validation, project.validation, project.options[1]},
            {Split::Test, project.test, project.options[2]}};
}

} // namespace

Json toJson(const Project& project, const fs::path& folder) {
    Json json{{"format", kFormat}, {"version", kVersion}};
    for (const auto& [name, path] : kPaths)
        if (!(project.*path).isEmpty())
            json[name] = written(project.*path, folder);
    for (std::size_t i = 0; i < kSplits; ++i)
        if (!project.options[i].isPlain())
            json[kOptions[i]] = data::toJson(project.options[i]);
    json["arguments"] = train::toJson(project.arguments);
    if (const std::string& run = project.arguments.outputDir; fs::path(run).is_absolute())
        json["arguments"]["output_dir"] = written(QString::fromStdString(run), folder);
    return json;
}

Project projectFromJson(const Json& json, const fs::path& file) {
    const auto refuse = [&](std::string what, std::string cure) {
        throw Error(Kind::Input, std::move(what)).in(file).cure(std::move(cure));
    };
    if (!json.is_object() || json.value("format", Json()) != kFormat)
        refuse("this is not a project of Finetune Studio",
               "Choose a file that the studio has saved, or open data and model on their pages");
    const Json version = json.value("version", Json());
    if (!version.is_number_integer() || version.get<int>() > kVersion)
        refuse("this project was saved by a later version", "Update Finetune Studio to open it");
    Project project;
    const fs::path folder = fs::absolute(file).parent_path();
    for (const auto& [name, path] : kPaths) {
        const Json value = json.value(name, Json(""));
        if (!value.is_string())
            refuse(std::string(name) + " is not a path", "Write the path between quotation marks");
        project.*path = read(value.get<std::string>(), folder);
    }
    for (std::size_t i = 0; i < kSplits; ++i)
        if (const auto options = json.find(kOptions[i]); options != json.end()) {
            try {
                project.options[i] = data::openOptionsFromJson(*options);
            } catch (Error& error) {
                throw error.in(file).at(kOptions[i]);
            }
        }
    const Json arguments = json.value("arguments", Json::object());
    if (!arguments.is_object())
        refuse("arguments is not an object", "Write Hugging Face's names and values between braces");
    project.arguments = train::argumentsFromJson(arguments).arguments;
    if (arguments.contains("output_dir")) // without one, the window's own is kept
        project.arguments.outputDir = (folder / project.arguments.outputDir).lexically_normal().string();
    return project;
}

ProjectFile::ProjectFile(Session& session, QObject* parent) : QObject(parent), session_(session) {}

QString ProjectFile::name() const {
    return QFileInfo(path_).completeBaseName();
}

void ProjectFile::setPath(const QString& path) {
    if (path == path_)
        return;
    path_ = path;
    Q_EMIT pathChanged();
}

void ProjectFile::open(const QString& file) {
    job_.start<Project>(
        [path = toPath(file)](const StopToken&, const Progress&) { return projectFromJson(readJson(path), path); },
        [this, file](const Project& project) {
            replace(project, [this, file, project] {
                rememberPath(QStringLiteral("project"), file);
                setPath(file);
                take(project);
            });
        },
        [this](const Error& error) { Q_EMIT failed(error); });
}

void ProjectFile::replace(const Project& project, std::function<void()> goOn) {
    session_.dataFiles().replace(filesOf(project), std::move(goOn));
}

void ProjectFile::take(const Project& project) {
    session_.openFiles(filesOf(project));
    session_.openModel(project.model);
    Q_EMIT opened(project.arguments);
}

void ProjectFile::save(const QString& file, const train::TrainingArguments& arguments) {
    const QString whole = QFileInfo(file).absoluteFilePath();
    const DataFiles& data = session_.dataFiles();
    Project project;
    project.model = session_.modelFolder();
    project.arguments = arguments;
    for (const auto& [split, path] : {std::pair(Split::Train, &project.train),
                                      {Split::Validation, &project.validation},
                                      {Split::Test, &project.test}}) {
        session::DataSource source = data.source(split);
        *path = fromPath(source.file);
        project.options[static_cast<std::size_t>(split)] = std::move(source.options);
    }
    job_.start<bool>(
        [whole, project = std::move(project)](const StopToken&, const Progress&) {
            const fs::path path(whole.toStdString());
            writeJson(path, toJson(project, path.parent_path()));
            return true;
        },
        [this, whole](bool) {
            rememberPath(QStringLiteral("project"), whole);
            setPath(whole);
            Q_EMIT saved(whole);
        },
        [this](const Error& error) { Q_EMIT failed(error); });
}

void ProjectFile::clear() {
    replace({}, [this] {
        setPath({});
        take({});
    });
}

} // namespace finetune::ui
