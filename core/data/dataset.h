// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job.h"
#include "core/base/position.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

// Question-answering data as it is read from a file. The story: text_stream (bytes, progress, stop) feeds nlohmann's
// SAX parser, squad_events follows the nesting, squad_builder checks every entry and makes examples and problems.
// Tables come the same way from table and row_maker; open_dataset is the door to both.
namespace finetune::data {

struct Answer {
    std::string text;
    CodePoints start; // in the context
};

struct Example {
    std::string id;
    std::string title;                          // of the article
    std::string question;                       // as in the file, not stripped
    std::shared_ptr<const std::string> context; // shared by the questions of one paragraph, and by threads
    std::vector<Answer> answers;                // empty when unanswerable
    bool isImpossible = false; // always answers.empty(): the official script decides by the answers too
};

// Something wrong with one entry: where ("article 3, paragraph 7, question 2 (id “q17”)", counted from 1), what, and
// what helps.
struct Problem {
    std::string place;
    std::string what;
    std::string cure;
    bool kept = false; // the entry is in the examples all the same: this is a warning
    // The example that has it, when the doctor finds the same by looking at the examples (with OnProblem::Keep also
    // for an entry that is not sound), or that this is a note of; -1: this message is all there is of it.
    std::int32_t example = -1;
    bool note = false; // kept, and nothing is wrong: how the entry was understood
};

// Of a table that was not read whole (RowLimit in open_dataset.h): the rows that were, and those that there are; none
// where only reading on would tell.
struct PartRead {
    std::int64_t rows = 0;
    std::optional<std::int64_t> all = {};
};

struct Dataset {
    std::filesystem::path file;
    std::string version;
    std::vector<Example> examples;
    std::vector<Problem> problems;      // entries that were skipped, or kept with a warning
    std::optional<PartRead> part = {}; // none: it is whole
    bool hasUnanswerable() const;
};

// Takes the examples of a data set a slice at a time, in their order.
using ExampleSink = std::function<void(std::vector<Example> slice)>;

// Refuse: throw Input at the first entry that would be skipped. Keep: skip only what cannot be shown, for the doctor:
// an empty context, question or answer and an answer that is not at its place stay in the examples as the file has them
// (`edits.h` has soundExamples, which takes them out again). The problems are the same.
enum class OnProblem { Skip, Refuse, Keep };

// Reads SQuAD v1.1 or v2.0 JSON as a stream (UTF-8, a byte-order mark is skipped; keys in any order, unknown keys are
// left out). An entry of the wrong form, an empty context or question, and an answer that does not stand at its place
// are problems and are skipped; a wrong answer beside right ones takes only itself out. Kept with a warning: an id that
// occurs again (predictions by id can hold one of them), no answers without is_impossible, answers in spite of it.
// Throws Input for a missing or empty file, what is not JSON and what is not SQuAD. Progress counts bytes.
Dataset readSquad(const std::filesystem::path& file, OnProblem onProblem = OnProblem::Skip, const StopToken& stop = {},
                  const Progress& progress = {});

} // namespace finetune::data
