// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/column_mapping.h"
#include "core/data/dataset.h"
#include "core/data/split_mix.h"

#include <optional>
#include <string>
#include <vector>

// Which rows of a table, or questions of a SQuAD file, are taken.
namespace finetune::data {

// What must be true of a column. `column` is a column's name or a field's ("question"). Contains and equals pass over
// the case of letters; lengths are code points, of a list its elements.
struct Condition {
    enum class Is { Containing, Equal, LongerThan, ShorterThan, Empty };
    std::string column;
    Is is = Is::Containing;
    bool isNot = false;
    std::string value; // LongerThan, ShorterThan: a number
    bool operator==(const Condition&) const = default;
};

// "question contains who", "title equals Mars", "context longer than 200", "answers is empty", and with "not":
// "question not contains who", "answers is not empty". Throws Usage for what is none.
Condition conditionFromText(std::string_view text);
std::string toText(const Condition& condition);

// In this order: the rows that meet every condition, the first so many of them, a random choice of these. The order of
// the rows stays; the same seed chooses the same rows everywhere.
struct RowSelection {
    std::vector<Condition> where;
    std::optional<std::int64_t> first, sample;
    std::uint64_t seed = 42;
    bool takesAll() const { return where.empty() && !first && !sample; }
    std::int64_t takenOf(std::int64_t matching) const; // so many meet the conditions
    bool operator==(const RowSelection&) const = default;
};

// {"where": [{"column": "question", "is": "not contains", "value": "who"}], "first": 100, "sample": 10, "seed": 42};
// only what is set. Throws Input for what is none.
RowSelection selectionFromJson(const Json& json);
Json toJson(const RowSelection& selection);

// Looks at one row after the other. Throws Input when a condition names a column that is not there.
class RowFilter {
public:
    RowFilter(const std::vector<Condition>& where, const std::vector<std::string>& columns,
              const ColumnMapping& mapping, const std::filesystem::path& file);
    bool matches(const Batch& batch, std::size_t row) const;
    std::vector<std::string> columns() const; // that it looks at

private:
    struct Test {
        Condition condition;
        std::string value; // in small letters
        std::int64_t number = 0;
    };
    static bool holds(const Test& test, const Column& column, const Cell& cell);

    std::vector<Test> tests_;
};

// Takes of the rows that match, as they come: the first so many, or chosen ones (Knuth's algorithm S, with SplitMix64).
class RowPicker {
public:
    // `matching`: how many there are in all; only a sample needs it.
    RowPicker(const RowSelection& selection, std::int64_t matching);
    bool take(); // the next row that matches
    bool isDone() const { return left_ == 0 || wanted_ == 0; }

private:
    std::int64_t left_; // rows that may come; what is wanted of them
    std::int64_t wanted_;
    SplitMix64 random_;
    bool samples_;
};

// The chosen examples of a data set that is not a table. Fields stand for columns. Problems of examples that are left
// out go with them.
void select(Dataset& dataset, const RowSelection& selection);

} // namespace finetune::data
