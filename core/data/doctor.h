// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/answer_place.h"
#include "core/data/edits.h"

#include <span>

// The data doctor: what is wrong with the examples of a project, and what would mend it. It looks at examples alone, so
// read a file with OnProblem::Keep to have those shown to it that a training leaves out.
namespace finetune::data {

enum class FindingKind {
    Misplaced,         // the answer does not stand at answer_start, but elsewhere in its context
    NotInContext,      // the answer is nowhere in its context
    EmptyAnswer,       // an answer without text
    EmptyQuestion,     // nothing but white space
    EmptyContext,      // the same
    DuplicateId,       // two examples have one id: predictions by id hold only one of them
    DuplicateQuestion, // the same question on the same context again, with an answer that agrees
    Contradiction,     // the same with an answer that does not agree: no text in common, or one side unanswerable
    Leak,              // a context of the training file stands in another file too
};
constexpr std::size_t kFindingKinds = 9;

struct Finding {
    FindingKind kind = FindingKind::Misplaced;
    std::int32_t dataset = 0;             // index into the data sets that were looked at
    std::vector<std::int32_t> examples{}; // of that data set; of a group all, in order
    std::int32_t answer = -1;             // Misplaced, NotInContext, EmptyAnswer: index of the answer
    FoundPlace place{};                   // Misplaced: where it stands, and how answer_start was counted
    std::string closest{};                // NotInContext: what the context has when case, quotes and white space are
                                          // passed over; empty when it has nothing like it. `place` says where
    std::int32_t other = -1;              // Leak: the data set that has the context as well
};

// The first data set is the training's; null ones are passed over. Findings come by kind, data set and example. Linear
// in the size of the texts (a million questions in seconds); looks at the stop token, progress counts examples.
std::vector<Finding> diagnose(std::span<const std::shared_ptr<const Dataset>> datasets, const StopToken& stop = {},
                              const Progress& progress = {});

// Whether `repairs` has something for it:
//   Misplaced      answer_start becomes the place that was found
//   NotInContext   the answer becomes what the context has, when it has something like it
//   EmptyAnswer    the answer is taken out; with no other one the question becomes unanswerable
//   DuplicateId    later examples get an id of their own
//   Contradiction  the first example stays, later ones are left out
bool canRepair(const Finding& finding);

// The edits that mend the findings, all of one data set; what cannot be mended is passed over.
std::vector<Edit> repairs(std::span<const Finding* const> findings, const Dataset& dataset);

// The edits that leave the examples out: of duplicates all but the first, otherwise all of them.
std::vector<Edit> leavingOut(std::span<const Finding* const> findings);

// "duplicate question", for the command line.
const char* nameOf(FindingKind kind);

// One line in English: which example, what is wrong, what helps.
std::string describe(const Finding& finding, const Dataset& dataset);

} // namespace finetune::data
