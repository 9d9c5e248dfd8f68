// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/model_folder.h"
#include "core/session/session.h"
#include "ui/session/data_files.h"
#include "ui/session/event_queue.h"
#include "ui/session/hub_splits.h"
#include "ui/session/job.h"
#include "ui/session/run_record.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>
#include <array>
#include <memory>
#include <optional>

// The window's only door to core. One object owns the project (files and a model), the training thread, the thread
// for other torch work and the jobs that read; it turns what they tell into signals. All of it in the window's thread.
namespace finetune::ui {

enum class RunState { Idle, Preparing, Training, Paused, Evaluating, Stopping, Finished, Stopped, Failed };

// Where a run stands. Before the first step, and while it evaluates, `phase` says what is done (core's word for it) and
// how far; step and totalSteps stay as they are.
struct RunStatus {
    RunState state = RunState::Idle;
    QString phase;
    qint64 phaseDone = 0, phaseTotal = 0;
    qint64 step = 0, totalSteps = 0;
    double epoch = 0, secondsLeft = 0, tokensPerSecond = 0;
    double loss = 0;              // of the last step; NaN is possible
    bool pauseRequested = false;  // Paused follows when the batch is done
    bool stopsAfterEpoch = false; // was asked to
    bool active() const { return state >= RunState::Preparing && state <= RunState::Stopping; }
};

// What to do when the run folder already holds a run.
enum class ExistingRun { Ask, Resume };

class HubSession;
class ProjectFile;

class Session : public QObject {
    Q_OBJECT
public:
    explicit Session(QObject* parent = nullptr);
    // Stops the run, which keeps a checkpoint, and every job, and waits for them.
    ~Session() override;

    // The project. An empty path closes; a path is read in the background.
    void openFile(Split split, const QString& path, const data::OpenOptions& options = {});
    void openFiles(const std::vector<Opening>& files);
    void openModel(const QString& folder);
    // What a run of the list was made of; waits where unsaved changes of the data would be lost (DataFiles::replace).
    // Emits runOpened.
    void openRun(const std::vector<Opening>& files, const QString& model, const train::TrainingArguments& arguments,
                 bool resumes);
    // Opens the files and the model of the sample project; emits sampleOpened with its arguments, or failed.
    void openSample();
    void openSampleModel(); // the model alone
    ProjectFile& projectFile() { return *projectFile_; }
    // Models and datasets by name; what they fetch is opened.
    HubSession& hubModels() { return *hubModels_; }
    HubSession& hubDatasets() { return *hubDatasets_; }
    // Of a dataset that was fetched and whose splits a person has to give their places; none: nothing waits.
    const std::optional<HubSplits>& hubSplits() const { return hubSplits_; }
    void openSplits(const HubSplits& splits);
    void forgetSplits();

    QString file(Split split) const { return data_.path(split); }
    QString modelFolder() const { return modelFolder_; }
    std::shared_ptr<const data::Dataset> dataset(Split split) const { return data_.dataset(split); } // with the edits
    bool reading(Split split) const { return data_.working(split); }
    // What is wrong with the files, changes of them, and what the Data page does besides.
    DataFiles& dataFiles() { return data_; }
    // Of a model that can be trained; what is known of one that cannot is in modelLook().
    const std::optional<model::ModelInfo>& modelInfo() const { return modelInfo_; }
    const std::optional<session::ModelFolder>& modelLook() const { return modelLook_; }
    bool readingModel() const { return model_.running(); }

    // The run. What is missing for a start, as a sentence; empty when nothing is.
    QString missing() const;
    void start(const train::TrainingArguments& arguments, ExistingRun existing = ExistingRun::Ask);
    void stop(); // a checkpoint is kept
    void pause();
    void proceed();
    void stopAfterEpoch(bool stops); // false takes it back
    // Validation questions (by id) whose answer the next run tells after every evaluation; none: it chooses.
    void pinQuestions(const QStringList& ids);
    const QStringList& pinnedQuestions() const { return pinned_; }
    // What a start with these arguments would train, changed data included: for the start itself, the flight check and
    // the Python script.
    session::TrainRequest request(const train::TrainingArguments& arguments) const;
    // What the shown run has told; up to date when eventsArrived is emitted, with other series after runBegan.
    const RunRecord& record() const { return record_; }
    // Shows the newest ended run at or below a folder, when there is one and none is running.
    void openLastRun(const QString& folder);
    const RunStatus& status() const { return status_; }
    // The last run's end in this window, or of the run that was opened; null before.
    const session::TrainOutcome* outcome() const { return outcome_ ? &*outcome_ : nullptr; }

    // "packed" or "padded": how the losses of the shown run were computed; empty before a run.
    const QString& layout() const { return layout_; }
    // Of the shown run, running or ended; empty before a run.
    const QString& runFolder() const { return runFolder_; }

    // Arguments as a JSON file with Hugging Face's names; argumentsLoaded, argumentsSaved or failed tell the end.
    void loadArguments(const QString& file);
    void saveArguments(const QString& file, const train::TrainingArguments& arguments);

    // The thread for torch work beside the training thread: give it to every Job that runs a model.
    const std::shared_ptr<Worker>& inference() const { return inference_; }
    // The running run's weights at its last evaluation; null before it, and once the run's model is on disk.
    const std::shared_ptr<const session::WeightsSnapshot>& weights() const { return weights_; }

    // A free folder beside `folder` (or below, when it is no run yet): results/run-3.
    static QString freshRunFolder(const QString& folder);

Q_SIGNALS:
    void fileChanged(Split split); // opened, closed, being read or refused
    void fileProgressed(Split split, qint64 done, qint64 total);
    void fileFailed(Split split, const Error& error);
    void hubSplitsChanged();
    void modelChanged();
    void modelFailed(const Error& error);
    void sampleOpened(const train::TrainingArguments& arguments);
    void runOpened(const train::TrainingArguments& arguments, bool resumes); // its files and its model are being read

    void argumentsLoaded(const train::ArgumentsFromJson& loaded);
    void argumentsSaved(const QString& file);
    void runFolderTaken(const session::RunSummary& summary); // start() waits for another start()
    void runBegan(bool resumed);
    void eventsArrived(const std::vector<train::RunEvent>& events); // 30 times a second at most
    void statusChanged();
    void pinsChanged();
    void runEnded(); // outcome() and status() say how
    void weightsChanged();
    void failed(const Error& error);

private:
    void connectHub();
    void findSample(std::function<void(const session::SampleProject&)> found);
    void launch(session::TrainRequest request, std::optional<RunRecord> past);
    void drain();
    void apply(const train::RunEvent& event);
    void end(RunState state);
    void setWeights(std::shared_ptr<const session::WeightsSnapshot> weights);

    DataFiles data_;
    QString modelFolder_;
    std::optional<model::ModelInfo> modelInfo_;
    std::optional<session::ModelFolder> modelLook_;
    RunStatus status_;
    std::optional<session::TrainOutcome> outcome_;
    QString layout_, runFolder_;
    QTimer drainTimer_;
    std::shared_ptr<EventQueue> events_;
    RunRecord record_;
    RunControl control_; // of the newest run
    QStringList pinned_;
    Job model_, sample_, lookup_, argumentFile_;
    std::shared_ptr<const session::WeightsSnapshot> weights_;
    std::shared_ptr<Worker> inference_ = std::make_shared<Worker>();
    std::unique_ptr<ProjectFile> projectFile_;
    std::unique_ptr<HubSession> hubModels_, hubDatasets_;
    std::optional<HubSplits> hubSplits_;
    Job training_; // the training thread
};

} // namespace finetune::ui
