// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/data/cells.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Which column of a table holds what.
namespace finetune::data {

enum class DataField { Id, Title, Question, Context, Answers, AnswerText, AnswerStart, IsImpossible };
constexpr std::size_t kDataFields = 8;
constexpr std::array<DataField, kDataFields> allDataFields() {
    return {DataField::Id,      DataField::Title,      DataField::Question,    DataField::Context,
            DataField::Answers, DataField::AnswerText, DataField::AnswerStart, DataField::IsImpossible};
}

// "question", "answer_start" …: as it is written on the command line and in JSON.
const char* nameOf(DataField field);

// What a column of this name usually holds, in the spellings that are common (and in some languages); none for others.
std::optional<DataField> fieldOfName(std::string_view column);

// Question and context are needed, and the answers in one of three forms: `answers` ({text, answer_start} as lists, or
// a list of {text, answer_start}, also written as JSON or by Python into a text), `answer_text` with `answer_start`, or
// `answer_text` alone, which is looked for in the context. Without an id the row's number is it.
struct ColumnMapping {
    // By field. "": no column holds it; nothing: nobody said, it is to be recognised.
    std::array<std::optional<std::string>, kDataFields> columns;

    std::optional<std::string>& operator[](DataField field) { return columns[static_cast<std::size_t>(field)]; }
    // The column; "" where there is none.
    const std::string& operator[](DataField field) const {
        static const std::string none;
        const auto& column = columns[static_cast<std::size_t>(field)];
        return column ? *column : none;
    }
    bool has(DataField field) const { return !(*this)[field].empty(); }
    bool empty() const { return *this == ColumnMapping{}; }
    bool operator==(const ColumnMapping&) const = default;
};

// "question=frage,context=absatz"; "title=" says that there is none. `\,` is a comma inside a name. Throws Usage.
ColumnMapping mappingFromText(std::string_view text);
std::string toText(const ColumnMapping& mapping);

// {"question": "frage", …}; only what is set. Throws Input for what is none.
ColumnMapping mappingFromJson(const Json& json);
Json toJson(const ColumnMapping& mapping);

// Recognises the columns by name and, in these rows, by shape; what `given` names is taken as it is. Throws Input when
// a named column is not there or a needed one is not recognised; the message lists the columns.
ColumnMapping recognised(const std::vector<std::string>& columns, const Batch& rows, const ColumnMapping& given,
                         const std::filesystem::path& file);

// The same without a word: "" for each field that no column was found for, also a needed one.
ColumnMapping guessed(const std::vector<std::string>& columns, const Batch& rows, const ColumnMapping& given);

// The column of a name that a person gave: a column's own, or a field's ("question" where the column is "frage"); ""
// where there is none.
std::string columnNamed(std::string_view name, const std::vector<std::string>& columns, const ColumnMapping& mapping);

} // namespace finetune::data
