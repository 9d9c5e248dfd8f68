// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/evaluation_file.h"
#include "core/session/project.h"
#include "core/session/session.h"
#include "core/train/execution.h"

namespace finetune::session {

Evaluation evaluate(const EvaluateRequest& request, const StopToken& stop, const Progress& progress) {
    const Loaded loaded = load(request.model, request.arguments);
    loaded.model->setExecution(train::chooseExecution(request.arguments).execution);
    Prepared prepared =
        prepare(request.data, data::Texts::Kept, loaded, request.arguments, data::OnProblem::Skip, stop, progress);
    const bool v2 = request.v2 || prepared.dataset.hasUnanswerable();
    const double threshold = request.nullThreshold ? *request.nullThreshold : thresholdOf(request.model).value_or(0);
    Scored scored = score(*loaded.model, prepared, *loaded.tokenizer, request.arguments, v2, threshold, stop, progress);
    auto windows = windowsPerExample(prepared.dataset.examples.size(), prepared.features.features);
    return {std::move(scored.metrics),
            std::move(scored.predictions),
            std::move(prepared.dataset),
            std::move(windows),
            v2,
            threshold};
}

} // namespace finetune::session
