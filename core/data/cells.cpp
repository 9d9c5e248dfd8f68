// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/cells.h"

#include "core/base/json.h"

#include <algorithm>

namespace finetune::data {
namespace {

Json asJson(const Column& column, const Cell& cell) {
    switch (cell.kind) {
    case Cell::Kind::Null:
        return nullptr;
    case Cell::Kind::Integer:
        return cell.integer;
    case Cell::Kind::Real:
        return cell.real;
    case Cell::Kind::Boolean:
        return cell.integer != 0;
    case Cell::Kind::Text:
    case Cell::Kind::Other:
        return std::string(cell.text);
    case Cell::Kind::List: {
        Json list = Json::array();
        const Column* elements = elementsOf(column);
        for (std::uint32_t i = 0; elements && i < cell.count; ++i)
            list.push_back(asJson(*elements, elements->at(cell.begin + i)));
        return list;
    }
    case Cell::Kind::Struct: {
        Json object = Json::object();
        for (const Column& child : column.children)
            if (const Cell& value = child.at(cell.begin); !child.name.empty() && !value.isNull())
                object[child.name] = asJson(child, value);
        return object;
    }
    }
    return nullptr;
}

std::string join(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : " or ") + word;
    return text;
}

} // namespace

const Column* elementsOf(const Column& column) {
    for (const Column& child : column.children)
        if (child.name.empty())
            return &child;
    return nullptr;
}

bool isEmpty(const Column& column, const Cell& cell) {
    switch (cell.kind) {
    case Cell::Kind::Null:
        return true;
    case Cell::Kind::Text:
        return cell.text.empty();
    case Cell::Kind::List:
        return cell.count == 0;
    case Cell::Kind::Struct:
        return std::all_of(column.children.begin(), column.children.end(),
                           [&](const Column& child) { return isEmpty(child, child.at(cell.begin)); });
    default:
        return false;
    }
}

std::string shown(const Column& column, const Cell& cell) {
    switch (cell.kind) {
    case Cell::Kind::Null:
        return {};
    case Cell::Kind::Text:
    case Cell::Kind::Other:
        return std::string(cell.text);
    case Cell::Kind::Integer:
        return std::to_string(cell.integer);
    case Cell::Kind::Real:
        if (!cell.text.empty())
            return std::string(cell.text);
        [[fallthrough]];
    default:
        return asJson(column, cell).dump(-1, ' ', false, Json::error_handler_t::replace);
    }
}

std::string lineOf(const Batch& batch, std::size_t row) {
    Json object = Json::object();
    for (const Column& column : batch.columns)
        if (const Cell& cell = column.at(row); !cell.isNull())
            object[column.name] = asJson(column, cell);
    return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string shapeOf(const Column& column) {
    std::vector<std::string> words;
    const auto has = [&](Cell::Kind kind) {
        return std::any_of(column.cells.begin(), column.cells.end(),
                           [&](const Cell& cell) { return cell.kind == kind; });
    };
    if (has(Cell::Kind::Text))
        words.push_back("text");
    if (has(Cell::Kind::Integer))
        words.push_back("whole number");
    if (has(Cell::Kind::Real))
        words.push_back("number");
    if (has(Cell::Kind::Boolean))
        words.push_back("true or false");
    if (has(Cell::Kind::Other))
        words.push_back("other");
    if (has(Cell::Kind::List)) {
        const Column* elements = elementsOf(column);
        words.push_back("list of " + (elements ? shapeOf(*elements) : "nothing"));
    }
    if (has(Cell::Kind::Struct)) {
        std::string keys;
        for (const Column& child : column.children)
            if (!child.name.empty())
                keys += (keys.empty() ? "" : ", ") + child.name + ": " + shapeOf(child);
        words.push_back("{" + keys + "}");
    }
    return words.empty() ? "nothing" : join(words);
}

} // namespace finetune::data
