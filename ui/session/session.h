// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "ui/session/event_queue.h"
#include "ui/session/job.h"

#include <QObject>
#include <QString>
#include <QTimer>
#include <array>
#include <memory>
#include <optional>

// The window's only door to core. One object owns the project (two files and a model), the training thread, the thread
// for other torch work and the jobs that read; it turns what they tell into signals. All of it in the window's thread.
namespace finetune::ui {

enum class Split { Train, Validation };

enum class RunState { Idle, Preparing, Training, Evaluating, Stopping, Finished, Stopped, Failed };

// Where a run stands. Before the first step, and while it evaluates, `phase` says what is done (core's word for it) and
// how far; step and totalSteps stay as they are.
struct RunStatus {
    RunState state = RunState::Idle;
    QString phase;
    qint64 phaseDone = 0, phaseTotal = 0;
    qint64 step = 0, totalSteps = 0;
    double epoch = 0, secondsLeft = 0, tokensPerSecond = 0;
    double loss = 0; // of the last step; NaN is possible
    bool active() const {
        return state == RunState::Preparing || state == RunState::Training || state == RunState::Evaluating ||
               state == RunState::Stopping;
    }
};

// What to do when the run folder already holds a run.
enum class ExistingRun { Ask, Resume };

class Session : public QObject {
    Q_OBJECT
public:
    explicit Session(QObject* parent = nullptr);
    // Stops the run, which keeps a checkpoint, and every job, and waits for them.
    ~Session() override;

    // The project. An empty path closes; a path is read in the background.
    void openFile(Split split, const QString& path);
    void openModel(const QString& folder);
    // Opens the files and the model of the sample project; emits sampleOpened with its arguments, or failed.
    void openSample();

    QString file(Split split) const { return files_[index(split)].path; }
    QString modelFolder() const { return modelFolder_; }
    std::shared_ptr<const data::Dataset> dataset(Split split) const { return files_[index(split)].dataset; }
    bool reading(Split split) const { return files_[index(split)].job->running(); }
    const std::optional<model::ModelInfo>& modelInfo() const { return modelInfo_; }

    // The run. What is missing for a start, as a sentence; empty when nothing is.
    QString missing() const;
    void start(const train::TrainingArguments& arguments, ExistingRun existing = ExistingRun::Ask);
    void stop(); // a checkpoint is kept
    // Shows the newest ended run at or below a folder, when there is one and none is running.
    void openLastRun(const QString& folder);
    const RunStatus& status() const { return status_; }
    // The last run's end in this window, or of the run that was opened; null before.
    const session::TrainOutcome* outcome() const { return outcome_ ? &*outcome_ : nullptr; }

    // "packed" or "padded": how the losses of the shown run were computed; empty before a run.
    const QString& layout() const { return layout_; }

    // Arguments as a JSON file with Hugging Face's names; argumentsLoaded, argumentsSaved or failed tell the end.
    void loadArguments(const QString& file);
    void saveArguments(const QString& file, const train::TrainingArguments& arguments);

    // Writes the outcome's model as a folder for transformers.
    void exportModel(const QString& target);
    bool exporting() const { return export_.running(); }

    // A free folder beside `folder` (or below, when it is no run yet): results/run-3.
    static QString freshRunFolder(const QString& folder);

Q_SIGNALS:
    void fileChanged(Split split); // opened, closed, being read or refused
    void fileProgressed(Split split, qint64 done, qint64 total);
    void fileFailed(Split split, const Error& error);
    void modelChanged();
    void modelFailed(const Error& error);
    void sampleOpened(const train::TrainingArguments& arguments);

    void argumentsLoaded(const train::ArgumentsFromJson& loaded);
    void argumentsSaved(const QString& file);
    void runFolderTaken(const session::RunSummary& summary); // start() waits for another start()
    void runBegan(bool resumed);
    void eventsArrived(const std::vector<train::RunEvent>& events); // 30 times a second at most
    void statusChanged();
    void runEnded(); // outcome() and status() say how
    void exportProgressed(const QString& what);
    void exported(const session::ExportReport& report);
    void exportFailed(const Error& error);
    void failed(const Error& error);

private:
    struct File {
        QString path;
        std::shared_ptr<const data::Dataset> dataset;
        std::unique_ptr<Job> job;
    };
    static std::size_t index(Split split) { return static_cast<std::size_t>(split); }

    void launch(session::TrainRequest request);
    void drain();
    void apply(const train::RunEvent& event);
    void end(RunState state);

    std::array<File, 2> files_;
    QString modelFolder_;
    std::optional<model::ModelInfo> modelInfo_;
    RunStatus status_;
    std::optional<session::TrainOutcome> outcome_;
    QString layout_;
    QTimer drainTimer_;
    std::shared_ptr<EventQueue> events_;
    Job model_, sample_, lookup_, argumentFile_;
    Job export_;   // the one thread besides training's that uses torch
    Job training_; // the training thread
};

} // namespace finetune::ui
