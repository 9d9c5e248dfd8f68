// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/finetune/commands.h"
#include "app/finetune/options.h"
#include "core/base/files.h"
#include "core/model/describe.h"
#include "core/session/evaluation_file.h"
#include "core/session/session.h"

#include <algorithm>
#include <iostream>

namespace finetune::cli {
namespace {

struct Options {
    std::string model, question, context, contextFile, decode; // decode empty: fits --v2
    int topK = 1;
    bool v2 = false;
    std::optional<double> nullThreshold;
};

// What the options are laid over: of the pipeline Python's, which follow the model alone; else the evaluation's.
train::TrainingArguments standard(const std::string& model, bool pipeline) {
    train::TrainingArguments arguments = session::argumentsFor(model);
    arguments.padding = "none"; // the same answers sooner
    if (!pipeline)
        return arguments;
    const train::TrainingArguments python;
    arguments.precision = "float32"; // to the last digits that Python shows
    const std::int64_t room = model::describe(model).maxPositions;
    arguments.maxLength = room > 0 ? std::min(python.maxLength, room) : python.maxLength;
    arguments.docStride = std::min(python.docStride, arguments.maxLength / 2);
    return arguments;
}

void run(Options options, const ArgumentOptions& argumentOptions) {
    if (options.decode.empty())
        options.decode = options.v2 ? "nbest" : "pipeline";
    const bool pipeline = options.decode == "pipeline";
    if (options.nullThreshold && (pipeline || !options.v2))
        throw Error(Kind::Usage, "--null_threshold has a meaning only with --v2 --decode nbest")
            .cure("Add these, or leave it out");
    if (options.context.empty() == options.contextFile.empty())
        throw Error(Kind::Usage, "give either --context or --context_file");
    options.model = modelFolder(options.model);
    session::PredictRequest request{options.model,   options.question,
                                    options.context, options.topK,
                                    pipeline,        argumentOptions.arguments(standard(options.model, pipeline)),
                                    options.v2,      options.nullThreshold};
    Json printed = {{"decode", options.decode}};
    if (options.v2 && !pipeline) {
        const auto found = options.nullThreshold ? std::nullopt : session::findThreshold(options.model);
        if (found)
            request.nullThreshold = found->threshold, printed["null_threshold_file"] = found->file.string();
        printed["null_threshold"] = request.nullThreshold.value_or(0);
    }
    if (!options.contextFile.empty())
        request.context = files::read(options.contextFile);
    Json answers = Json::array();
    for (const eval::Candidate& answer : session::predict(request))
        answers.push_back({{"score", pipeline ? answer.score : answer.probability},
                           {"start", answer.span.start},
                           {"end", answer.span.end},
                           {"answer", answer.text}});
    printed["answers"] = std::move(answers);
    std::cout << printed.dump(2) << "\n";
}

} // namespace

void addPredict(CLI::App& app) {
    CLI::App* command = app.add_subcommand("predict", "Answer a question from a text");
    const auto options = std::make_shared<Options>();
    command->add_option("--model", options->model, "Folder of a fine-tuned model, or its name on the hub")->required();
    command->add_option("--question", options->question, "The question")->required();
    command->add_option("--context", options->context, "The text");
    command->add_option(bothSpellings("context_file"), options->contextFile, "A file with the text (UTF-8)");
    command->add_option(bothSpellings("top_k"), options->topK, "How many answers")->check(CLI::Range(1, 100));
    command
        ->add_option("--decode", options->decode,
                     "pipeline: as transformers' question-answering pipeline; nbest: as the evaluation, and what --v2 "
                     "takes where nothing is said")
        ->check(CLI::IsMember({"pipeline", "nbest"}));
    command->add_flag(
        "--v2", options->v2,
        "The text may hold no answer: \"\" is given where no answer scores better; with --decode pipeline "
        "as its handle_impossible_answer");
    command->add_option(bothSpellings("null_threshold"), options->nullThreshold,
                        "With --v2 --decode nbest, by how much it must score better; without it the threshold that is "
                        "stored with the model counts, else 0");
    const ArgumentOptions arguments(*command, {"max_length", "doc_stride", "threads"});
    command->callback([options, arguments] { run(*options, arguments); });
}

} // namespace finetune::cli
