// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/finetune/source_options.h"

#include "app/finetune/options.h"
#include "core/session/hub_library.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace finetune::cli {

SourceOptions::SourceOptions(CLI::App& app, const std::set<std::string>& taken) {
    constexpr const char* kGroup = "Rows of the data";
    app.add_option(
           "--columns", given_->columns,
           "Which columns hold what, where that is not recognised: question=frage,context=absatz. The fields are "
           "id, title, question, context, answers, answer_text, answer_start, is_impossible")
        ->group(kGroup);
    app.add_option(
           "--where", given_->where,
           "Only rows of which this is true: 'question contains who', 'title equals Mars', 'context longer than "
           "200', 'answers is empty'; with not: 'title not equals Mars', 'answers is not empty'. May be given "
           "several times")
        ->group(kGroup)
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    if (!taken.contains("--first"))
        app.add_option("--first", given_->first, "Only the first so many of these rows")
            ->group(kGroup)
            ->check(CLI::NonNegativeNumber);
    app.add_option(taken.contains("--sample") ? bothSpellings("sample_rows") : "--sample", given_->sample,
                   "Only so many of these rows, chosen at random")
        ->group(kGroup)
        ->check(CLI::NonNegativeNumber);
    if (!taken.contains("--seed"))
        app.add_option("--seed", given_->seed, "What is chosen at random; the same seed chooses the same")
            ->group(kGroup);
}

data::OpenOptions SourceOptions::get() const {
    data::OpenOptions options;
    options.columns = data::mappingFromText(given_->columns);
    for (const std::string& condition : given_->where)
        options.rows.where.push_back(data::conditionFromText(condition));
    options.rows.first = given_->first;
    options.rows.sample = given_->sample;
    options.rows.seed = given_->seed;
    return options;
}

DatasetFiles datasetFiles(const std::string& name) {
    if (std::filesystem::exists(name))
        throw Error(Kind::Usage, "--dataset takes a name on the hub, and this is a file or folder")
            .in(name)
            .cure("Give it as --train_file or --validation_file");
    const TerminalWatch watch;
    const session::HubFiles files =
        session::filesByName(session::HubKind::Dataset, name, session::HubAsk::Always, watch);
    const auto first = [&](const auto& names) -> std::filesystem::path {
        for (const char* wanted : names)
            for (const auto& [split, path] : files.splits)
                if (split == wanted)
                    return path;
        return {};
    };
    return {first(std::array{"train"}), first(std::array{"validation", "dev", "test"})};
}

} // namespace finetune::cli
