// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/trainer.h"

#include "core/base/files.h"
#include "core/train/execution.h"
#include "core/train/loop.h"

#include <torch/torch.h>

namespace finetune::train {

TrainResult train(model::Model& model, const TrainingSet& set, const TrainingArguments& arguments,
                  const Evaluator& evaluator, const CheckpointExtras& extras, RunObserver& observer,
                  const RunControl& control) {
    check(arguments);
    if (arguments.threads > 0)
        torch::set_num_threads(static_cast<int>(arguments.threads));
    model.setExecution(chooseExecution(arguments).execution);
    files::createFolders(arguments.outputDir);
    return Loop(model, set, arguments, evaluator, extras, observer, control).run();
}

} // namespace finetune::train
