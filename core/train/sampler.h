// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace finetune::train {

// The order of the examples in one epoch. It depends on the epoch's number and the seed alone, so resuming needs no
// replay.
//   random           torch.randperm of a CPU generator seeded with seed + epoch (accelerate's seedable sampler)
//   sequential       0, 1, 2, …
//   group_by_length  transformers' get_length_grouped_indices with the same generator
// `strategy` as train_sampling_strategy; `lengths` is asked for by group_by_length only.
std::vector<std::int64_t> epochOrder(const std::string& strategy, std::int64_t examples, std::int64_t seed,
                                     std::int64_t epoch, std::int64_t batchSize,
                                     const std::vector<std::int64_t>& lengths);

} // namespace finetune::train
