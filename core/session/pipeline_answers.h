// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/eval/nbest.h"

namespace finetune::session {

// Answers as transformers' question-answering pipeline gives them (version 4, pipelines/question_answering.py): a
// softmax of each window's own, spans of up to 15 tokens widened to whole words, scores that are products of start and
// end probability; the same text seen again, in another window too, adds to its score. `context` and `tokenizer` must
// outlive this object.
class PipelineAnswers {
public:
    PipelineAnswers(const std::string& context, const text::Tokenizer& tokenizer, int topK)
        : context_(context), tokenizer_(tokenizer), topK_(static_cast<std::size_t>(topK)) {}

    void add(const data::Feature& window, std::span<const float> startLogits, std::span<const float> endLogits);
    std::vector<eval::Candidate> finish(); // best first

private:
    const std::string& context_;
    const text::Tokenizer& tokenizer_;
    std::size_t topK_;
    std::vector<eval::Candidate> best_;
};

} // namespace finetune::session
