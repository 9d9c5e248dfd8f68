// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "ui/widgets/highlighted_text.h"

namespace finetune::ui {

// The spans of the gold answers, each once: several annotators often give the same.
std::vector<text::Span> goldSpans(const std::vector<data::Answer>& answers);

// Gold and predicted spans as marks that do not overlap, in the order of the text: Gold, Predicted, and Agreed where
// they lie over each other. An empty predicted span is none.
std::vector<TextMark> judgedMarks(const std::vector<text::Span>& golds, text::Span predicted);

} // namespace finetune::ui
