// SPDX-License-Identifier: GPL-3.0-or-later
// What a checkpoint holds, and how a run goes on from one.
#include "core/base/files.h"
#include "core/model/weights.h"
#include "core/train/checkpoint.h"
#include "core/train/loop.h"

#include <torch/torch.h>

namespace finetune::train {
namespace fs = std::filesystem;
namespace {

void writeText(const fs::path& file, const Json& json) {
    const std::string text = json.dump(2) + "\n";
    const std::string_view view = text;
    files::writeSynced(file, {&view, 1});
}

void copyParameters(const model::Model& from, model::Model& to) {
    const torch::NoGradGuard guard;
    for (std::size_t i = 0; i < to.parameters().size(); ++i) {
        const model::Parameter& source = from.parameters().at(i);
        torch::Tensor target = to.parameters()[i].value;
        if (source.name != to.parameters()[i].name || source.value.sizes() != target.sizes())
            throw Error(Kind::Input, "the checkpoint is of another model").at(to.parameters()[i].name);
        target.copy_(source.value);
    }
}

void loadInto(model::Model& model, const fs::path& checkpoint) {
    model::LoadOptions options;
    options.dtype = model.parameters().front().value.scalar_type();
    copyParameters(*model::loadModel(checkpoint, options), model);
}

// What must be the same for a checkpoint to be continued: it decides which batch comes next.
Json identity(const RunPlan& plan, const TrainingArguments& arguments) {
    return {{"examples", plan.examples},
            {"per_device_train_batch_size", plan.batchSize},
            {"gradient_accumulation_steps", plan.accumulation},
            {"dataloader_drop_last", arguments.dataloaderDropLast}};
}

} // namespace

void Loop::fillCheckpoint(const fs::path& folder) const {
    model::saveModel(model_, folder);
    if (extras_)
        extras_(folder);
    writeText(folder / "trainer_state.json", huggingFaceState(state_, plan_, arguments_));
    if (arguments_.saveOnlyModel)
        return;
    auto tensors = optimizer_.state();
    tensors["generator"] = generatorState_;
    model::writeTensors(folder / "optimizer.safetensors", tensors);
    writeText(folder / "training_state.json", {{"format", 1},
                                               {"run", identity(plan_, arguments_)},
                                               {"position", positionState(state_)},
                                               {"schedule", schedule_.state()}});
}

void Loop::save() {
    read();
    const fs::path folder = runFolder() / ("checkpoint-" + std::to_string(state_.globalStep));
    const fs::path best = runFolder() / ("checkpoint-" + std::to_string(state_.bestGlobalStep));
    if (state_.bestGlobalStep > 0 && (state_.bestGlobalStep == state_.globalStep || fs::exists(best)))
        state_.bestCheckpoint = best.string();
    saveCheckpoint(runFolder(), state_.globalStep, [this](const fs::path& partial) { fillCheckpoint(partial); });
    rotate(runFolder(), arguments_.saveTotalLimit, state_.bestCheckpoint, arguments_.loadBestModelAtEnd);
    writeJson(runFolder() / "trainer_state.json", huggingFaceState(state_, plan_, arguments_));
    log_.checkpoint(position(), folder);
    savedStep_ = state_.globalStep;
    savedDone_ = state_.done;
}

void Loop::keepCheckpointOfStop() {
    read();
    const bool saved = savedStep_ == state_.globalStep && savedDone_ == state_.done;
    if (state_.globalStep > 0 && !saved)
        save();
    log_.notice(position(), "stopped on request after step " + std::to_string(state_.globalStep));
}

void Loop::resume() {
    recoverLeftovers(runFolder());
    if (arguments_.resumeFromCheckpoint.empty())
        return;
    if (arguments_.resumeFromCheckpoint != "true") {
        if (const auto problem = damage(arguments_.resumeFromCheckpoint))
            throw Error(Kind::Input, "this checkpoint is not whole: " + *problem)
                .in(arguments_.resumeFromCheckpoint)
                .cure("Give another one, or true for the newest whole one");
        return restore(arguments_.resumeFromCheckpoint);
    }
    const ResumePoint point = findResume(runFolder());
    for (const std::string& notice : point.notices)
        log_.notice(position(), notice);
    if (!point.checkpoint)
        throw Error(Kind::Input, "there is no whole checkpoint to go on from")
            .in(runFolder())
            .cure("Start without resume_from_checkpoint");
    restore(*point.checkpoint);
}

void Loop::restore(const fs::path& checkpoint) {
    const Json training = readJson(checkpoint / "training_state.json");
    if (training.value("run", Json()) != identity(plan_, arguments_))
        throw Error(Kind::Usage, "the checkpoint belongs to a run with other data or batches: " +
                                     training.value("run", Json()).dump() + ", now " +
                                     identity(plan_, arguments_).dump())
            .in(checkpoint)
            .cure("Use the run's own data and arguments, or start without resume_from_checkpoint");
    state_ = readState(readJson(checkpoint / "trainer_state.json"), training.value("position", Json()));
    schedule_.restore(training.value("schedule", Json::object()));
    loadInto(model_, checkpoint);
    const auto tensors = model::readTensors(checkpoint / "optimizer.safetensors");
    optimizer_.restore(tensors);
    const auto generator = tensors.find("generator");
    if (generator == tensors.end())
        throw Error(Kind::Input, "the generator's state is missing").in(checkpoint / "optimizer.safetensors");
    if (generator->second.sizes() == generatorState_.sizes()) {
        generatorState_ = generator->second.clone();
        generator_.set_state(generatorState_);
    } else {
        log_.notice(position(), "the checkpoint was made on another device, whose random numbers this one cannot go on "
                                "with: dropout starts anew from the seed");
    }
    log_.notice(position(), "goes on from " + checkpoint.filename().string());
}

void Loop::loadBest() {
    if (const auto problem = damage(state_.bestCheckpoint)) {
        log_.notice(position(), "the best checkpoint cannot be loaded: " + *problem);
        return;
    }
    loadInto(model_, state_.bestCheckpoint);
    log_.notice(position(), "the weights are those of " + fs::path(state_.bestCheckpoint).filename().string());
}

} // namespace finetune::train
