// SPDX-License-Identifier: GPL-3.0-or-later
// Rows in JSON: one a line (JSON Lines), a list of them, or {"data": [ … ]}. The events of nlohmann's SAX parser go
// into columns; memory holds a batch.
#include "core/base/error.h"
#include "core/data/column_mapping.h"
#include "core/data/json_mistake.h"
#include "core/data/kept_texts.h"
#include "core/data/table_reader.h"
#include "core/data/text_stream.h"

#include <algorithm>
#include <cctype>
#include <istream>
#include <limits>
#include <nlohmann/json.hpp>

namespace finetune::data {
namespace fs = std::filesystem;
namespace {

constexpr const char* kForm = "Rows are {\"id\", \"question\", \"context\", \"answers\"}, one a line or in a list";
constexpr std::size_t kDeepest = 16; // what lies deeper in a row is left out

// The parser's events, as far as both the reader and the look at the form want them alike.
struct Events {
    virtual ~Events() = default;
    virtual bool value(const Cell& cell) = 0; // texts as views that end with the call
    virtual bool start_object(std::size_t) = 0;
    virtual bool key(std::string& name) = 0;
    virtual bool end_object() = 0;
    virtual bool start_array(std::size_t) = 0;
    virtual bool end_array() = 0;
    virtual bool parse_error(std::size_t byte, const std::string&, const nlohmann::detail::exception& error) = 0;

    bool null() { return value({}); }
    bool boolean(bool is) { return value({.kind = Cell::Kind::Boolean, .integer = is}); }
    bool number_integer(std::int64_t number) { return value({.kind = Cell::Kind::Integer, .integer = number}); }
    bool number_unsigned(std::uint64_t number) {
        constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
        return value({.kind = Cell::Kind::Integer, .integer = static_cast<std::int64_t>(std::min(number, kMost))});
    }
    bool number_float(double number, const std::string& digits) {
        return value({.kind = Cell::Kind::Real, .real = number, .text = digits});
    }
    bool string(std::string& text) { return value({.kind = Cell::Kind::Text, .text = text}); }
    bool binary(nlohmann::json::binary_t&) { return true; } // JSON has none
};

// ------------------------------------------------------------------ the form

// Looks at the beginning until it is clear what the file holds.
class Look : public Events {
public:
    explicit Look(bool rowsWanted) : rowsWanted_(rowsWanted) {}

    std::optional<JsonForm> form;
    bool isBroken = false, sawRowKey = false;

    bool value(const Cell&) override { return true; }
    bool start_object(std::size_t) override {
        ++depth_;
        return true;
    }
    bool key(std::string& name) override {
        if (depth_ == 1)
            inData_ = name == "data";
        if (depth_ == 1 || (inData_ && depth_ == kElement))
            sawRowKey |= isRowKey(name);
        return !(inData_ && depth_ == kElement && name == "paragraphs" && decide(JsonForm::Squad));
    }
    bool end_object() override {
        --depth_;
        if (inData_ && depth_ == kElement - 1)
            return !decide(sawRowKey || rowsWanted_ ? JsonForm::Data : JsonForm::Squad);
        return true;
    }
    bool start_array(std::size_t) override { return ++depth_ > 1 || !decide(JsonForm::List); }
    bool end_array() override {
        --depth_;
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
        isBroken = true;
        return false;
    }

private:
    static constexpr int kElement = 3; // the depth inside of {"data": [{
    static bool isRowKey(const std::string& name) {
        const auto field = fieldOfName(name);
        return field == DataField::Question || field == DataField::Context;
    }
    bool decide(JsonForm is) {
        form = is;
        return true;
    }

    const bool rowsWanted_;
    int depth_ = 0;
    bool inData_ = false;
};

// ------------------------------------------------------------------ the rows

class Rows : public Events {
public:
    Rows(const fs::path& file, JsonForm form, const Scan& scan, const BatchSink& sink)
        : file_(file), form_(form), scan_(scan), sink_(sink) {
        renew();
    }

    bool enough() const { return enough_; }
    void finish() {
        if (batch_.size > 0 && row_ > scan_.firstRow)
            give();
    }

