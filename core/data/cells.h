// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

// Rows of a table, by columns: what every reader of tables gives and whoever maps, filters or shows them takes. Each
// cell has its own kind, so that a column of mixed kinds can be named row by row.
namespace finetune::data {

// One value. Texts are views into what the batch keeps.
struct Cell {
    enum class Kind : std::uint8_t { Null, Text, Integer, Real, Boolean, List, Struct, Other };
    Kind kind = Kind::Null;
    std::uint32_t begin = 0; // List: its first element among the cells of elementsOf(); Struct: its row in the children
    std::uint32_t count = 0; // List: elements
    std::int64_t integer = 0;   // Integer; Boolean: 0 or 1
    double real = 0;            // Real
    std::string_view text = {}; // Text; Other (times, bytes …): as it is shown

    bool isNull() const { return kind == Kind::Null; }
    bool isText() const { return kind == Kind::Text; }
};

struct Column {
    std::string name = {};
    std::vector<Cell> cells = {};
    std::deque<Column> children = {}; // List: one without a name; Struct: one a key

    const Cell& at(std::size_t row) const {
        static const Cell none;
        return row < cells.size() ? cells[row] : none;
    }
    const Column* child(std::string_view key) const {
        for (const Column& column : children)
            if (column.name == key)
                return &column;
        return nullptr;
    }
};

// A row that is none: where among the batch's rows, and what is wrong. Its cells are null.
struct BadRow {
    std::size_t row = 0;
    std::string what, cure;
};

struct Batch {
    std::int64_t firstRow = 0; // from 0, in its file
    std::size_t size = 0;      // rows
    std::deque<Column> columns = {};
    std::vector<BadRow> bad = {};
    std::shared_ptr<const void> kept = {}; // what the texts lie in

    const Column* column(std::string_view name) const {
        for (const Column& column : columns)
            if (column.name == name)
                return &column;
        return nullptr;
    }
};

// The column of a list's elements; null: no list in the column has any.
const Column* elementsOf(const Column& column);

// Null, an empty text or list, and a struct of nothing but these.
bool isEmpty(const Column& column, const Cell& cell);

// A value as a person reads it, on one line: texts as they are, lists and structs as JSON, "" for null.
std::string shown(const Column& column, const Cell& cell);

// A row as one line of JSON; without what is null.
std::string lineOf(const Batch& batch, std::size_t row);

// What a column holds, in a few words: "text", "whole number", "list of text", "{text: text, answer_start: whole
// number}"; by its cells.
std::string shapeOf(const Column& column);

} // namespace finetune::data
