// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/doctor.h"
#include "core/data/split.h"
#include "ui/session/job.h"

#include <QObject>
#include <QString>
#include <QUndoStack>
#include <array>
#include <memory>

// The project's data: up to three files, what the doctor finds in them and what a person changes. Files are read,
// changed and checked in the background; they themselves are never written. All of it in the window's thread.
namespace finetune::ui {

enum class Split { Train, Validation, Test };
constexpr std::size_t kSplits = 3;
constexpr std::array<Split, kSplits> allSplits() {
    return {Split::Train, Split::Validation, Split::Test};
}

// What the doctor found, and in which data sets. Never changes.
struct Findings {
    std::array<std::shared_ptr<const data::Dataset>, kSplits> datasets;
    std::vector<data::Finding> list;                         // by kind
    std::array<std::size_t, data::kFindingKinds + 1> begins; // of each kind in the list, and the end
    std::array<std::vector<std::uint16_t>, kSplits> kinds;   // by example: a bit for each kind it is in

    std::size_t count(data::FindingKind kind) const {
        return begins[static_cast<std::size_t>(kind) + 1] - begins[static_cast<std::size_t>(kind)];
    }
};

// What a training finds in a file.
struct DataCounts {
    qint64 questions = 0, paragraphs = 0, unanswerable = 0;
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

    // Empty: closes. Its changes are forgotten, and what could be undone of other files' changes stays done.
    void open(Split split, const QString& path);
    QString path(Split split) const { return at(split).path; }
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

    // By index into the findings' list. Each is one step of the undo stack.
    void repair(std::vector<std::size_t> findings);
    void leaveOut(std::vector<std::size_t> findings);
    QUndoStack& undoStack() { return undo_; }
    bool isEdited(Split split) const { return !at(split).steps.empty(); }
    bool isEdited() const; // any of them
    // The data set that a training uses when it is in no file as it is; else null.
    std::shared_ptr<const data::Dataset> edited(Split split) const {
        return isEdited(split) ? dataset(split) : nullptr;
    }

    // Writes what is shown as SQuAD JSON; told by saved or failed. The file that was opened is refused.
    void save(Split split, const QString& path);
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

private:
    using Step = std::shared_ptr<const std::vector<data::Edit>>; // one edit of a person, many examples perhaps

    struct File {
        QString path;
        std::shared_ptr<const data::Dataset> original; // as read
        std::vector<Step> steps;
        data::Derived shown;  // of original
        data::Derived usable; // of shown
        DataCounts counts;    // of usable
        std::unique_ptr<Job> job;
    };
    class EditCommand;

    File& at(Split split) { return files_[static_cast<std::size_t>(split)]; }
    const File& at(Split split) const { return files_[static_cast<std::size_t>(split)]; }
    void read(Split split);
    void remake(Split split);
    void check();
    void plan(std::vector<std::size_t> findings, bool repairs);
    void push(const std::array<Step, kSplits>& steps, const QString& text);

    std::array<File, kSplits> files_;
    std::shared_ptr<const Findings> findings_;
    QUndoStack undo_;
    Job check_{this}, planning_{this}, save_{this}, split_{this};
};

} // namespace finetune::ui
