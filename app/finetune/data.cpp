// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/finetune/commands.h"
#include "app/finetune/options.h"
#include "app/finetune/source_options.h"
#include "core/base/json.h"
#include "core/data/doctor.h"
#include "core/data/split.h"
#include "core/data/statistics.h"
#include "core/data/table.h"
#include "core/data/table_writer.h"
#include "core/text/utf8.h"

#include <iostream>

namespace finetune::cli {
namespace {

struct Options {
    std::string file, validation, output, first, second;
    data::SplitOptions split;
    data::OpenOptions source;
    bool json = false, repair = false, leaveOut = false;
};

using Datasets = std::vector<std::shared_ptr<const data::Dataset>>;

std::shared_ptr<const data::Dataset> read(const std::string& file, const data::OpenOptions& source,
                                          const StopToken& stop) {
    return std::make_shared<const data::Dataset>(
        data::openDataset(file, data::OnProblem::Keep, source, stop, terminalProgress()));
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
    const auto dataset = read(options.file, options.source, stopOnInterrupt());
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
    Datasets datasets{read(options.file, options.source, stop)};
    if (!options.validation.empty())
        datasets.push_back(read(options.validation, {.columns = options.source.columns}, stop));
    const std::vector<data::Finding> findings = data::diagnose(datasets, stop);
    std::size_t unread = 0;
    for (const auto& dataset : datasets)
        for (const data::Problem& problem : dataset->problems) {
            if (problem.example >= 0 && !problem.note)
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

// A file that is read and written at once would be lost when the disk is full half way.
void mustBeAnother(const Options& options, const std::string& target) {
    data::mustBeWritable(target);
    std::error_code none;
    if (std::filesystem::equivalent(options.file, target, none))
        throw Error(Kind::Usage, "is the file that is read").in(target).cure("Write to another file");
}

// The data set after what was asked for.
std::shared_ptr<const data::Dataset> mended(const Options& options, const StopToken& stop) {
    const auto source = read(options.file, options.source, stop);
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
    mustBeAnother(options, options.output);
    const StopToken stop = stopOnInterrupt();
    const auto dataset = mended(options, stop);
    data::writeDataset(*dataset, options.output, stop, terminalProgress());
    std::printf("%zu questions written to %s\n", dataset->examples.size(), options.output.c_str());
}

void split(const Options& options) {
    mustBeAnother(options, options.first);
    mustBeAnother(options, options.second);
    const StopToken stop = stopOnInterrupt();
    const auto parts = data::splitByContext(*read(options.file, options.source, stop), options.split);
    data::writeDataset(parts.first, options.first, stop);
    data::writeDataset(parts.second, options.second, stop);
    std::printf("%zu questions written to %s\n%zu questions written to %s\n", parts.first.examples.size(),
                options.first.c_str(), parts.second.examples.size(), options.second.c_str());
}

// What each column holds, and what is taken from it.
void columns(const Options& options) {
    constexpr std::size_t kSamples = 3;
    constexpr std::int32_t kShown = 60; // code points
    const auto table = data::Table::open(options.file, !options.source.columns.empty());
    if (!table)
        throw Error(Kind::Input, "is no table: it has no columns")
            .in(options.file)
            .cure("SQuAD's nested JSON needs none; a table is Parquet, Arrow, CSV, TSV or rows of JSON");
    const StopToken stop = stopOnInterrupt();
    // Where no sound mapping can be made, the columns are shown all the same, and then what is missing.
    data::ColumnMapping mapping;
    std::optional<Error> missing;
    try {
        mapping = data::recognised(table->columns(), table->head(), options.source.columns, table->source());
    } catch (const Error& error) {
        missing = error;
    }
    const std::int64_t rows = table->countRows(options.source.rows.where, mapping, stop, terminalProgress());
    Json all = Json::array();
    for (const std::string& name : table->columns()) {
        const data::Column* column = table->head().column(name);
        Json entry = {{"column", name}, {"holds", column ? data::shapeOf(*column) : ""}, {"field", ""}};
        for (const data::DataField field : data::allDataFields())
            if (std::as_const(mapping)[field] == name)
                entry["field"] = data::nameOf(field);
        entry["samples"] = Json::array();
        for (std::size_t row = 0; column && row < table->head().size && entry["samples"].size() < kSamples; ++row)
            if (!data::isEmpty(*column, column->at(row)))
                entry["samples"].push_back(text::sliceCodePoints(data::shown(*column, column->at(row)), 0, kShown));
        all.push_back(std::move(entry));
    }
    if (options.json) {
        std::cout << Json{{"files", table->files().size()}, {"rows", rows}, {"columns", all}}.dump(
                         2, ' ', false, Json::error_handler_t::replace)
                  << "\n";
    } else {
        std::printf("%lld rows in %zu %s\n\n", static_cast<long long>(rows), table->files().size(),
                    table->files().size() == 1 ? "file" : "files");
        for (const Json& entry : all) {
            const std::string field = entry["field"];
            std::printf("%s: %s%s%s\n", entry["column"].get<std::string>().c_str(),
                        entry["holds"].get<std::string>().c_str(), field.empty() ? "" : ", taken as the ",
                        field.c_str());
            for (const Json& sample : entry["samples"])
                std::printf("    %s\n", sample.get<std::string>().c_str());
        }
    }
    if (missing)
        throw *missing;
}

} // namespace

void addData(CLI::App& app) {
    CLI::App* command = app.add_subcommand("data", "Look at data, check it, mend it, convert it, cut it in two");
    command->require_subcommand(1);
    const auto options = std::make_shared<Options>();
    // Every subcommand reads the same; `run` has it all in the options.
    const auto add = [&](const char* name, const char* help, auto run, const std::set<std::string>& taken = {}) {
        CLI::App* sub = command->add_subcommand(name, help);
        sub->add_option("file,--file", options->file, kDataHelp)->required();
        const SourceOptions source(*sub, taken);
        sub->callback([options, source, run] {
            options->source = source.get();
            options->split.seed = source.seed();
            run(*options);
        });
        return sub;
    };
    CLI::App* columnsCommand = add("columns", "What the columns of a table hold, and what is taken from them", columns);
    columnsCommand->add_flag("--json", options->json, "Print as JSON");

    CLI::App* statsCommand = add("stats", "Counts, lengths, first words of the questions", stats);
    statsCommand->add_flag("--json", options->json, "Print as JSON");

    CLI::App* checkCommand = add("check", "What is wrong with it: offsets, duplicates, contradictions, leaks", check);
    checkCommand->add_option(bothSpellings("validation_file"), options->validation,
                             "Another file, whose contexts must not be in the first");

    CLI::App* splitCommand =
        add("split", "Cut it in two; all questions of one context stay together", split, {"--first"});
    splitCommand->add_option("--first", options->first, "File for the rest")->required();
    splitCommand->add_option("--second", options->second, "File for the share")->required();
    splitCommand->add_option("--share", options->split.secondShare, "Share of the questions in the second file");

    CLI::App* saveCommand = add("save", "Write it again, mended when asked, in the form that the ending names", save);
    saveCommand
        ->add_option("--output", options->output,
                     "File to write: .json (SQuAD), .parquet, .arrow, .jsonl, .csv or .tsv")
        ->required();
    saveCommand->add_flag("--repair", options->repair, "Repair what can be repaired");
    saveCommand->add_flag(bothSpellings("leave_out"), options->leaveOut, "Leave out what has problems and cannot be");
}

} // namespace finetune::cli
