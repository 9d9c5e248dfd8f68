// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/data/dataset.h"
#include "core/eval/nbest.h"

#include <string>
#include <vector>

namespace finetune::session {

// A few validation questions whose predicted answer is told after every evaluation, so that one sees the model learn.

// Indexes of the pinned questions: those of `ids`, in their order; an id that is not there is passed over. Without ids
// the first three whose contexts differ in length (SQuAD's first questions all ask about one context).
std::vector<std::size_t> pinnedExamples(const data::Dataset& dataset, const std::vector<std::string>& ids);

// The two forms of a Probe event's entry (core/train/observer.h): what is asked, and what is answered.
Json probeQuestion(const data::Example& example);
Json probeAnswer(const data::Example& example, const eval::Prediction& prediction);

} // namespace finetune::session
