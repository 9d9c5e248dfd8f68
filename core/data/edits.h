// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <optional>
#include <span>

// Changes of a data set as values laid over it. The file and the data set they belong to stay as they are; undoing is
// leaving the last ones out.
namespace finetune::data {

// What becomes of one example: left out, or the given fields replaced.
struct Edit {
    std::int32_t example = 0; // index into the data set that the edits belong to
    bool leaveOut = false;
    std::optional<std::string> id = {}, question = {};
    std::optional<std::vector<Answer>> answers = {};
};

// Some examples of a data set, in their order.
struct Derived {
    std::shared_ptr<const Dataset> dataset;
    std::vector<std::int32_t> origin; // index in the source of each example; empty: the same index

    std::int32_t sourceOf(std::int32_t example) const;
    std::int32_t exampleOf(std::int32_t source) const; // -1: it is not among them
};

// The data set with the edits made, later ones over earlier ones. Contexts are shared with the source. Without edits it
// is the source itself.
Derived applyEdits(const std::shared_ptr<const Dataset>& source, std::span<const Edit> edits);

// What training can use: without the examples and answers that OnProblem::Keep kept in spite of what is wrong with
// them, so that the examples are those that OnProblem::Skip reads. The source itself when all is sound.
Derived soundExamples(const std::shared_ptr<const Dataset>& source);

// Whether a training could use it as it stands.
bool isSound(const Example& example);

} // namespace finetune::data
