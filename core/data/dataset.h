// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job.h"
#include "core/base/position.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace finetune::data {

struct Answer {
    std::string text;
    CodePoints start; // in the context
};

struct Example {
    std::string id;
    std::string title;                          // of the article
    std::string question;                       // as in the file, not stripped
    std::shared_ptr<const std::string> context; // shared by the questions of one paragraph
    std::vector<Answer> answers;                // empty when unanswerable
    bool isImpossible = false;
};

// Something wrong with one entry: where ("article 3, paragraph 7, question 2 (id “q17”)", counted from 1) and what.
struct Problem {
    std::string place;
    std::string what;
    std::string cure;
};

struct Dataset {
    std::filesystem::path file;
    std::string version;
    std::vector<Example> examples;
    std::vector<Problem> problems; // entries that were skipped, or kept with a warning
    bool hasUnanswerable() const;
};

enum class OnProblem { Skip, Refuse }; // Refuse: throw Input at the first malformed entry

// Reads SQuAD v1.1 or v2.0 JSON as a stream (UTF-8, a byte-order mark is skipped). An answer that does not stand at its
// place is a problem. Throws Input for a missing or empty file, what is not JSON and what is not SQuAD.
Dataset readSquad(const std::filesystem::path& file, OnProblem onProblem = OnProblem::Skip, const StopToken& stop = {},
                  const Progress& progress = {});

} // namespace finetune::data
