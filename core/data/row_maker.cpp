// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/row_maker.h"

#include "core/data/closest_text.h"
#include "core/data/python_literal.h"
#include "core/text/utf8.h"

#include <charconv>
#include <cmath>

namespace finetune::data {
namespace {

constexpr const char* kAnswersForm = "Answers are {\"text\": [ … ], \"answer_start\": [ … ]}, a list of {\"text\", "
                                     "\"answer_start\"}, or a text";

std::string kindOf(const Cell& cell) {
    switch (cell.kind) {
    case Cell::Kind::Null:
        return "empty";
    case Cell::Kind::Text:
        return "a text";
    case Cell::Kind::Integer:
        return "a whole number";
    case Cell::Kind::Real:
        return "a number with a fraction";
    case Cell::Kind::Boolean:
        return "true or false";
    case Cell::Kind::List:
        return "a list";
    case Cell::Kind::Struct:
        return "an object";
    case Cell::Kind::Other:
        break;
    }
    return "of another type";
}

std::optional<std::int64_t> wholeNumber(const Cell& cell) {
    constexpr double kExact = 9007199254740992.0; // 2^53
    if (cell.kind == Cell::Kind::Integer)
        return cell.integer;
    if (cell.kind == Cell::Kind::Real && std::abs(cell.real) < kExact && cell.real == std::trunc(cell.real))
        return static_cast<std::int64_t>(cell.real); // pandas makes of whole numbers with gaps
    if (cell.isText()) {
        double number = 0;
        const char* const end = cell.text.data() + cell.text.size();
        const auto read = std::from_chars(cell.text.data(), end, number);
        if (read.ec == std::errc() && read.ptr == end && std::abs(number) < kExact && number == std::trunc(number))
            return static_cast<std::int64_t>(number);
    }
    return {};
}

const Column* childNamed(const Column& column, std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (const Column* child = column.child(name))
            return child;
    return nullptr;
}
const Column* textsOf(const Column& column) {
    return childNamed(column, {"text", "texts", "answer_text", "answer", "span"});
}
const Column* startsOf(const Column& column) {
    return childNamed(column, {"answer_start", "answer_starts", "start", "starts", "offset", "begin"});
}

// What is read from JSON in a cell, as cells.
void fill(Column& column, const Json& value, std::deque<std::string>& kept) {
    const std::size_t index = column.cells.size();
    Cell cell;
    if (value.is_boolean())
        cell = {.kind = Cell::Kind::Boolean, .integer = value.get<bool>()};
    else if (value.is_number_integer())
        cell = {.kind = Cell::Kind::Integer, .integer = value.get<std::int64_t>()};
    else if (value.is_number())
        cell = {.kind = Cell::Kind::Real, .real = value.get<double>()};
    else if (value.is_string())
        cell = {.kind = Cell::Kind::Text, .text = kept.emplace_back(value.get<std::string>())};
    else if (value.is_array()) {
        if (!elementsOf(column))
            column.children.emplace_back();
        auto& elements = const_cast<Column&>(*elementsOf(column));
        cell = {.kind = Cell::Kind::List,
                .begin = static_cast<std::uint32_t>(elements.cells.size()),
                .count = static_cast<std::uint32_t>(value.size())};
        for (const Json& element : value)
            fill(elements, element, kept);
    } else if (value.is_object()) {
        cell = {.kind = Cell::Kind::Struct, .begin = static_cast<std::uint32_t>(index)};
        for (const auto& [key, element] : value.items()) {
            Column* child = const_cast<Column*>(column.child(key));
            if (!child) {
                child = &column.children.emplace_back();
                child->name = key;
            }
            child->cells.resize(index);
            fill(*child, element, kept);
        }
    }
    column.cells.push_back(cell);
}

// One answer or several, in whatever form they stand.
class AnswerReader {
public:
    AnswerReader(std::vector<RawAnswer>& answers, Complaint& complaint) : answers_(answers), complaint_(complaint) {}

    // {"text", "answer_start"} as lists or values, a list of these, or texts.
    void read(const Column& column, const Cell& cell, int depth = 0) {
        switch (cell.kind) {
        case Cell::Kind::Null:
            return;
        case Cell::Kind::Struct: {
            const Column* texts = textsOf(column);
            const Column* starts = startsOf(column);
            if (!texts)
                return complaint_.note("has no “text” in its answers", kAnswersForm);
            const Cell none;
            pair(*texts, texts->at(cell.begin), starts, starts ? starts->at(cell.begin) : none);
            return;
        }
        case Cell::Kind::List: {
            const Column* elements = elementsOf(column);
            for (std::uint32_t i = 0; elements && i < cell.count && depth == 0; ++i)
                read(*elements, elements->at(cell.begin + i), depth + 1);
            return;
        }
        case Cell::Kind::Text: {
            if (depth > 0 || !looksWritten(cell.text))
                return pair(column, cell, nullptr, {});
            const auto value = writtenValue(cell.text);
            if (!value)
                return complaint_.note("the answers are written in a form that is not known: “" +
                                           text::sliceCodePoints(std::string(cell.text), 0, 60) + "”",
                                       kAnswersForm);
            Column written;
            std::deque<std::string> kept;
            fill(written, *value, kept);
            return read(written, written.cells[0]);
        }
        default:
            complaint_.note("the answers are " + kindOf(cell), kAnswersForm);
        }
    }