    bool value(const Cell& cell) override {
        if (skipping_ > 0)
            return true;
        if (levels_.empty())
            return !isAtRow() || badRow(nameOf(cell));
        if (!isWanted())
            return true;
        Cell& at = place();
        at = cell;
        at.text = kept_->keep(cell.text);
        return true;
    }

    bool start_object(std::size_t) override {
        if (skipping_ > 0)
            return skip();
        if (!levels_.empty())
            return isWanted() ? open(Cell::Kind::Struct) : skip();
        if (isAtRow())
            levels_.push_back({nullptr, batch_.size});
        else if (inRoot_)
            return skip();
        else
            inRoot_ = true;
        return true;
    }

    bool start_array(std::size_t) override {
        if (skipping_ > 0)
            return skip();
        if (!levels_.empty())
            return isWanted() ? open(Cell::Kind::List) : skip();
        if (isAtRow())
            return badRow("a list") && skip();
        if (form_ == JsonForm::Data && !isDataKey_)
            return skip();
        inRows_ = true;
        return true;
    }

    bool key(std::string& name) override {
        if (skipping_ > 0)
            return true;
        isDataKey_ = levels_.empty() && name == "data";
        const bool isLeftOut = levels_.size() == 1 && !scan_.columns.empty() &&
                               std::find(scan_.columns.begin(), scan_.columns.end(), name) == scan_.columns.end();
        column_ = levels_.empty() || isLeftOut ? nullptr : columnOf(name);
        return true;
    }

    bool end_object() override {
        if (skipping_ > 0)
            return --skipping_, true;
        if (levels_.empty()) {
            inRoot_ = false;
            return true;
        }
        levels_.pop_back();
        return !levels_.empty() || endRow();
    }

    bool end_array() override {
        if (skipping_ > 0)
            return --skipping_, true;
        if (levels_.empty())
            inRows_ = false;
        else
            levels_.pop_back();
        return true;
    }

    bool parse_error(std::size_t byte, const std::string&, const nlohmann::detail::exception& error) override {
        const std::string row = "row " + std::to_string(row_ + 1);
        throw jsonMistake(error.what())
            .in(file_)
            .at(form_ == JsonForm::Lines ? row : placeOfJsonMistake(byte, error.what()) + ", near " + row)
            .cure(kForm);
    }

private:
    // An open value: the column whose cell it is (null: the row itself) and which cell.
    struct Level {
        Column* column;
        std::size_t cell;
    };

    bool isAtRow() const { return form_ == JsonForm::Lines || inRows_; }
    bool skip() {
        ++skipping_;
        return true;
    }

    bool isInList() const {
        const Level& level = levels_.back();
        return level.column && level.column->at(level.cell).kind == Cell::Kind::List;
    }
    bool isWanted() const { return isInList() || column_; }

    Column* columnOf(const std::string& name) {
        auto& columns = levels_.back().column ? levels_.back().column->children : batch_.columns;
        for (Column& column : columns)
            if (column.name == name)
                return &column;
        columns.emplace_back().name = name;
        return &columns.back();
    }

    // Where the value that comes now belongs.
    Column& owner() {
        if (!isInList())
            return *column_;
        auto& children = levels_.back().column->children;
        for (Column& column : children) // a column of mixed kinds may hold structs as well, whose children have names
            if (column.name.empty())
                return column;
        return children.emplace_back();
    }

    Cell& place() {
        const bool inList = isInList();
        Column& column = owner();
        if (inList) {
            Cell& list = levels_.back().column->cells[levels_.back().cell];
            if (list.count++ == 0)
                list.begin = static_cast<std::uint32_t>(column.cells.size());
            return column.cells.emplace_back();
        }
        const std::size_t cell = levels_.back().cell;
        if (column.cells.size() <= cell)
            column.cells.resize(cell + 1);
        return column.cells[cell];
    }

