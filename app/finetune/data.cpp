// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/finetune/commands.h"
#include "app/finetune/options.h"
#include "core/base/json.h"
#include "core/data/doctor.h"
#include "core/data/split.h"
#include "core/data/squad_writer.h"
#include "core/data/statistics.h"

#include <iostream>

namespace finetune::cli {
namespace {

struct Options {
    std::string file, validation, output, first, second;
    data::SplitOptions split;
    bool json = false, repair = false, leaveOut = false;
};

using Datasets = std::vector<std::shared_ptr<const data::Dataset>>;

std::shared_ptr<const data::Dataset> read(const std::string& file, const StopToken& stop) {
    return std::make_shared<const data::Dataset>(
        data::readSquad(file, data::OnProblem::Keep, stop, terminalProgress()));
}

Json toJson(const data::Histogram& histogram) {
    return {{"smallest", histogram.smallest}, {"mean", histogram.mean},
            {"median", histogram.median},     {"95_percent", histogram.most},
            {"largest", histogram.largest},   {"first_bin", histogram.first},
            {"bin_width", histogram.width},   {"last_bin_is_open", histogram.lastIsOpen},
            {"counts", histogram.counts}};
}

Json toJson(const data::Statistics& statistics) {
    Json words = Json::object();
    for (const data::WordCount& word : statistics.firstWords)
        words[word.word] = word.count;
    return {{"questions", statistics.questions},
            {"contexts", statistics.contexts},
            {"articles", statistics.articles},
            {"unanswerable", statistics.unanswerable},
            {"several_answers", statistics.severalAnswers},
            {"context_characters", toJson(statistics.contextLength)},
            {"question_characters", toJson(statistics.questionLength)},
            {"answer_characters", toJson(statistics.answerLength)},
            {"answer_position_percent", toJson(statistics.answerPosition)},
            {"first_words", words},
            {"other_first_words", statistics.otherFirstWords}};
}

void printRow(const char* name, const data::Histogram& histogram) {
    std::printf("%-22s %8d %8d %8d %8d %10.1f\n", name, histogram.smallest, histogram.median, histogram.most,
                histogram.largest, histogram.mean);
}

void stats(const Options& options) {
    const auto dataset = read(options.file, stopOnInterrupt());
    const data::Statistics statistics = data::statistics(*data::soundExamples(dataset).dataset, {}, stopOnInterrupt());
    if (options.json) {
        std::cout << toJson(statistics).dump(2) << "\n";
        return;
    }
    std::printf("%lld questions on %lld contexts in %lld articles\n", static_cast<long long>(statistics.questions),
                static_cast<long long>(statistics.contexts), static_cast<long long>(statistics.articles));
    std::printf("%lld unanswerable, %lld with several answers, %zu problems\n\n",
                static_cast<long long>(statistics.unanswerable), static_cast<long long>(statistics.severalAnswers),
                dataset->problems.size());
    std::printf("%-22s %8s %8s %8s %8s %10s\n", "characters", "least", "median", "95 %", "most", "mean");
    printRow("context", statistics.contextLength);
    printRow("question", statistics.questionLength);
    printRow("answer", statistics.answerLength);
    printRow("answer begins at, %", statistics.answerPosition);
    std::printf("\n");
    for (const data::WordCount& word : statistics.firstWords)
        std::printf("%10lld  %s\n", static_cast<long long>(word.count), word.word.c_str());
    std::printf("%10lld  other first words\n", static_cast<long long>(statistics.otherFirstWords));
}

void check(const Options& options) {
    const StopToken stop = stopOnInterrupt();
    Datasets datasets{read(options.file, stop)};
    if (!options.validation.empty())
        datasets.push_back(read(options.validation, stop));
    const std::vector<data::Finding> findings = data::diagnose(datasets, stop);
    std::size_t unread = 0;
    for (const auto& dataset : datasets)
        for (const data::Problem& problem : dataset->problems) {
            if (problem.example >= 0)
                continue;
            ++unread;
            std::printf("%s, %s: %s\n", dataset->file.c_str(), problem.place.c_str(), problem.what.c_str());
        }
    for (const data::Finding& finding : findings) {
        const data::Dataset& dataset = *datasets[static_cast<std::size_t>(finding.dataset)];
        std::printf("%s, %s\n", dataset.file.c_str(), data::describe(finding, dataset).c_str());
    }
    std::printf("%zu findings\n", findings.size() + unread);
}

// The data set after what was asked for.
std::shared_ptr<const data::Dataset> mended(const Options& options, const StopToken& stop) {
    const auto source = read(options.file, stop);
    if (!options.repair && !options.leaveOut)
        return source;
    const Datasets datasets{source};
    const std::vector<data::Finding> findings = data::diagnose(datasets, stop);
    std::vector<const data::Finding*> repairable, others;
    for (const data::Finding& finding : findings)
        (options.repair && data::canRepair(finding) ? repairable : others).push_back(&finding);
    std::vector<data::Edit> edits = data::repairs(repairable, *source);
    std::fprintf(stderr, "%zu examples repaired\n", edits.size());
    if (options.leaveOut) {
        const std::vector<data::Edit> out = data::leavingOut(others);
        std::fprintf(stderr, "%zu examples left out\n", out.size());
        edits.insert(edits.end(), out.begin(), out.end());
    }
    return data::applyEdits(source, edits).dataset;
}

void save(const Options& options) {
    const StopToken stop = stopOnInterrupt();
    const auto dataset = mended(options, stop);
    data::writeSquad(*dataset, options.output, stop, terminalProgress());
    std::printf("%zu questions written to %s\n", dataset->examples.size(), options.output.c_str());
}

void split(const Options& options) {
    const StopToken stop = stopOnInterrupt();
    const auto parts = data::splitByContext(*read(options.file, stop), options.split);
    data::writeSquad(parts.first, options.first, stop);
    data::writeSquad(parts.second, options.second, stop);
    std::printf("%zu questions written to %s\n%zu questions written to %s\n", parts.first.examples.size(),
                options.first.c_str(), parts.second.examples.size(), options.second.c_str());
}

// A file that is read and written at once would be lost when the disk is full half way.
void mustBeAnother(const Options& options, const std::string& target) {
    std::error_code none;
    if (std::filesystem::equivalent(options.file, target, none))
        throw Error(Kind::Usage, "is the file that is read").in(target).cure("Write to another file");
}

} // namespace

void addData(CLI::App& app) {
    CLI::App* command = app.add_subcommand("data", "Look at a SQuAD file, check it, mend it, cut it in two");
    command->require_subcommand(1);
    const auto options = std::make_shared<Options>();
    const auto add = [&](const char* name, const char* help) {
        CLI::App* sub = command->add_subcommand(name, help);
        sub->add_option("file,--file", options->file, "SQuAD JSON file")->required();
        return sub;
    };
    CLI::App* statsCommand = add("stats", "Counts, lengths, first words of the questions");
    statsCommand->add_flag("--json", options->json, "Print as JSON");
    statsCommand->callback([options] { stats(*options); });

    CLI::App* checkCommand = add("check", "What is wrong with it: offsets, duplicates, contradictions, leaks");
    checkCommand->add_option(bothSpellings("validation_file"), options->validation,
                             "Another file, whose contexts must not be in the first");
    checkCommand->callback([options] { check(*options); });

    CLI::App* splitCommand = add("split", "Cut it in two; all questions of one context stay together");
    splitCommand->add_option("--first", options->first, "File for the rest")->required();
    splitCommand->add_option("--second", options->second, "File for the share")->required();
    splitCommand->add_option("--share", options->split.secondShare, "Share of the questions in the second file");
    splitCommand->add_option("--seed", options->split.seed, "Which contexts; the same seed gives the same files");
    splitCommand->callback([options] {
        mustBeAnother(*options, options->first);
        mustBeAnother(*options, options->second);
        split(*options);
    });

    CLI::App* saveCommand = add("save", "Write it again as SQuAD JSON, mended when asked");
    saveCommand->add_option("--output", options->output, "File to write")->required();
    saveCommand->add_flag("--repair", options->repair, "Repair what can be repaired");
    saveCommand->add_flag(bothSpellings("leave_out"), options->leaveOut, "Leave out what has problems and cannot be");
    saveCommand->callback([options] {
        mustBeAnother(*options, options->output);
        save(*options);
    });
}

} // namespace finetune::cli