    // Texts with their places, as lists or as single values.
    void pair(const Column& texts, const Cell& text, const Column* starts, const Cell& start) {
        if (text.isNull() && start.kind == Cell::Kind::List && start.count > 0)
            return complaint_.note("has places of answers and no texts", kAnswersForm);
        if (text.isNull())
            return;
        if (text.kind != Cell::Kind::List) {
            if (!isEmpty(texts, text)) // an empty text is no answer
                one(text, starts ? &start : nullptr);
            return;
        }
        const Column* elements = elementsOf(texts);
        const Column* places = starts ? elementsOf(*starts) : nullptr;
        const bool single = starts && start.kind != Cell::Kind::List && !start.isNull();
        const std::uint32_t count = single ? 1 : start.count;
        if (starts && count != text.count)
            return complaint_.note("has " + std::to_string(text.count) + " texts and " + std::to_string(count) +
                                       " places of answers",
                                   kAnswersForm);
        for (std::uint32_t i = 0; i < text.count && elements; ++i)
            one(elements->at(text.begin + i), single ? &start : places ? &places->at(start.begin + i) : nullptr);
    }

private:
    void one(const Cell& text, const Cell* start) {
        RawAnswer& answer = answers_.emplace_back();
        if (text.isText())
            answer.text = std::string(text.text);
        else if (text.kind == Cell::Kind::Integer)
            answer.text = std::to_string(text.integer);
        else
            answer.complaint.note("the answer's text is " + kindOf(text), kAnswersForm);
        if (answer.text && !text::isValidUtf8(*answer.text)) {
            answer.text.reset();
            answer.complaint.note("the answer's text is not UTF-8", "Save the file again as UTF-8");
        }
        if (!start || start->isNull())
            return; // it is looked for
        answer.start = wholeNumber(*start);
        if (!answer.start)
            answer.complaint.note("the answer's place must be a whole number; here it is " + kindOf(*start),
                                  "It counts code points of the context, from 0");
    }

