// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/column_mapping.h"
#include "core/data/first_seen.h"
#include "core/data/squad_builder.h"

namespace finetune::data {

// Makes a question of a row: takes the mapped columns, shares contexts that are alike, and looks answers that come
// without a place up in the context. What a row lacks is told as its complaint, with the column's name.
class RowMaker {
public:
    explicit RowMaker(ColumnMapping mapping) : mapping_(std::move(mapping)) {}

    void nextFile(std::string file) { file_ = std::move(file); } // told with places; "" where it is the only one
    void begin(const Batch& batch);                              // which must outlive its rows
    RawRow row(std::size_t row);
    RawRow badRow(const BadRow& bad) const;
    // Lets go of the contexts but the last one: later rows that have one of them have it once more.
    void forgetContexts();

private:
    struct Source {
        const Column* column = nullptr;
        const Cell& at(std::size_t row) const;
    };
    const Source& of(DataField field) const { return sources_[static_cast<std::size_t>(field)]; }
    std::string named(DataField field) const; // "column “frage”"

    std::optional<std::string> text(DataField field, std::size_t row, Complaint& complaint) const;
    std::shared_ptr<const std::string> context(std::size_t row, Complaint& complaint);
    void answers(RawRow& made, std::size_t row) const;

    ColumnMapping mapping_;
    std::string file_;
    const Batch* batch_ = nullptr;
    std::array<Source, kDataFields> sources_;
    struct Context {
        std::shared_ptr<const std::string> text;
        bool isUtf8;
    };
    std::vector<Context> contexts_; // all that are different
    FirstSeen seen_;                // of them
    std::int32_t last_ = -1;        // most rows have the one of the row before
};

// Where a text stands in the context: each place, in code points.
std::vector<CodePoints> placesOf(std::string_view text, std::string_view context);

} // namespace finetune::data
