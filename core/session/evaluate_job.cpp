// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/predictor.h"
#include "core/session/project.h"
#include "core/session/session.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace finetune::session {
namespace {

std::vector<double> softmaxOverContext(const data::Feature& window, std::span<const float> logits) {
    // CLS takes part in the sum, as in the pipeline, and is set to zero afterwards.
    double largest = logits[0];
    for (auto i = window.contextBegin; i < window.contextEnd; ++i)
        largest = std::max<double>(largest, logits[i]);
    double sum = std::exp(logits[0] - largest);
    std::vector<double> out(static_cast<std::size_t>(window.contextEnd - window.contextBegin));
    for (std::size_t i = 0; i < out.size(); ++i)
        sum += out[i] = std::exp(logits[window.contextBegin + i] - largest);
    for (double& value : out)
        value /= sum;
    return out;
}

// Widens a span of tokens to whole words: WordPiece marks the continuation of a word with "##".
text::Span alignedToWords(const data::Feature& window, const text::Tokenizer& tokenizer, std::size_t first,
                          std::size_t last) {
    const auto continues = [&](std::size_t i) {
        return i < window.offsets.size() && tokenizer.token(window.ids[window.contextBegin + i]).starts_with("##");
    };
    while (first > 0 && continues(first))
        --first;
    while (continues(last + 1))
        ++last;
    return {window.offsets[first].start, window.offsets[last].end};
}

struct Pair {
    std::size_t start, end;
    double score;
};

// transformers 4, pipelines/question_answering.py: decode_spans.
std::vector<Pair> decodeSpans(const std::vector<double>& start, const std::vector<double>& end, std::size_t keep) {
    constexpr std::size_t kMaxAnswerTokens = 15;
    std::vector<Pair> pairs;
    for (std::size_t s = 0; s < start.size(); ++s)
        for (std::size_t e = s; e < std::min(end.size(), s + kMaxAnswerTokens); ++e)
            pairs.push_back({s, e, start[s] * end[e]});
    const auto middle = pairs.begin() + static_cast<std::ptrdiff_t>(std::min(keep, pairs.size()));
    std::partial_sort(pairs.begin(), middle, pairs.end(), [](auto& a, auto& b) { return a.score > b.score; });
    pairs.erase(middle, pairs.end());
    return pairs;
}

// Collects answers over windows; the same text seen again adds to its score, as the pipeline does.
class PipelineAnswers {
public:
    PipelineAnswers(const std::string& context, const text::Tokenizer& tokenizer, int topK)
        : context_(context), tokenizer_(tokenizer), topK_(static_cast<std::size_t>(topK)) {}

    void add(const data::Feature& window, std::span<const float> startLogits, std::span<const float> endLogits) {
        const auto start = softmaxOverContext(window, startLogits);
        const auto end = softmaxOverContext(window, endLogits);
        for (const Pair& pair : decodeSpans(start, end, topK_ * 2 + 10)) {
            eval::Candidate found;
            found.span = alignedToWords(window, tokenizer_, pair.start, pair.end);
            found.text = text::sliceCodePoints(context_, found.span.start, found.span.end);
            found.score = found.probability = pair.score;
            const auto same = std::find_if(best_.begin(), best_.end(), [&](auto& c) { return c.text == found.text; });
            if (same == best_.end())
                best_.push_back(found);
            else
                same->probability = same->score += pair.score;
        }
    }

    std::vector<eval::Candidate> finish() {
        std::stable_sort(best_.begin(), best_.end(), [](auto& a, auto& b) { return a.score > b.score; });
        if (best_.size() > topK_)
            best_.resize(topK_);
        return std::move(best_);
    }

private:
    const std::string& context_;
    const text::Tokenizer& tokenizer_;
    std::size_t topK_;
    std::vector<eval::Candidate> best_;
};

} // namespace

Evaluation evaluate(const EvaluateRequest& request, const StopToken& stop, const Progress& progress) {
    const Loaded loaded = load(request.model, request.arguments);
    Prepared prepared =
        prepare(request.file, *loaded.tokenizer, request.arguments, data::OnProblem::Skip, stop, progress);
    const bool v2 = request.v2 || prepared.dataset.hasUnanswerable();
    Scored scored =
        score(*loaded.model, prepared, *loaded.tokenizer, request.arguments, v2, request.nullThreshold, stop, progress);
    return {std::move(scored.metrics), std::move(scored.predictions), std::move(prepared.dataset)};
}

std::vector<eval::Candidate> predict(const PredictRequest& request) {
    const Loaded loaded = load(request.model, request.arguments);
    std::vector<data::Example> examples(1);
    examples[0].id = "question";
    examples[0].question = request.question;
    examples[0].context = std::make_shared<const std::string>(request.context);
    const auto windows = data::windowsOf(examples[0], *loaded.tokenizer, featureOptions(request.arguments));
    const auto run = [&](const LogitSink& sink) {
        forwardAll(*loaded.model, windows, loaded.tokenizer->padId(), request.arguments, sink, {}, {});
    };
    if (request.pipeline) {
        PipelineAnswers answers(request.context, *loaded.tokenizer, request.topK);
        run([&](const data::Feature& window, auto starts, auto ends) { answers.add(window, starts, ends); });
        return answers.finish();
    }
    eval::NBest nBest(examples, {});
    run([&](const data::Feature& window, auto starts, auto ends) { nBest.add(window, starts, ends); });
    auto best = nBest.finish().front().best;
    if (best.size() > static_cast<std::size_t>(request.topK))
        best.resize(static_cast<std::size_t>(request.topK));
    return best;
}

} // namespace finetune::session
