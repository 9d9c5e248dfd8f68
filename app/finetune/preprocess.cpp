// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/finetune/commands.h"
#include "app/finetune/options.h"
#include "app/finetune/source_options.h"
#include "core/base/json.h"
#include "core/data/data_windows.h"

#include <algorithm>
#include <iostream>

namespace finetune::cli {
namespace {

struct Options {
    std::string tokenizer, file, padding = "max_length", kind = "train", labels = "exact";
    int maxLength = 384, stride = 128, threads = 0;
    bool digest = false, json = false, refuse = false;
    data::OpenOptions source;
};

// What a run would be made of. A feature is padded to max_length in the workflow; the share of padding is what packed
// batches do not compute.
struct Summary {
    std::size_t examples = 0, contexts = 0, unanswerable = 0, features = 0, labelled = 0, severalWindows = 0;
    std::int64_t tokens = 0, longest = 0;
    double paddingShare = 0;
    std::size_t problems = 0;
};

Summary summaryOf(const data::DataWindows& made, const data::FeatureOptions& options) {
    const data::Features& features = made.features;
    Summary summary{.examples = made.counts.examples,
                    .contexts = made.counts.contexts,
                    .unanswerable = made.counts.unanswerable,
                    .features = features.features.size()};
    for (const data::Feature& feature : features.features) {
        summary.severalWindows += feature.window == 1;
        summary.labelled += feature.holdsAnswer();
        summary.longest = std::max<std::int64_t>(summary.longest, feature.size());
    }
    summary.tokens = features.tokens;
    const double padded = static_cast<double>(summary.features) * options.maxLength;
    summary.paddingShare = padded > 0 ? 1 - static_cast<double>(summary.tokens) / padded : 0;
    summary.problems = made.dataset.problems.size() + features.problems.size();
    return summary;
}

Json toJson(const Summary& summary) {
    return {{"examples", summary.examples},
            {"contexts", summary.contexts},
            {"unanswerable", summary.unanswerable},
            {"features", summary.features},
            {"features_with_answer", summary.labelled},
            {"examples_with_several_windows", summary.severalWindows},
            {"tokens", summary.tokens},
            {"longest_feature", summary.longest},
            {"padding_share", summary.paddingShare},
            {"problems", summary.problems}};
}

void print(const Summary& summary, const data::FeatureOptions& options) {
    const double mean =
        summary.features == 0 ? 0 : static_cast<double>(summary.tokens) / static_cast<double>(summary.features);
    std::printf("%zu examples over %zu contexts, %zu without an answer\n", summary.examples, summary.contexts,
                summary.unanswerable);
    std::printf("%zu features, %zu hold the answer; %zu examples have several windows\n", summary.features,
                summary.labelled, summary.severalWindows);
    std::printf("%lld tokens, %.1f a feature, at most %lld\n", static_cast<long long>(summary.tokens), mean,
                static_cast<long long>(summary.longest));
    std::printf("%.1f %% of what is computed is padding when every feature is padded to %d\n",
                100 * summary.paddingShare, options.maxLength);
    std::printf("%zu problems\n", summary.problems);
}

void tell(const std::vector<data::Problem>& problems, const std::string& file) {
    constexpr std::size_t kMost = 20;
    for (std::size_t i = 0; i < std::min(problems.size(), kMost); ++i) {
        const data::Problem& problem = problems[i];
        std::fprintf(stderr, "%s, %s: %s (%s)%s%s\n", file.c_str(), problem.place.c_str(), problem.what.c_str(),
                     problem.kept ? "kept" : "left out", problem.cure.empty() ? "" : ". ", problem.cure.c_str());
    }
    if (problems.size() > kMost)
        std::fprintf(stderr, "%s: and %zu more\n", file.c_str(), problems.size() - kMost);
}

void run(const Options& options) {
    const std::filesystem::path folder = tokenizerFolder(options.tokenizer);
    const auto tokenizer = text::loadTokenizer(folder);
    const auto onProblem = options.refuse ? data::OnProblem::Refuse : data::OnProblem::Skip;
    const data::FeatureOptions features{.maxLength = options.maxLength,
                                        .stride = options.stride,
                                        .padToMaxLength = options.padding == "max_length",
                                        .labels = options.labels == "tutorial" ? data::Labels::Tutorial
                                                                               : data::Labels::Exact};
    const auto kind = options.kind == "train" ? data::DigestKind::Train : data::DigestKind::Validation;
    const bool wantsIds = options.digest && kind == data::DigestKind::Validation;
    const data::DataWindows made = data::openWindows({options.file, options.source, onProblem, folder, features},
                                                     wantsIds ? data::Texts::Kept : data::Texts::Left, *tokenizer,
                                                     options.threads, stopOnInterrupt(), terminalProgress());
    if (!made.takenFrom.empty())
        std::fprintf(stderr, "windows taken from the cache, %s\n", made.takenFrom.c_str());
    tell(made.dataset.problems, options.file);
    tell(made.features.problems, options.file);
    if (options.digest) {
        const data::Digest digest = data::digestOf(made.features, made.dataset.examples, *tokenizer, features, kind);
        std::cout << Json{{"features", digest.features}, {"digest", digest.digest}, {"chain", digest.chain}} << "\n";
        return;
    }
    const Summary summary = summaryOf(made, features);
    if (options.json)
        std::cout << toJson(summary).dump(2) << "\n";
    else
        print(summary, features);
}

} // namespace

void addPreprocess(CLI::App& app) {
    CLI::App* command = app.add_subcommand("preprocess", "Cut data into the windows that a model sees");
    const auto options = std::make_shared<Options>();
    command
        ->add_option("--tokenizer,--model", options->tokenizer,
                     "Folder with the tokenizer's files, or a model's name on the hub")
        ->required();
    command->add_option("--file", options->file, kDataHelp)->required();
    command->add_option(bothSpellings("max_length"), options->maxLength, "Tokens of a window, special ones included");
    command->add_option("--stride," + bothSpellings("doc_stride"), options->stride,
                        "Tokens that neighbouring windows share");
    command->add_option("--padding", options->padding, "max_length or none: seen in the digest")
        ->check(CLI::IsMember({"max_length", "none"}));
    command->add_option("--kind", options->kind, "train: hash the labels; validation: the ids and offsets")
        ->check(CLI::IsMember({"train", "validation"}));
    command->add_option("--labels", options->labels, "tutorial: label as the Python workflow's loop does")
        ->check(CLI::IsMember({"exact", "tutorial"}));
    command->add_option("--threads", options->threads, "0: one a core")->check(CLI::NonNegativeNumber);
    command->add_flag("--digest", options->digest, "Print SHA-256 digests of the features, to compare with Python");
    command->add_flag("--json", options->json, "Print the summary as JSON");
    command->add_flag("--refuse", options->refuse, "End at the first problem instead of leaving the entry out");
    const SourceOptions source(*command);
    command->callback([options, source] {
        options->source = source.get();
        run(*options);
    });
}

} // namespace finetune::cli
