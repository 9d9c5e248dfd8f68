// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/row_selection.h"

#include "core/base/error.h"
#include "core/data/example_rows.h"
#include "core/text/characters.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace finetune::data {
namespace {

struct Operator {
    const char* words;
    Condition::Is is;
    bool isNot, takesValue;
};
// Longer words before those that they begin with.
constexpr Operator kOperators[] = {
    {"not contains", Condition::Is::Containing, true, true}, {"contains", Condition::Is::Containing, false, true},
    {"not equals", Condition::Is::Equal, true, true},        {"equals", Condition::Is::Equal, false, true},
    {"longer than", Condition::Is::LongerThan, false, true}, {"shorter than", Condition::Is::ShorterThan, false, true},
    {"is not empty", Condition::Is::Empty, true, false},     {"is empty", Condition::Is::Empty, false, false},
};

std::optional<std::int64_t> number(std::string_view text) {
    std::int64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    return read.ec == std::errc() && read.ptr == text.data() + text.size() && value >= 0 ? std::optional(value)
                                                                                         : std::nullopt;
}

std::string inSmallLetters(std::string_view text) {
    std::string small;
    small.reserve(text.size());
    std::u32string lower;
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x80) {
            small.push_back(byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : text[at]);
            ++at;
            continue;
        }
        lower.clear();
        text::appendLower(text::next(text, at), lower);
        for (const char32_t c : lower)
            text::append(small, c);
    }
    return small;
}

} // namespace

Condition conditionFromText(std::string_view text) {
    std::size_t first = std::string_view::npos;
    const Operator* found = nullptr;
    for (const Operator& known : kOperators) {
        const std::string words = " " + std::string(known.words) + (known.takesValue ? " " : "");
        const std::size_t at = text.find(words);
        if (at < first && (known.takesValue || at + words.size() == text.size()))
            first = at, found = &known;
    }
    const auto refuse = [&](const std::string& what) {
        throw Error(Kind::Usage, "“" + std::string(text) + "” " + what)
            .cure("Write a column and what must be true of it: “question contains who”, “title equals Mars”, “context "
                  "longer than 200”, “answers is empty”; with not: “question not contains who”, “answers is not "
                  "empty”");
    };
    if (!found || first == 0)
        refuse("is no condition");
    Condition condition{std::string(text.substr(0, first)), found->is, found->isNot, {}};
    if (found->takesValue)
        condition.value = text.substr(first + std::string_view(found->words).size() + 2);
    const bool isLength = found->is == Condition::Is::LongerThan || found->is == Condition::Is::ShorterThan;
    if (isLength && !number(condition.value))
        refuse("compares with no number of characters");
    return condition;
}

std::string toText(const Condition& condition) {
    for (const Operator& each : kOperators)
        if (each.is == condition.is && each.isNot == condition.isNot)
            return condition.column + " " + each.words + (each.takesValue ? " " + condition.value : "");
    return {}; // not longer than: nothing here makes it
}

RowSelection selectionFromJson(const Json& json) {
    const auto refuse = [](const std::string& what) {
        throw Error(Kind::Input, "the choice of rows " + what).cure("Choose the rows anew, or take “rows” out");
    };
    const auto numberOf = [&](const char* key) -> std::optional<std::int64_t> {
        const auto value = json.find(key);
        if (value == json.end())
            return {};
        if (!value->is_number_integer() || value->get<std::int64_t>() < 0)
            refuse(std::string("has no number as “") + key + "”");
        return value->get<std::int64_t>();
    };
    if (!json.is_object())
        refuse("must be an object");
    RowSelection selection;
    selection.first = numberOf("first");
    selection.sample = numberOf("sample");
    selection.seed = static_cast<std::uint64_t>(numberOf("seed").value_or(42));
    const Json where = json.value("where", Json::array());
    if (!where.is_array())
        refuse("has no list of conditions as “where”");
    for (const Json& one : where) {
        const auto text = [&](const char* key) {
            const auto value = one.is_object() ? one.find(key) : one.end();
            return value != one.end() && value->is_string() ? value->get<std::string>() : std::string();
        };
        const std::string words = text("is");
        const auto known = std::find_if(std::begin(kOperators), std::end(kOperators),
                                        [&](const Operator& each) { return words == each.words; });
        if (known == std::end(kOperators) || text("column").empty())
            refuse("has a condition that is none");
        Condition condition{text("column"), known->is, known->isNot, text("value")};
        const bool isLength = known->is == Condition::Is::LongerThan || known->is == Condition::Is::ShorterThan;
        if (isLength && !number(condition.value))
            refuse("compares a length with no number");
        selection.where.push_back(std::move(condition));
    }
    return selection;
}

