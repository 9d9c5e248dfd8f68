// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/example_rows.h"

namespace finetune::data {

const std::vector<std::string>& exampleColumns() {
    static const std::vector<std::string> columns = {"id", "title", "context", "question", "answers"};
    return columns;
}

const ColumnMapping& exampleMapping() {
    static const ColumnMapping mapping = [] {
        ColumnMapping own;
        for (const DataField field :
             {DataField::Id, DataField::Title, DataField::Context, DataField::Question, DataField::Answers})
            own[field] = nameOf(field);
        return own;
    }();
    return mapping;
}

Batch rowsOf(const Dataset& dataset, std::size_t begin, std::size_t end) {
    Batch batch;
    batch.firstRow = static_cast<std::int64_t>(begin);
    batch.size = end - begin;
    for (const std::string& name : exampleColumns())
        batch.columns.emplace_back().name = name;
    Column& answers = batch.columns[4];
    for (const char* name : {"text", "answer_start"})
        answers.children.emplace_back().name = name;
    Column &texts = answers.children[0], &starts = answers.children[1];
    Column &textElements = texts.children.emplace_back(), &startElements = starts.children.emplace_back();
    const auto text = [](std::string_view is) { return Cell{.kind = Cell::Kind::Text, .text = is}; };
    for (std::size_t i = begin; i < end; ++i) {
        const Example& example = dataset.examples[i];
        batch.columns[0].cells.push_back(text(example.id));
        batch.columns[1].cells.push_back(text(example.title));
        batch.columns[2].cells.push_back(text(*example.context));
        batch.columns[3].cells.push_back(text(example.question));
        answers.cells.push_back({.kind = Cell::Kind::Struct, .begin = static_cast<std::uint32_t>(i - begin)});
        const Cell list{.kind = Cell::Kind::List,
                        .begin = static_cast<std::uint32_t>(textElements.cells.size()),
                        .count = static_cast<std::uint32_t>(example.answers.size())};
        texts.cells.push_back(list);
        starts.cells.push_back(list);
        for (const Answer& answer : example.answers) {
            textElements.cells.push_back(text(answer.text));
            startElements.cells.push_back({.kind = Cell::Kind::Integer, .integer = answer.start.value});
        }
    }
    return batch;
}

} // namespace finetune::data
