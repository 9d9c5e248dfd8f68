// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/finetune/commands.h"
#include "app/finetune/options.h"
#include "core/base/files.h"
#include "core/session/session.h"

#include <iostream>

namespace finetune::cli {
namespace {

struct Options {
    std::string model, question, context, contextFile, decode = "pipeline";
    int topK = 1;
    bool v2 = false;
    std::optional<double> nullThreshold;
};

void run(const Options& options, const ArgumentOptions& argumentOptions) {
    if (options.context.empty() == options.contextFile.empty())
        throw Error(Kind::Usage, "give either --context or --context_file");
    session::PredictRequest request{options.model,
                                    options.question,
                                    options.context,
                                    options.topK,
                                    options.decode == "pipeline",
                                    argumentOptions.arguments()};
    if (options.v2 && request.pipeline)
        throw Error(Kind::Usage, "--v2 needs --decode nbest: the pipeline always gives an answer");
    request.v2 = options.v2;
    request.nullThreshold = options.nullThreshold;
    if (!options.contextFile.empty())
        request.context = files::read(options.contextFile);
    Json answers = Json::array();
    for (const eval::Candidate& answer : session::predict(request))
        answers.push_back({{"score", options.decode == "pipeline" ? answer.score : answer.probability},
                           {"start", answer.span.start},
                           {"end", answer.span.end},
                           {"answer", answer.text}});
    std::cout << Json{{"decode", options.decode}, {"answers", answers}}.dump(2) << "\n";
}

} // namespace

void addPredict(CLI::App& app) {
    CLI::App* command = app.add_subcommand("predict", "Answer a question from a text");
    const auto options = std::make_shared<Options>();
    command->add_option("--model", options->model, "Folder of a fine-tuned model")->required();
    command->add_option("--question", options->question, "The question")->required();
    command->add_option("--context", options->context, "The text");
    command->add_option(bothSpellings("context_file"), options->contextFile, "A file with the text (UTF-8)");
    command->add_option(bothSpellings("top_k"), options->topK, "How many answers")->check(CLI::Range(1, 100));
    command
        ->add_option("--decode", options->decode,
                     "pipeline: as transformers' question-answering pipeline; nbest: as the evaluation")
        ->check(CLI::IsMember({"pipeline", "nbest"}));
    command->add_flag("--v2", options->v2, "The text may hold no answer: \"\" is given where no answer scores better");
    command->add_option(bothSpellings("null_threshold"), options->nullThreshold,
                        "With --v2, by how much it must score better; without it the threshold that is stored with the "
                        "model counts, else 0");
    const ArgumentOptions arguments(*command, {"max_length", "doc_stride", "threads"});
    command->callback([options, arguments] { run(*options, arguments); });
}

} // namespace finetune::cli