    std::vector<RawAnswer>& answers_;
    Complaint& complaint_;
};

// An answer that came without its place gets the first one.
void locate(RawRow& made, RawAnswer& answer) {
    if (answer.start || !answer.text || answer.complaint.any())
        return;
    const std::vector<CodePoints> places = placesOf(*answer.text, *made.context);
    const std::string shown = "“" + text::sliceCodePoints(*answer.text, 0, 60) + "”";
    if (places.empty()) {
        const auto closest = closestText(*made.context, *answer.text, {0});
        answer.complaint.note("the answer " + shown + " does not stand in the context",
                              closest ? "There stands “" + closest->text + "”" : "");
        return;
    }
    answer.start = places.front().value;
    if (places.size() == 1)
        return;
    constexpr std::size_t kMost = 8;
    std::string list;
    for (std::size_t i = 0; i < std::min(places.size(), kMost); ++i)
        list += (i > 0 ? ", " : "") + std::to_string(places[i].value);
    if (places.size() > kMost)
        list += " …";
    made.notes.push_back({"the answer " + shown + " stands at " + std::to_string(places.size()) +
                              " places of the context (" + list + "); the first was taken",
                          "Give answer_start, where the answer begins, in code points from 0"});
}

} // namespace

std::vector<CodePoints> placesOf(std::string_view text, std::string_view context) {
    std::vector<CodePoints> places;
    std::size_t counted = 0;
    std::int32_t codePoints = 0;
    for (std::size_t at = context.find(text); !text.empty() && at != std::string_view::npos;
         at = context.find(text, at + 1)) {
        codePoints += text::countCodePoints(context.substr(counted, at - counted));
        counted = at;
        places.push_back({codePoints});
    }
    return places;
}

const Cell& RowMaker::Source::at(std::size_t row) const {
    static const Cell none;
    return column ? column->at(row) : none;
}

std::string RowMaker::named(DataField field) const {
    return "column “" + std::as_const(mapping_)[field] + "”";
}

void RowMaker::begin(const Batch& batch) {
    batch_ = &batch;
    for (const DataField field : allDataFields())
        sources_[static_cast<std::size_t>(field)].column =
            mapping_.has(field) ? batch.column(std::as_const(mapping_)[field]) : nullptr;
}

std::optional<std::string> RowMaker::text(DataField field, std::size_t row, Complaint& complaint) const {
    const Cell& cell = of(field).at(row);
    if (cell.isNull())
        return {};
    if (cell.isText() && text::isValidUtf8(cell.text))
        return std::string(cell.text);
    if (cell.isText())
        complaint.note(named(field) + " is not UTF-8", "Save the file again as UTF-8");
    else if (cell.kind == Cell::Kind::Integer || cell.kind == Cell::Kind::Real)
        return shown(*of(field).column, cell);
    else
        complaint.note(named(field) + " must be a text; here it is " + kindOf(cell));
    return {};
}

std::shared_ptr<const std::string> RowMaker::context(std::size_t row, Complaint& complaint) {
    const Cell& cell = of(DataField::Context).at(row);
    if (!cell.isText()) {
        complaint.note(named(DataField::Context) +
                           (cell.isNull() ? " is empty" : " must be a text; here it is " + kindOf(cell)),
                       "It must be the text that holds the answers");
        return nullptr;
    }
    if (last_ < 0 || *contexts_[static_cast<std::size_t>(last_)].text != cell.text) {
        const auto next = static_cast<std::int32_t>(contexts_.size());
        last_ = seen_.of(std::hash<std::string_view>()(cell.text), next, [&](std::int32_t earlier) {
            return *contexts_[static_cast<std::size_t>(earlier)].text == cell.text;
        });
        if (last_ == next)
            contexts_.push_back({std::make_shared<const std::string>(cell.text), text::isValidUtf8(cell.text)});
    }
    const Context& context = contexts_[static_cast<std::size_t>(last_)];
    if (!context.isUtf8)
        complaint.note(named(DataField::Context) + " is not UTF-8", "Save the file again as UTF-8");
    return context.text;
}

void RowMaker::forgetContexts() {
    if (last_ >= 0)
        contexts_ = {contexts_[static_cast<std::size_t>(last_)]};
    last_ = std::min(last_, 0);
    seen_ = {};
}

RawRow RowMaker::badRow(const BadRow& bad) const {
    RawRow made;
    made.file = file_;
    made.number = batch_->firstRow + static_cast<std::int64_t>(bad.row) + 1;
    made.question.complaint = {bad.what, bad.cure};
    return made;
}

RawRow RowMaker::row(std::size_t row) {
    RawRow made;
    made.file = file_;
    made.number = batch_->firstRow + static_cast<std::int64_t>(row) + 1;
    Complaint& complaint = made.question.complaint;
    made.question.id = text(DataField::Id, row, complaint);
    if (!mapping_.has(DataField::Id))
        made.question.id = file_.empty() ? std::to_string(made.number) : file_ + ":" + std::to_string(made.number);
    made.question.question = text(DataField::Question, row, complaint);
    if (!made.question.question)
        complaint.note(named(DataField::Question) + " is empty", "Write the question, or leave the row out");
    Complaint none;
    made.title = text(DataField::Title, row, none).value_or("");
    made.context = context(row, complaint);
    answers(made, row);
    return made;
}

void RowMaker::answers(RawRow& made, std::size_t row) const {
    RawQuestion& question = made.question;
    AnswerReader reader(question.answers, question.complaint);
    if (mapping_.has(DataField::Answers)) {
        if (const Source& source = of(DataField::Answers); source.column)
            reader.read(*source.column, source.at(row));
    } else if (const Source& texts = of(DataField::AnswerText); texts.column) {
        const Source& starts = of(DataField::AnswerStart);
        if (texts.at(row).isText() || starts.column)
            reader.pair(*texts.column, texts.at(row), starts.column, starts.at(row));
        else
            reader.read(*texts.column, texts.at(row));
    }
    if (made.context)
        for (RawAnswer& answer : question.answers)
            locate(made, answer);
    question.isImpossible = question.answers.empty();
    if (!mapping_.has(DataField::IsImpossible))
        return;
    const Cell& said = of(DataField::IsImpossible).at(row);
    if (said.kind == Cell::Kind::Boolean || said.kind == Cell::Kind::Integer)
        question.isImpossible = said.integer != 0;
    else if (said.isText() && (said.text == "true" || said.text == "True" || said.text == "1"))
        question.isImpossible = true;
    else if (said.isText() && (said.text == "false" || said.text == "False" || said.text == "0"))
        question.isImpossible = false;
    else if (!said.isNull())
        question.complaint.note(named(DataField::IsImpossible) + " must be true or false; here it is " + kindOf(said));
}

} // namespace finetune::data
