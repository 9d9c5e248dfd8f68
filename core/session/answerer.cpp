// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/answerer.h"

#include "core/session/evaluation_file.h"
#include "core/session/pipeline_answers.h"
#include "core/session/predictor.h"
#include "core/session/project.h"
#include "core/session/session.h"
#include "core/text/utf8.h"
#include "core/train/execution.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace finetune::session {
namespace {

constexpr float kNone = -std::numeric_limits<float>::infinity();

// One logit a token of the whole context: the largest of all windows that hold it. NaN is passed over.
class ContextLogits {
public:
    explicit ContextLogits(std::size_t tokens) : largest_(tokens, kNone) {}

    void add(const data::Feature& window, std::int32_t firstToken, std::span<const float> logits) {
        for (std::int32_t i = window.contextBegin; i < window.contextEnd; ++i) {
            float& known = largest_.at(static_cast<std::size_t>(firstToken + i - window.contextBegin));
            const float logit = logits[static_cast<std::size_t>(i)];
            known = logit > known ? logit : known;
        }
    }

    std::vector<double> softmax() const {
        std::vector<double> out(largest_.size());
        const float top = largest_.empty() ? kNone : *std::ranges::max_element(largest_);
        if (!std::isfinite(top))
            return out;
        double sum = 0;
        for (std::size_t i = 0; i < out.size(); ++i)
            sum += out[i] = std::exp(double{largest_[i]} - top);
        for (double& value : out)
            value /= sum;
        return out;
    }

private:
    std::vector<float> largest_;
};

// Best first, so that the first of equal spans is the place where both stay.
void joinEqualSpans(std::vector<eval::Candidate>& best) {
    std::vector<eval::Candidate> joined;
    for (eval::Candidate& candidate : best) {
        const auto same = std::ranges::find(joined, candidate.span, &eval::Candidate::span);
        if (same == joined.end())
            joined.push_back(std::move(candidate));
        else
            same->probability += candidate.probability;
    }
    std::ranges::stable_sort(joined, std::greater{}, &eval::Candidate::probability);
    best = std::move(joined);
}

bool isNone(const eval::Candidate& one) {
    return one.text.empty();
}

// The answer that is given stands first.
void putGivenFirst(std::vector<eval::Candidate>& best, bool givesNone) {
    const auto given = std::find_if(best.begin(), best.end(), [&](auto& one) { return isNone(one) == givesNone; });
    if (given != best.end())
        std::rotate(best.begin(), given, given + 1);
}

std::vector<eval::Candidate> bestOf(eval::Prediction prediction, const AnswerOptions& options) {
    std::vector<eval::Candidate> best = std::move(prediction.best);
    if (options.joinSpans)
        joinEqualSpans(best);
    if (options.mayBeNone)
        putGivenFirst(best, prediction.text.empty());
    const auto kept = std::min(best.size(), static_cast<std::size_t>(std::max(options.topK, 0)));
    const auto rest = best.begin() + static_cast<std::ptrdiff_t>(kept);
    const auto none = std::find_if(rest, best.end(), isNone);
    const bool isCutOff = none != best.end(); // however unlikely, it is told
    if (isCutOff)
        std::iter_swap(none, rest);
    best.resize(isCutOff ? kept + 1 : kept);
    return best;
}

data::Example exampleOf(const std::string& question, const std::string& context) {
    if (text::strip(question).empty())
        throw Error(Kind::Input, "the question is empty").cure("Write a question");
    if (text::strip(context).empty())
        throw Error(Kind::Input, "the text is empty").cure("Give the text in which the answer stands");
    data::Example example;
    example.id = "question";
    example.question = question;
    example.context = std::make_shared<const std::string>(context);
    return example;
}

class LoadedAnswerer : public Answerer {
public:
    LoadedAnswerer(const fs::path& folder, const train::TrainingArguments& arguments)
        : loaded_(load(folder, arguments)), arguments_(arguments), newlyInitialised_(loaded_.model->newlyInitialised) {
        loaded_.model->setExecution(train::chooseExecution(arguments).execution); // as the evaluation
    }
    void use(const WeightsSnapshot& weights) override {
        weights.putInto(*loaded_.model);
        newlyInitialised_.clear();
    }
    const std::vector<std::string>& newlyInitialised() const override { return newlyInitialised_; }
    Answers answer(const std::string& question, const std::string& context, const AnswerOptions& options,
                   const StopToken& stop, const Progress& progress) override;

private:
    Loaded loaded_;
    train::TrainingArguments arguments_;
    std::vector<std::string> newlyInitialised_;
};

Answers LoadedAnswerer::answer(const std::string& question, const std::string& context, const AnswerOptions& options,
                               const StopToken& stop, const Progress& progress) {
    const std::vector<data::Example> examples{exampleOf(question, context)};
    const text::Tokenizer& tokenizer = *loaded_.tokenizer;
    text::TokenizedText whole;
    tokenizer.tokenize(context, whole);
    const auto windows = data::windowsOf(examples.front(), tokenizer, featureOptions(arguments_));
    const auto first = data::firstContextTokens(windows, static_cast<std::int32_t>(whole.size()),
                                                static_cast<int>(arguments_.docStride));

    eval::NBest nBest(examples, {.v2 = options.mayBeNone, .nullThreshold = options.nullThreshold});
    PipelineAnswers pipeline(context, tokenizer, options.topK, options.mayBeNone);
    ContextLogits starts(whole.size()), ends(whole.size());
    const auto take = [&](const data::Feature& window, std::span<const float> startLogits,
                          std::span<const float> endLogits) {
        const std::int32_t firstToken = first[static_cast<std::size_t>(window.window)];
        starts.add(window, firstToken, startLogits);
        ends.add(window, firstToken, endLogits);
        options.pipeline ? pipeline.add(window, startLogits, endLogits) : nBest.add(window, startLogits, endLogits);
    };
    const auto tell = [&](const std::string&, std::size_t done, std::size_t total) {
        if (progress)
            progress("answering", done, total);
    };
    tell({}, 0, windows.size());
    forwardAll(*loaded_.model, windows, tokenizer.padId(), arguments_, take, stop, tell);

    Answers answers;
    answers.windows = static_cast<std::int32_t>(windows.size());
    if (options.pipeline) {
        answers.best = pipeline.finish();
    } else {
        eval::Prediction prediction = std::move(nBest.finish().front());
        answers.nullDifference = prediction.nullDifference;
        answers.best = bestOf(std::move(prediction), options);
    }
    const std::vector<double> start = starts.softmax(), end = ends.softmax();
    for (std::size_t i = 0; i < whole.size(); ++i)
        answers.tokens.push_back({whole.offsets[i], start[i], end[i]});
    return answers;
}

} // namespace

std::unique_ptr<Answerer> makeAnswerer(const fs::path& folder, const train::TrainingArguments& arguments) {
    return std::make_unique<LoadedAnswerer>(folder, arguments);
}

std::vector<eval::Candidate> predict(const PredictRequest& request) {
    const auto answerer = makeAnswerer(request.model, request.arguments);
    AnswerOptions options{.topK = request.topK, .pipeline = request.pipeline, .mayBeNone = request.v2};
    if (request.v2 && !request.pipeline)
        options.nullThreshold = request.nullThreshold ? *request.nullThreshold : thresholdOf(request.model).value_or(0);
    auto best = answerer->answer(request.question, request.context, options).best;
    best.resize(std::min(best.size(), static_cast<std::size_t>(request.topK)));
    return best;
}

} // namespace finetune::session
