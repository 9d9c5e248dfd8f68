// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/contexts.h"

namespace finetune::data {

std::int32_t ContextNumbering::numberOf(const std::shared_ptr<const std::string>& context) {
    if (context.get() != last_) {
        last_ = context.get();
        const std::string_view text = *context;
        const auto next = static_cast<std::int32_t>(texts_.size());
        lastNumber_ = numbers_.of(std::hash<std::string_view>()(text), next, [&](std::int32_t number) {
            return texts_[static_cast<std::size_t>(number)] == text;
        });
        if (lastNumber_ == next)
            texts_.push_back(text);
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
