// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/data/first_seen.h"

#include <string_view>

namespace finetune::data {

// Contexts by their text: paragraphs that repeat a text, in one file or in two, have one number.
struct ContextNumbers {
    std::vector<std::int32_t> ofExample; // from 0, in the order in which the texts come first
    std::size_t count = 0;
};

ContextNumbers numberContexts(const Dataset& dataset);

// The same numbers over several data sets. The texts must outlive the numbering.
class ContextNumbering {
public:
    std::int32_t numberOf(const std::shared_ptr<const std::string>& context);
    std::size_t count() const { return texts_.size(); }

private:
    std::vector<std::string_view> texts_; // by number
    FirstSeen numbers_;
    const std::string* last_ = nullptr; // the questions of a paragraph follow each other
    std::int32_t lastNumber_ = 0;
};

} // namespace finetune::data
