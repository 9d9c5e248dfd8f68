// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

namespace finetune::ui {

// What a person works on, as one small file: which data, which model, which arguments. Paths at or below the file's
// folder are written relative to it, so that a folder with everything in it can be moved.
struct Project {
    QString train, validation, test, model; // whole paths; empty: none
    train::TrainingArguments arguments;
    std::array<data::OpenOptions, kSplits> options = {}; // how each file is opened: its columns, its rows
};

Json toJson(const Project& project, const std::filesystem::path& folder);
// Throws Input, with the cure, for what is no project or is one of a later version.
Project projectFromJson(const Json& json, const std::filesystem::path& file);

// The project's file: opens into the session, saves from it, and knows its name. Reading and writing is a job.
class ProjectFile : public QObject {
    Q_OBJECT
public:
    explicit ProjectFile(Session& session, QObject* parent = nullptr);

    // The file that was opened or saved last; empty: not saved yet.
    const QString& path() const { return path_; }
    QString name() const; // without folder and ending
    void setPath(const QString& path);

    // These two wait where unsaved changes of the data would be lost (DataFiles::replace).
    void open(const QString& file);
    void clear(); // closes the files and the model
    void save(const QString& file, const train::TrainingArguments& arguments);

    static QString suffix() { return QStringLiteral("ftstudio"); }

Q_SIGNALS:
    void pathChanged();
    void opened(const train::TrainingArguments& arguments); // the session reads the files and the model by now
    void saved(const QString& file);
    void failed(const Error& error);

private:
    void replace(const Project& project, std::function<void()> goOn);
    void take(const Project& project);

    Session& session_;
    QString path_;
    Job job_{this};
};

} // namespace finetune::ui
