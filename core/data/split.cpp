// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/split.h"

#include "core/base/error.h"
#include "core/data/contexts.h"
#include "core/data/split_mix.h"

#include <numeric>

namespace finetune::data {
namespace {

// Which contexts go to the second part.
std::vector<bool> chosenContexts(const ContextNumbers& contexts, const SplitOptions& options) {
    std::vector<std::size_t> questions(contexts.count, 0);
    for (const std::int32_t context : contexts.ofExample)
        ++questions[static_cast<std::size_t>(context)];
    std::vector<std::size_t> order(contexts.count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    SplitMix64 random(options.seed);
    for (std::size_t left = order.size(); left > 1; --left)
        std::swap(order[left - 1], order[random.next() % left]);
    const double wanted = options.secondShare * static_cast<double>(contexts.ofExample.size());
    std::vector<bool> chosen(contexts.count, false);
    double taken = 0;
    for (std::size_t i = 0; i + 1 < order.size() && taken < wanted; ++i) { // one context stays in any case
        chosen[order[i]] = true;
        taken += static_cast<double>(questions[order[i]]);
    }
    return chosen;
}

} // namespace

std::pair<Dataset, Dataset> splitByContext(const Dataset& dataset, const SplitOptions& options) {
    if (!(options.secondShare > 0 && options.secondShare < 1))
        throw Error(Kind::Usage, "the share of the second part must be more than 0 and less than 1");
    const ContextNumbers contexts = numberContexts(dataset);
    if (contexts.count < 2)
        throw Error(Kind::Input, "has only one context, which cannot be on both sides")
            .in(dataset.file)
            .cure("Use another file for the validation");
    const std::vector<bool> chosen = chosenContexts(contexts, options);
    std::pair<Dataset, Dataset> parts;
    for (Dataset* part : {&parts.first, &parts.second}) {
        part->file = dataset.file;
        part->version = dataset.version;
    }
    for (std::size_t i = 0; i < dataset.examples.size(); ++i) {
        const bool second = chosen[static_cast<std::size_t>(contexts.ofExample[i])];
        (second ? parts.second : parts.first).examples.push_back(dataset.examples[i]);
    }
    return parts;
}

} // namespace finetune::data