Json toJson(const RowSelection& selection) {
    Json json = Json::object();
    for (const Condition& condition : selection.where) {
        const auto known = std::find_if(std::begin(kOperators), std::end(kOperators), [&](const Operator& each) {
            return each.is == condition.is && each.isNot == condition.isNot;
        });
        if (known == std::end(kOperators)) // not longer than: nothing here makes it
            continue;
        Json one{{"column", condition.column}, {"is", known->words}};
        if (known->takesValue)
            one["value"] = condition.value;
        json["where"].push_back(std::move(one));
    }
    if (selection.first)
        json["first"] = *selection.first;
    if (selection.sample)
        json["sample"] = *selection.sample;
    if (selection.sample)
        json["seed"] = selection.seed;
    return json;
}

std::int64_t RowSelection::takenOf(std::int64_t matching) const {
    return std::min({matching, first.value_or(matching), sample.value_or(matching)});
}

// ------------------------------------------------------------------ rows

RowFilter::RowFilter(const std::vector<Condition>& where, const std::vector<std::string>& columns,
                     const ColumnMapping& mapping, const std::filesystem::path& file) {
    for (const Condition& condition : where) {
        Test test{condition, inSmallLetters(condition.value), number(condition.value).value_or(0)};
        test.condition.column = columnNamed(condition.column, columns, mapping);
        if (test.condition.column.empty()) {
            std::string all;
            for (const std::string& column : columns)
                all += (all.empty() ? "" : ", ") + column;
            throw Error(Kind::Input, "has no column “" + condition.column + "”, which a condition asks for")
                .in(file)
                .cure("The columns are " + all);
        }
        tests_.push_back(std::move(test));
    }
}

std::vector<std::string> RowFilter::columns() const {
    std::vector<std::string> columns;
    for (const Test& test : tests_)
        columns.push_back(test.condition.column);
    return columns;
}

bool RowFilter::holds(const Test& test, const Column& column, const Cell& cell) {
    using Is = Condition::Is;
    if (test.condition.is == Is::Empty)
        return isEmpty(column, cell);
    if (test.condition.is == Is::LongerThan || test.condition.is == Is::ShorterThan) {
        const std::int64_t length = cell.kind == Cell::Kind::List
                                        ? cell.count
                                        : text::countCodePoints(cell.isText() ? cell.text : shown(column, cell));
        return test.condition.is == Is::LongerThan ? length > test.number : length < test.number;
    }
    const std::string text = inSmallLetters(cell.isText() ? std::string(cell.text) : shown(column, cell));
    return test.condition.is == Is::Equal ? text == test.value : text.find(test.value) != std::string::npos;
}

bool RowFilter::matches(const Batch& batch, std::size_t row) const {
    return std::all_of(tests_.begin(), tests_.end(), [&](const Test& test) {
        static const Column none;
        const Column* column = batch.column(test.condition.column);
        return holds(test, column ? *column : none, column ? column->at(row) : Cell{}) != test.condition.isNot;
    });
}

RowPicker::RowPicker(const RowSelection& selection, std::int64_t matching)
    : random_(selection.seed), samples_(selection.sample.has_value()) {
    constexpr auto kAll = std::numeric_limits<std::int64_t>::max();
    left_ = std::min(selection.first.value_or(kAll), samples_ ? matching : kAll);
    wanted_ = std::min(selection.sample.value_or(kAll), left_);
}

bool RowPicker::take() {
    if (isDone())
        return false;
    const bool taken =
        !samples_ || random_.next() % static_cast<std::uint64_t>(left_) < static_cast<std::uint64_t>(wanted_);
    --left_;
    wanted_ -= taken;
    return taken;
}

// ------------------------------------------------------------------ examples

void select(Dataset& dataset, const RowSelection& selection) {
    if (selection.takesAll())
        return;
    const std::size_t count = dataset.examples.size();
    std::vector<bool> matches(count, true);
    std::int64_t matching = static_cast<std::int64_t>(count);
    if (!selection.where.empty()) {
        const RowFilter filter(selection.where, exampleColumns(), exampleMapping(), dataset.file);
        matching = 0;
        for (std::size_t begin = 0; begin < count; begin += kExampleBatch) {
            const Batch batch = rowsOf(dataset, begin, std::min(begin + kExampleBatch, count));
            for (std::size_t i = 0; i < batch.size; ++i)
                matching += matches[begin + i] = filter.matches(batch, i);
        }
    }
    RowPicker picker(selection, matching);
    std::vector<std::int32_t> now(count, -1); // where each example comes to lie; -1: left out
    std::vector<Example> taken;
    for (std::size_t i = 0; i < count; ++i)
        if (matches[i] && picker.take()) {
            now[i] = static_cast<std::int32_t>(taken.size());
            taken.push_back(std::move(dataset.examples[i]));
        }
    dataset.examples = std::move(taken);
    std::erase_if(dataset.problems, [&](Problem& problem) {
        if (problem.example < 0)
            return false;
        problem.example =
            problem.example < static_cast<std::int32_t>(count) ? now[static_cast<std::size_t>(problem.example)] : -1;
        return problem.example < 0;
    });
}

} // namespace finetune::data
