// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/predictor.h"

#include <algorithm>
#include <chrono>
#include <torch/torch.h>

namespace finetune::session {

train::TrainingExample labelled(const data::Feature& window) {
    return {window.ids, window.contextBegin, window.startPosition, window.endPosition};
}

ForwardTotals forwardAll(model::Model& model, const std::vector<data::Feature>& features, std::int64_t padId,
                         const train::TrainingArguments& arguments, const LogitSink& sink, const StopToken& stop,
                         const Progress& progress) {
    const torch::NoGradGuard noGrad;
    const auto begin = std::chrono::steady_clock::now();
    const auto batchSize = static_cast<std::size_t>(arguments.perDeviceEvalBatchSize);
    ForwardTotals totals;
    double weighted = 0;
    for (std::size_t at = 0; at < features.size(); at += batchSize) {
        stop.throwIfRequested();
        const auto part = std::span(features).subspan(at, std::min(batchSize, features.size() - at));
        std::vector<train::TrainingExample> rows;
        for (const data::Feature& window : part)
            rows.push_back(labelled(window));
        const model::Batch batch = train::batchOf(rows, arguments.padding, arguments.maxLength, padId);
        const model::Output out = model.forward(batch, {});
        weighted += out.loss.item<double>() * static_cast<double>(part.size());
        const auto starts = out.startLogits.cpu().to(torch::kFloat32).contiguous();
        const auto ends = out.endLogits.cpu().to(torch::kFloat32).contiguous();
        for (std::size_t i = 0; sink && i < part.size(); ++i) {
            const auto first = static_cast<std::size_t>(batch.bounds[i]);
            const auto count = static_cast<std::size_t>(part[i].size());
            sink(part[i], {starts.const_data_ptr<float>() + first, count},
                 {ends.const_data_ptr<float>() + first, count});
        }
        ++totals.batches;
        if (progress)
            progress("evaluating", at + part.size(), features.size());
    }
    totals.loss = features.empty() ? 0 : weighted / static_cast<double>(features.size());
    totals.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return totals;
}

} // namespace finetune::session
