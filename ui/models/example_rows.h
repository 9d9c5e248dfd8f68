// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/statistics.h"
#include "ui/session/data_files.h"

#include <QFlags>

namespace finetune::ui {

// What a table of examples is asked to show. All that is asked must hold of an example.
enum class Only { Unanswerable = 1, SeveralAnswers = 2, LongContext = 4, WithProblem = 8 };
Q_DECLARE_FLAGS(Onlys, Only)

enum class ExampleOrder { Number, Question, Answer, AnswerStart, Length, Problem, Title, Id };

using TokenList = std::shared_ptr<const std::vector<data::TokenCounts>>; // one an example; null: not known

struct RowsWanted {
    QString text; // somewhere in question, answers, context, title or id; compared without case
    Onlys only;
    int longTokens = 384;      // question and context; asked where the tokens are known
    int longCharacters = 1500; // of the context, asked otherwise
    ExampleOrder order = ExampleOrder::Number;
    bool descending = false;

    bool isAll() const { return text.isEmpty() && only == Onlys() && order == ExampleOrder::Number && !descending; }
};

// What is known of the examples beside themselves; both may be null. Bits as in Findings::kinds.
struct RowFacts {
    std::shared_ptr<const Findings> findings;
    Split split = Split::Train;
    TokenList tokens;

    std::uint16_t kindsOf(std::size_t example) const;
    // Tokens of question and context when they are known, else -1.
    std::int32_t tokensOf(std::size_t example) const;
};

// The examples to show, in order, as indexes into the data set. A million take a part of a second; throws Cancelled.
std::vector<int> exampleRows(const data::Dataset& dataset, const RowsWanted& wanted, const RowFacts& facts,
                             const StopToken& stop);

} // namespace finetune::ui

Q_DECLARE_OPERATORS_FOR_FLAGS(finetune::ui::Onlys)
