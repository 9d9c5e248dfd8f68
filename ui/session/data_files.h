// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/open_dataset.h"
#include "core/data/split.h"
#include "core/session/data_source.h"
#include "ui/session/findings.h"
#include "ui/session/job.h"

#include <QObject>
#include <QString>
#include <QUndoStack>
#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

// The project's data: up to three files, what the doctor finds in them and what a person changes. Files are read,
// changed and checked in the background; they themselves are never written. All of it in the window's thread.
namespace finetune::ui {

// What a training finds in a file.
struct DataCounts {
    qint64 questions = 0, paragraphs = 0, unanswerable = 0;
};

// A file that is to be opened in a place; empty: the place is to be closed.
struct Opening {
    Split split;
    QString path;
    data::OpenOptions options = {};
};

// One file that becomes two.
struct SplitRequest {
    QString source, folder; // the parts are written into the folder, beside nothing of the same name
    data::SplitOptions options;
};

class DataFiles : public QObject {
    Q_OBJECT
public:
    explicit DataFiles(QObject* parent = nullptr);

    // Empty: closes. Its changes are forgotten; those of the other files can still be undone.
    void open(Split split, const QString& path, const data::OpenOptions& options = {});
    // For what a person asks for: goes on, which opens the files, unless unsaved changes would be lost by it. Then
    // changesAtRisk is emitted, and who hears it asks the person and goes on or does not.
    void replace(const std::vector<Opening>& files, std::function<void()> goOn);
    QString path(Split split) const { return at(split).path; }
    const data::OpenOptions& options(Split split) const { return at(split).options; }
    // Of a table too large to be read for a look: what was read of it. A training and what is written take all of it;
    // what is changed by hand must be read first.
    std::optional<data::PartRead> part(Split split) const;
    void readAll(Split split); // what was read stays until all of it is there; told by changed, progressed, failed
    void stopReadingAll(Split split);
    bool isReadingAll(Split split) const { return at(split).whole && part(split); }
    void setRowLimit(const data::RowLimit& limit) { limit_ = limit; } // for files that are opened later; for tests
    // It was refused: a person has to say which columns hold what.
    bool lacksColumns(Split split) const { return at(split).lacksColumns; }
    bool working(Split split) const { return at(split).job->running(); } // reads, or makes a change

    // What a training uses: every example is sound. Null before it is read.
    std::shared_ptr<const data::Dataset> dataset(Split split) const { return at(split).usable.dataset; }
    const DataCounts& counts(Split split) const { return at(split).counts; }
    // What a person looks at: also what a training leaves out.
    std::shared_ptr<const data::Dataset> shown(Split split) const { return at(split).shown.dataset; }
    int usableOf(Split split, int shownExample) const; // -1: a training leaves it out
    int shownOf(Split split, int example) const { return at(split).usable.sourceOf(example); }

    // The doctor looks anew after every change. Null before it has looked; while it looks, what it found before.
    std::shared_ptr<const Findings> findings() const { return findings_; }
    bool checking() const; // or a change is being made

    // By index into the findings' list. Each is one step of the undo stack. Nothing is done where one of them is in a
    // table that is read in part.
    void repair(std::vector<std::size_t> findings);
    void leaveOut(std::vector<std::size_t> findings);
    QUndoStack& undoStack() { return undo_; }
    bool isEdited(Split split) const { return !at(split).steps.empty(); }
    bool isEdited() const; // any of them
    // Which data is meant by a place, or by a path that a person chose: for whatever trains, measures or judges. All of
    // the file, also where the window has read a part of it. A project keeps file and options.
    session::DataSource source(Split split) const;
    session::DataSource source(const QString& path) const;

    // The changed examples that are in no file; 0: all is saved, or as in the file that was opened.
    qint64 unsavedChanges(Split split) const;
    std::vector<Split> unsaved() const;
    // Another number after every change of the data and every opening.
    quint64 revision() const { return revision_; }
    // What can be undone in the language of now.
    void retranslate();

    // Writes what is shown as SQuAD JSON; told by saved or failed. The file that was opened is refused, and one that is
    // used elsewhere: in another place, or by the run. `then` follows when it is saved.
    void save(Split split, const QString& path, std::function<void()> then = {});
    // The files of the run that is going on; empty paths: none.
    void setFilesOfRun(const QString& training, const QString& validation);
    bool saving() const { return save_.running(); }

    // Opens the parts as training and validation file; told by wasSplit or failed.
    void split(SplitRequest request);
    bool splitting() const { return split_.running(); }

Q_SIGNALS:
    void changed(Split split); // opened, closed, being read, edited or refused
    void progressed(Split split, qint64 done, qint64 total);
    void refused(Split split, const Error& error); // the file cannot be read
    void checked();                                // begins or has ended
    void saved(const QString& path, qint64 questions);
    void wasSplit(qint64 first, qint64 second);
    void failed(const Error& error);
    void changesAtRisk(const std::vector<finetune::ui::Split>& splits, const std::function<void()>& goOn);

private:
    using Step = std::shared_ptr<const std::vector<data::Edit>>; // one edit of a person, many examples perhaps

    struct File {
        QString path;
        data::OpenOptions options;
        bool lacksColumns = false;
        bool whole = false;                            // all of it was asked for
        std::shared_ptr<const data::Dataset> original; // as read
        std::vector<Step> steps, savedSteps;
        QString savedPath;    // holds the data with the saved steps
        data::Derived shown;  // of original
        data::Derived usable; // of shown
        DataCounts counts;    // of usable
        std::unique_ptr<Job> job;
    };
    class EditCommand;
    using Steps = std::array<Step, kSplits>;

    File& at(Split split) { return files_[static_cast<std::size_t>(split)]; }
    const File& at(Split split) const { return files_[static_cast<std::size_t>(split)]; }
    void read(Split split);
    void remake(Split split);
    void check();
    void plan(std::vector<std::size_t> findings, bool repairs);
    void push(const Steps& steps, bool repairs, int problems);
    static bool isAsInFile(const File& file) { return file.steps.empty() && file.options.isPlain(); }
    static bool holdsSaved(const File& file); // the file that was saved
    bool isSaved(const File& file) const;
    struct Taken { // a file that nothing is saved over, and a sentence about it that begins with its verb
        QString path, why;
    };
    std::vector<Taken> takenBeside(Split split) const;
    void beginSplit(const SplitRequest& request);
    void renewUndo(std::optional<Split> forgotten);

    std::array<File, kSplits> files_;
    data::RowLimit limit_;
    std::shared_ptr<const Findings> findings_;
    QUndoStack undo_;
    QString runTraining_, runValidation_;
    bool isRenewing_ = false; // the undo stack: nothing is done or undone
    quint64 revision_ = 0;
    Job check_{this}, planning_{this}, save_{this}, split_{this};
};

} // namespace finetune::ui
