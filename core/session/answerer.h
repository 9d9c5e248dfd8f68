// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job.h"
#include "core/eval/nbest.h"
#include "core/session/weights_snapshot.h"
#include "core/train/arguments.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace finetune::session {

struct AnswerOptions {
    int topK = 5;
    bool pipeline = false;  // decode as transformers' question-answering pipeline, else as the evaluation does
    bool mayBeNone = false; // "" is among the answers, even below topK; with `pipeline` only where it is in topK
    // With mayBeNone, not with `pipeline`: "" is given, and stands first, where it scores better than the best answer
    // by more than this. The evaluation judges the same way.
    double nullThreshold = 0;
    bool joinSpans = false; // what two windows both found is one answer, with both probabilities
};

// How likely an answer begins with this token, and ends with it.
struct TokenProbability {
    text::Span span; // code points of the context
    double start = 0, end = 0;
};

struct Answers {
    std::vector<eval::Candidate> best; // best first, but for "" that the threshold gives or forbids
    double nullDifference = 0;         // with mayBeNone: score of "" less that of the best answer
    // Every token of the context once, in order. The logits of a token that stands in several windows are combined by
    // their maximum, as the n best are ranked over windows by raw logits; then one softmax over the whole context for
    // the starts and one for the ends. CLS takes no part: the probabilities are those of an answer that is there.
    std::vector<TokenProbability> tokens;
    std::int32_t windows = 0;
};

// A model and its tokenizer, loaded once, that answers questions. Uses torch: make it and call it on one thread, the
// training thread or the one other that runs models.
class Answerer {
public:
    virtual ~Answerer() = default;

    // From now on answers with these weights; throws Input when they are of another architecture.
    virtual void use(const WeightsSnapshot& weights) = 0;

    // Names of tensors that no file gave and that are random; empty after `use`.
    virtual const std::vector<std::string>& newlyInitialised() const = 0;

    // The question is stripped; both must hold a character that is no space. A text of any length is answered, window
    // by window; between batches the stop token is looked at. Throws Input when the question leaves no room.
    virtual Answers answer(const std::string& question, const std::string& context, const AnswerOptions& options,
                           const StopToken& stop = {}, const Progress& progress = {}) = 0;
};

// Uses max_length, doc_stride, padding, precision, per_device_eval_batch_size and threads of the arguments. Throws
// Input for a folder that cannot be loaded, Usage for a max_length that the model has no room for.
std::unique_ptr<Answerer> makeAnswerer(const std::filesystem::path& folder, const train::TrainingArguments& arguments);

} // namespace finetune::session