    bool open(Cell::Kind kind) {
        Column& column = owner();
        Cell& cell = place();
        const auto index = static_cast<std::size_t>(&cell - column.cells.data());
        if (levels_.size() >= kDeepest) {
            cell.kind = Cell::Kind::Other;
            cell.text = "…";
            return skip();
        }
        cell = {.kind = kind};
        cell.begin = kind == Cell::Kind::Struct ? static_cast<std::uint32_t>(index) : 0;
        levels_.push_back({&column, index});
        return true;
    }

    bool badRow(const char* is) {
        batch_.bad.push_back({batch_.size, std::string("must be an object; here it is ") + is, kForm});
        return endRow();
    }

    static const char* nameOf(const Cell& cell) {
        switch (cell.kind) {
        case Cell::Kind::Null:
            return "null";
        case Cell::Kind::Text:
            return "a text";
        case Cell::Kind::Boolean:
            return "true or false";
        default:
            return "a number";
        }
    }

    bool endRow() {
        ++batch_.size;
        ++row_;
        const bool isBefore = row_ <= scan_.firstRow; // it is passed over
        if (isBefore ? row_ == scan_.firstRow || batch_.size == kBatchRows
                     : batch_.size == kBatchRows || kept_->bytes() >= kBatchBytes) {
            if (isBefore)
                renew();
            else
                return give();
        }
        return true;
    }

    bool give() {
        for (Column& column : batch_.columns)
            column.cells.resize(batch_.size);
        batch_.kept = kept_;
        enough_ = !sink_(batch_);
        renew();
        return !enough_;
    }

    void renew() {
        batch_ = {};
        batch_.firstRow = row_;
        kept_ = std::make_shared<KeptTexts>();
    }

    const fs::path& file_;
    const JsonForm form_;
    const Scan& scan_;
    const BatchSink& sink_;
    Batch batch_;
    std::shared_ptr<KeptTexts> kept_;
    std::int64_t row_ = 0;
    std::vector<Level> levels_; // the row and what is open in it
    std::size_t skipping_ = 0;
    bool inRoot_ = false, inRows_ = false, isDataKey_ = false, enough_ = false;
    Column* column_ = nullptr; // of the key read last; null: it is left out
};

class JsonRows : public TableReader {
public:
    JsonRows(const fs::path& file, JsonForm form) : file_(file), form_(form) {}

    void read(const Scan& scan, const BatchSink& sink) override {
        TextStream bytes(file_, kForm, scan.stop, scan.progress);
        std::istream in(&bytes);
        Rows rows(file_, form_, scan, sink);
        if (form_ == JsonForm::Lines) {
            while (!rows.enough() && moreIn(bytes))
                nlohmann::json::sax_parse(in, &rows, nlohmann::json::input_format_t::json, false);
        } else {
            nlohmann::json::sax_parse(in, &rows);
        }
        if (!rows.enough())
            rows.finish();
    }

    static bool moreIn(std::streambuf& bytes) {
        constexpr int kEnd = std::char_traits<char>::eof();
        while (bytes.sgetc() != kEnd && std::isspace(bytes.sgetc()))
            bytes.sbumpc();
        return bytes.sgetc() != kEnd;
    }

private:
    fs::path file_;
    JsonForm form_;
};

} // namespace

JsonForm jsonForm(const fs::path& file, bool rowsWanted) {
    const Scan scan;
    TextStream bytes(file, kForm, scan.stop, scan.progress);
    std::istream in(&bytes);
    Look look(rowsWanted);
    nlohmann::json::sax_parse(in, &look, nlohmann::json::input_format_t::json, false);
    if (look.form)
        return *look.form;
    const std::string ending = file.extension().string();
    const bool saysLines = ending == ".jsonl" || ending == ".ndjson";
    if (look.isBroken)
        return saysLines ? JsonForm::Lines : JsonForm::Squad;
    return saysLines || rowsWanted || look.sawRowKey || JsonRows::moreIn(bytes) ? JsonForm::Lines : JsonForm::Squad;
}

std::unique_ptr<TableReader> jsonReader(const fs::path& file, JsonForm form) {
    return std::make_unique<JsonRows>(file, form);
}

} // namespace finetune::data
