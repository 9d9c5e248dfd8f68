// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job.h"
#include "core/eval/nbest.h"

#include <array>
#include <optional>

// What kind of mistake a model makes, and on which questions. Knows no torch; everything here is a pure function.
namespace finetune::eval {

// How an answer stands to the gold answers of its question. The first that holds, in this order:
//
//   FalseAnswer    the question has no answer in the context, and one was given
//   Right          equal to a gold answer after the official normalisation, wherever it stands; or none given where
//                  there is none. The share of Right is the exact match of the official metric
//   FalseNoAnswer  the question has an answer, and none was given
//   BoundarySlip   shares at least one character, by its place, with a gold answer: begins or ends wrong
//   WrongPlace     shares no character with a gold answer, but stands in a sentence that holds a part of one
//   WrongSentence  stands in sentences that hold no part of any gold answer
//
// Context "The Nera was dammed in 1902. Mills came in 1910." Gold: "1902" to "When was it dammed?"
//   "in 1902" is BoundarySlip, "The Nera" WrongPlace, "1910" WrongSentence, "" FalseNoAnswer, "1902." Right.
// Context "河坝建于1902年。磨坊建于1910年。" Gold: "1902年"; "1902" is BoundarySlip, "河坝" WrongPlace, "1910年"
// WrongSentence.
//
// Sentences are those of Unicode (UAX 29, no language's rules): 。！？ and line ends divide; so does "Dr. Smith".
enum class AnswerKind { Right, BoundarySlip, WrongPlace, WrongSentence, FalseAnswer, FalseNoAnswer };
constexpr std::size_t kAnswerKinds = 6;

struct Judgement {
    AnswerKind kind = AnswerKind::Right;
    double exact = 0, f1 = 0;    // 0 or 1; 0..1
    bool rightElsewhere = false; // Right, but at a place that shares no character with a gold answer
};

// `given` null: no answer was given.
Judgement judge(const data::Example& example, const Candidate* given);

// The answer that is given at a no-answer threshold: the best one that is not "", or null when the null difference is
// above the threshold or there is none. Without a threshold the answer is always given (SQuAD 1.1).
const Candidate* answerAt(const Prediction& prediction, std::optional<double> nullThreshold);

// The word that asks, English or Chinese (simplified and traditional); the first one in the question counts, wherever
// it stands: "In what year …" is What. Whose and whom are Who; "how many", "how much" and 多少 几 多长 are HowMany;
// 哪年 什么时候 何时 are When, 哪里 何处 什么地方 are Where, 为什么 为何 are Why, 如何 怎么 are How, 什么 何 are What.
enum class QuestionWord { Who, What, Which, When, Where, Why, How, HowMany, Other };
constexpr std::size_t kQuestionWords = 9;
QuestionWord questionWord(const std::string& question);

// Words of an answer: runs without white space; each Chinese character is a word of its own ("北京大学" has 4).
std::int32_t countWords(const std::string& text);

// How the examples of one group fare; the scores are means in percent.
struct Group {
    std::int32_t low = 0, high = 0; // values, inclusive; of question words both are the QuestionWord. high -1: no end
    std::int64_t count = 0;
    double exact = 0, f1 = 0;
};

struct Analysis {
    std::vector<Judgement> judgements; // one an example
    Group all;
    double characterF1 = 0;                         // mean over all, percent
    std::array<std::int64_t, kAnswerKinds> kinds{}; // by AnswerKind
    // Groups without an example are left out.
    std::vector<Group> questionWords;
    std::vector<Group> answerWords; // of the first gold answer: 0 (none), 1, 2, 3 to 4, 5 to 8, 9 and more
    std::vector<Group> windows;     // that the context was cut into: 1, 2, 3, 4 and more
};

// `predictions` and `windows` run parallel to `examples`. Every example counts (the official metric takes of those with
// one id the last). Throws Cancelled when asked to stop.
Analysis analyse(const std::vector<data::Example>& examples, const std::vector<Prediction>& predictions,
                 const std::vector<std::int32_t>& windows, std::optional<double> nullThreshold,
                 const StopToken& stop = {});

// Whether an example became right or wrong between two evaluations.
enum class Change : std::int8_t { None, BecameRight, BecameWrong };

// Of each example of `now`, found by its id in `before`; one that is not there has not changed. `ids` run parallel to
// the judgements.
std::vector<Change> changes(const std::vector<std::string>& idsBefore, const std::vector<Judgement>& before,
                            const std::vector<std::string>& ids, const std::vector<Judgement>& now);

} // namespace finetune::eval
