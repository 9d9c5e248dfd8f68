// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/contexts.h"

namespace finetune::data {

std::int32_t ContextNumbering::numberOf(const std::shared_ptr<const std::string>& context) {
    if (context.get() != last_) {
        last_ = context.get();
        lastNumber_ = numbers_.emplace(*context, static_cast<std::int32_t>(numbers_.size())).first->second;
    }
    return lastNumber_;
}

ContextNumbers numberContexts(const Dataset& dataset) {
    ContextNumbers result;
    result.ofExample.reserve(dataset.examples.size());
    ContextNumbering numbering;
    for (const Example& example : dataset.examples)
        result.ofExample.push_back(numbering.numberOf(example.context));
    result.count = numbering.count();
    return result;
}

} // namespace finetune::data
