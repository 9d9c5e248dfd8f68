// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/optimizer.h"
#include "core/train/run_log.h"
#include "core/train/schedule.h"
#include "core/train/state.h"
#include "core/train/trainer.h"

#include <chrono>

namespace finetune::train {

// One run of `train`: Trainer._inner_training_loop of transformers. Lives on the training thread.
class Loop {
public:
    Loop(model::Model& model, const TrainingSet& set, const TrainingArguments& arguments, const Evaluator& evaluator,
         const CheckpointExtras& extras, RunObserver& observer, const RunControl& control);

    TrainResult run();

private:
    enum class Outcome { Completed, Stopped };

    void resume();
    void restore(const std::filesystem::path& checkpoint);
    Outcome trainEpochs();
    Outcome trainEpoch(const std::vector<std::int64_t>& order);
    bool update(const std::vector<std::int64_t>& order); // false: asked to stop, nothing was updated
    bool goesOn();                                       // after a pause that was asked for; false: stop
    void noteSpeed(std::chrono::duration<double> spent);
    torch::Tensor trainBatch(const std::vector<std::int64_t>& order, std::int64_t batch, std::int64_t share);
    bool isTimeToRead() const;
    void read();
    model::Batch batchAt(const std::vector<std::int64_t>& order, std::int64_t index) const;

    void stepEnd();
    void epochEnd();
    void log();
    bool evaluate(bool atStart); // whether the model is the best so far
    void save();
    void keepCheckpointOfStop();
    void finish(TrainResult& result);
    void loadBest();

    bool trainingEnds() const;
    bool followsBest() const;
    void countImprovement(const Json& metrics);
    bool rememberBest(const Json& metrics);
    RunEvent position() const;
    void tellProgress();
    std::chrono::duration<double> trainedFor() const; // in this session, pauses left out
    void fillCheckpoint(const std::filesystem::path& folder) const;
    std::filesystem::path runFolder() const { return arguments_.outputDir; }

    model::Model& model_;
    const TrainingSet& set_;
    TrainingArguments arguments_;
    const Evaluator& evaluator_;
    const CheckpointExtras& extras_;
    RunControl control_;
    RunPlan plan_;
    RunLog log_;
    Optimizer optimizer_;
    Schedule schedule_;
    TrainerState state_;
    // Of the updates since the last read(): scalars on the model's device, which a GPU must be waited for to know.
    struct Unread {
        torch::Tensor lossSinceLog, loss, gradNorm;
    };
    Unread unread_;
    double lastLoss_ = 0; // of the last update that was read
    std::chrono::steady_clock::time_point lastRead_{};
    torch::Generator generator_;   // of dropout
    torch::Tensor generatorState_; // after the last completed update: batches of an abandoned one do not count
    std::vector<std::int64_t> lengths_;
    std::int64_t flosPerToken_ = 0;
    std::chrono::steady_clock::time_point begin_;
    std::int64_t firstStep_ = 0;
    std::chrono::duration<double> paused_{0};
    double pendingFlos_ = 0, pendingTokens_ = 0;
    double speedTokens_ = 0, speedSeconds_ = 0, tokensPerSecond_ = 0;
    std::int64_t savedStep_ = -1; // of the newest checkpoint, and what was done of that step
    TrainerState::Done savedDone_ = TrainerState::Done::Update;
};

// Parameters outside embedding tables times 6: forward and backward of one token (modeling_utils.py,
// floating_point_ops).
std::int64_t flosPerToken(const model::Model& model);

} // namespace finetune::train
