// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/sampler.h"

#include <algorithm>
#include <numeric>
#include <torch/torch.h>

namespace finetune::train {
namespace {

std::vector<std::int64_t> permutation(std::int64_t n, std::int64_t seed) {
    auto generator = at::detail::createCPUGenerator(static_cast<std::uint64_t>(seed));
    const torch::Tensor order = torch::randperm(n, generator, torch::kInt64);
    const auto* data = order.const_data_ptr<std::int64_t>();
    return {data, data + n};
}

// transformers' trainer_pt_utils.py, get_length_grouped_indices.
void groupByLength(std::vector<std::int64_t>& order, std::int64_t batchSize, const std::vector<std::int64_t>& lengths) {
    const auto n = static_cast<std::int64_t>(order.size());
    const std::int64_t batches = std::clamp<std::int64_t>(n / (batchSize * 4), 1, 50);
    const std::int64_t size = batches * batchSize;
    std::int64_t longest = 0; // where the megabatch with the longest example begins
    for (std::int64_t begin = 0; begin < n; begin += size) {
        std::stable_sort(order.begin() + begin, order.begin() + std::min(begin + size, n),
                         [&](std::int64_t a, std::int64_t b) { return lengths[a] > lengths[b]; });
        if (lengths[order[begin]] > lengths[order[longest]])
            longest = begin;
    }
    if (n > 0)
        std::swap(order[0], order[longest]);
}

} // namespace

std::vector<std::int64_t> epochOrder(const std::string& strategy, std::int64_t examples, std::int64_t seed,
                                     std::int64_t epoch, std::int64_t batchSize,
                                     const std::vector<std::int64_t>& lengths) {
    if (strategy == "sequential") {
        std::vector<std::int64_t> order(examples);
        std::iota(order.begin(), order.end(), 0);
        return order;
    }
    std::vector<std::int64_t> order = permutation(examples, seed + epoch);
    if (strategy == "group_by_length")
        groupByLength(order, batchSize, lengths);
    return order;
}

} // namespace finetune::train
