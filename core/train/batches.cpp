// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/batches.h"

#include <algorithm>
#include <torch/torch.h>

namespace finetune::train {

model::Batch batchOf(std::span<const TrainingExample> examples, const std::string& padding, std::int64_t maxLength,
                     std::int64_t padId) {
    std::vector<TokenIds> rows;
    std::vector<std::int32_t> typeBegin;
    std::vector<std::int64_t> starts, ends;
    std::int64_t longest = 0;
    for (const TrainingExample& example : examples) {
        rows.push_back(example.ids);
        typeBegin.push_back(example.typeBegin);
        starts.push_back(example.start);
        ends.push_back(example.end);
        longest = std::max(longest, static_cast<std::int64_t>(example.ids.size()));
    }
    const std::int64_t padTo = padding == "max_length" ? maxLength : padding == "longest" ? longest : 0;
    model::Batch batch = model::makeBatch(rows, typeBegin, padTo, padId);
    batch.starts = torch::tensor(starts, torch::kInt64);
    batch.ends = torch::tensor(ends, torch::kInt64);
    return batch;
}

} // namespace finetune::train
