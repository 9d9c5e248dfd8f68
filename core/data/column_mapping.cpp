// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/column_mapping.h"

#include "core/base/error.h"
#include "core/data/python_literal.h"

#include <algorithm>
#include <span>

namespace finetune::data {
namespace {

struct Names {
    const char* name;                 // ours
    std::vector<const char*> columns; // as normalised() has them, the likeliest first
};

const Names& namesOf(DataField field) {
    static const std::array<Names, kDataFields> all = {{
        {"id", {"id", "qid", "questionid", "exampleid", "qaid", "qasid", "uid", "uuid", "guid", "key", "编号"}},
        {"title", {"title", "articletitle", "documenttitle", "doctitle", "heading", "titel", "titre", "标题"}},
        {"question", {"question", "questiontext", "query", "frage", "pregunta", "domanda", "问题", "質問", "질문"}},
        {"context", {"context",  "contexts", "passage", "paragraph", "contexttext", "document", "article",
                     "body",     "content",  "story",   "kontext",   "absatz",      "contexte", "contexto",
                     "contesto", "上下文",   "段落",    "文章",      "原文",        "text"}},
        {"answers", {"answers", "answer", "answersdict", "goldanswers"}},
        {"answer_text",
         {"answertext", "answer", "answers", "answerspan", "goldanswer", "span", "response", "target", "antwort",
          "reponse", "respuesta", "risposta", "答案", "回答"}},
        {"answer_start",
         {"answerstart", "answerstarts", "answeroffset", "answerbegin", "startchar", "charstart", "startoffset",
          "startindex", "start", "offset"}},
        {"is_impossible", {"isimpossible", "impossible", "unanswerable", "noanswer", "isunanswerable"}},
    }};
    return all[static_cast<std::size_t>(field)];
}

std::string normalised(std::string_view column) {
    std::string text;
    for (const char c : column)
        if (c != '_' && c != '-' && c != ' ' && c != '.')
            text.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    return text;
}

// ------------------------------------------------------------------ shapes

bool isNumber(std::string_view text) {
    return !text.empty() && text.find_first_not_of("-0123456789") == std::string_view::npos;
}

// Whether the first values could be the field's. A column that is not there, or holds nothing yet, could.
bool couldHold(DataField field, const Column* column) {
    if (!column)
        return true;
    const auto first = std::find_if(column->cells.begin(), column->cells.end(), [&](const Cell& cell) {
        return !isEmpty(*column, cell) || cell.kind == Cell::Kind::Struct;
    });
    if (first == column->cells.end())
        return true;
    const Column* elements = elementsOf(*column);
    using Kind = Cell::Kind;
    const auto listOf = [&](Kind kind) {
        return first->kind == Kind::List && elements && elements->at(first->begin).kind == kind;
    };
    switch (field) {
    case DataField::Id:
        return first->isText() || first->kind == Kind::Integer || first->kind == Kind::Real;
    case DataField::Answers:
        return first->kind == Kind::Struct || listOf(Kind::Struct) || (first->isText() && looksWritten(first->text));
    case DataField::AnswerText:
        return (first->isText() && !looksWritten(first->text)) || listOf(Kind::Text);
    case DataField::AnswerStart:
        return first->kind == Kind::Integer || first->kind == Kind::Real || listOf(Kind::Integer) ||
               (first->isText() && isNumber(first->text));
    case DataField::IsImpossible:
        return first->kind == Kind::Boolean || first->kind == Kind::Integer || first->isText();
    default:
        return first->isText();
    }
}

std::string listed(const std::vector<std::string>& columns, const Batch& rows) {
    std::string text;
    for (const std::string& name : columns) {
        const Column* column = rows.column(name);
        text += (text.empty() ? "“" : ", “") + name + "”" + (column ? " (" + shapeOf(*column) + ")" : "");
    }
    return text.empty() ? "There are no columns" : "The columns are " + text;
}

} // namespace

const char* nameOf(DataField field) {
    return namesOf(field).name;
}

std::optional<DataField> fieldOfName(std::string_view column) {
    const std::string name = normalised(column);
    for (const DataField field : allDataFields())
        for (const char* known : namesOf(field).columns)
            if (name == known && name != "text") // that may be anything
                return field;
    return {};
}

ColumnMapping guessed(const std::vector<std::string>& columns, const Batch& rows, const ColumnMapping& given) {
    ColumnMapping mapping = given;
    std::vector<std::string> taken;
    for (const auto& column : given.columns)
        if (column && !column->empty())
            taken.push_back(*column);
    const auto recognise = [&](DataField field) {
        if (mapping[field])
            return;
        for (const char* known : namesOf(field).columns)
            for (const std::string& column : columns)
                if (normalised(column) == known && couldHold(field, rows.column(column)) &&
                    std::find(taken.begin(), taken.end(), column) == taken.end()) {
                    mapping[field] = column;
                    taken.push_back(column);
                    return;
                }
        mapping[field] = "";
    };
    for (const DataField field : allDataFields()) {
        const bool textGiven = given.has(DataField::AnswerText);
        if ((field == DataField::Answers && textGiven) ||
            ((field == DataField::AnswerText || field == DataField::AnswerStart) &&
             std::as_const(mapping).has(DataField::Answers) && !mapping[field]))
            mapping[field] = "";
        recognise(field);
    }
    return mapping;
}

ColumnMapping recognised(const std::vector<std::string>& columns, const Batch& rows, const ColumnMapping& given,
                         const std::filesystem::path& file) {
    for (const auto& column : given.columns)
        if (column && !column->empty() && std::find(columns.begin(), columns.end(), *column) == columns.end())
            throw Error(Kind::Input, "has no column “" + *column + "”").in(file).cure(listed(columns, rows));
    const ColumnMapping made = guessed(columns, rows, given);
    const auto needed = [&](DataField field, const char* what) {
        throw Error(Kind::Input, std::string("no column was recognised as the ") + what)
            .in(file)
            .cure(listed(columns, rows) + ". Say which one it is, for instance --columns " + nameOf(field) + "=" +
                  (columns.empty() ? "name" : columns.front()));
    };
    if (!made.has(DataField::Question))
        needed(DataField::Question, "question");
    if (!made.has(DataField::Context))
        needed(DataField::Context, "context");
    if (!made.has(DataField::Answers) && !made.has(DataField::AnswerText))
        needed(DataField::AnswerText, "answers");
    return made;
}

std::string columnNamed(std::string_view name, const std::vector<std::string>& columns, const ColumnMapping& mapping) {
    if (std::find(columns.begin(), columns.end(), name) != columns.end())
        return std::string(name);
    for (const DataField field : allDataFields())
        if (name == nameOf(field) && mapping.has(field))
            return mapping[field];
    return name == nameOf(DataField::AnswerText) ? mapping[DataField::Answers]
           : name == nameOf(DataField::Answers)  ? mapping[DataField::AnswerText]
                                                 : std::string();
}

// ------------------------------------------------------------------ written

namespace {

DataField fieldNamed(std::string_view name, Kind kind) {
    std::string all;
    for (const DataField field : allDataFields()) {
        if (name == nameOf(field))
            return field;
        all += (all.empty() ? "" : ", ") + std::string(nameOf(field));
    }
    throw Error(kind, "“" + std::string(name) + "” is no field of a question").cure("The fields are " + all);
}

} // namespace

ColumnMapping mappingFromText(std::string_view text) {
    ColumnMapping mapping;
    std::vector<std::string> parts(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == ',')
            parts.back().push_back(text[++i]);
        else if (text[i] == ',')
            parts.emplace_back();
        else
            parts.back().push_back(text[i]);
    }
    for (const std::string& part : parts) {
        if (part.empty())
            continue;
        const auto equals = part.find('=');
        if (equals == std::string::npos)
            throw Error(Kind::Usage, "“" + part + "” does not say which column a field is in")
                .cure("Write field=column, for instance question=frage,context=absatz");
        mapping[fieldNamed(std::string_view(part).substr(0, equals), Kind::Usage)] = part.substr(equals + 1);
    }
    return mapping;
}

std::string toText(const ColumnMapping& mapping) {
    std::string text;
    for (const DataField field : allDataFields()) {
        const auto& column = mapping.columns[static_cast<std::size_t>(field)];
        if (!column)
            continue;
        text += (text.empty() ? "" : ",") + std::string(nameOf(field)) + "=";
        for (const char c : *column)
            text += c == ',' ? "\\," : std::string(1, c);
    }
    return text;
}

ColumnMapping mappingFromJson(const Json& json) {
    if (!json.is_object())
        throw Error(Kind::Input, "the columns must be an object of fields and columns");
    ColumnMapping mapping;
    for (const auto& [name, column] : json.items()) {
        const DataField field = fieldNamed(name, Kind::Input);
        if (!column.is_string())
            throw Error(Kind::Input, "the column of “" + name + "” must be a text");
        mapping[field] = column.get<std::string>();
    }
    return mapping;
}

Json toJson(const ColumnMapping& mapping) {
    Json json = Json::object();
    for (const DataField field : allDataFields())
        if (const auto& column = mapping.columns[static_cast<std::size_t>(field)])
            json[nameOf(field)] = *column;
    return json;
}

} // namespace finetune::data
