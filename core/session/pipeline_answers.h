// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/eval/nbest.h"

#include <string>
#include <vector>

namespace finetune::session {

// Answers as transformers' question-answering pipeline gives them (version 4, pipelines/question_answering.py): a
// softmax of each window's own, spans of up to 15 tokens widened to whole words, scores that are products of start and
// end probability; the same text seen again, in another window and in other letter case too, adds to its score. With
// `mayBeNone` (handle_impossible_answer) "" is among the answers, with its smallest score of all windows. Where a text
// has fewer answers than asked for, the pipeline fills the list with impossible ones of score 0; these are left out.
// `context` and `tokenizer` must outlive this object.
class PipelineAnswers {
public:
    PipelineAnswers(const std::string& context, const text::Tokenizer& tokenizer, int topK, bool mayBeNone = false)
        : context_(context), tokenizer_(tokenizer), topK_(static_cast<std::size_t>(topK)), mayBeNone_(mayBeNone) {}

    void add(const data::Feature& window, std::span<const float> startLogits, std::span<const float> endLogits);
    std::vector<eval::Candidate> finish(); // best first

private:
    const std::string& context_;
    const text::Tokenizer& tokenizer_;
    std::size_t topK_;
    bool mayBeNone_;
    double noneScore_ = 1; // the smallest so far
    std::vector<eval::Candidate> best_;
    std::vector<std::u32string> lowered_; // their texts
};

} // namespace finetune::session
