// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/table_look.h"

#include "core/base/error.h"
#include "core/data/example_rows.h"
#include "core/data/table.h"
#include "core/text/utf8.h"

#include <algorithm>

namespace finetune::data {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kSamples = 3;
constexpr int kSampleLength = 200; // code points

ColumnLook lookAt(const std::string& name, const Batch& head) {
    ColumnLook look{name, {}, {}};
    const Column* column = head.column(name);
    if (!column)
        return look;
    look.shape = shapeOf(*column);
    for (const Cell& cell : column->cells) {
        if (look.samples.size() == kSamples)
            break;
        if (!isEmpty(*column, cell))
            look.samples.push_back(text::sliceCodePoints(shown(*column, cell), 0, kSampleLength));
    }
    return look;
}

} // namespace

TableLook lookAtTable(const fs::path& source) {
    TableLook look;
    const auto table = Table::open(source);
    if (!table) {
        look.mapping = exampleMapping();
        for (const std::string& name : exampleColumns())
            look.columns.push_back({name, {}, {}});
        return look;
    }
    look.isTable = true;
    look.mapping = guessed(table->columns(), table->head(), {});
    for (const std::string& name : table->columns())
        look.columns.push_back(lookAt(name, table->head()));
    return look;
}

bool lacksColumns(const fs::path& source, const ColumnMapping& given) {
    std::optional<Table> table;
    try {
        table = Table::open(source, !given.empty());
    } catch (const Error&) { // openDataset tells it
    }
    if (!table || table->head().size == 0)
        return false;
    try {
        recognised(table->columns(), table->head(), given, source);
    } catch (const Error&) {
        return true;
    }
    return false;
}

Dataset firstRows(const fs::path& source, OpenOptions options, std::int64_t count, const StopToken& stop) {
    options.rows.first = std::min(count, options.rows.first.value_or(count));
    options.rows.sample.reset();
    return openDataset(source, OnProblem::Keep, options, stop);
}

RowCounts countRows(const fs::path& source, const OpenOptions& options, const StopToken& stop,
                    const Progress& progress) {
    RowCounts counts;
    if (const auto table = Table::open(source, !options.columns.empty())) {
        const ColumnMapping mapping = guessed(table->columns(), table->head(), options.columns);
        counts.all = table->countRows({}, mapping, stop, progress);
        counts.matching =
            options.rows.where.empty() ? counts.all : table->countRows(options.rows.where, mapping, stop, progress);
    } else {
        Dataset dataset = openDataset(source, OnProblem::Keep, {}, stop, progress);
        counts.all = static_cast<std::int64_t>(dataset.examples.size());
        RowSelection where = options.rows;
        where.first.reset(), where.sample.reset();
        select(dataset, where);
        counts.matching = static_cast<std::int64_t>(dataset.examples.size());
    }
    counts.taken = options.rows.takenOf(counts.matching);
    return counts;
}

fs::path together(const std::vector<fs::path>& files) {
    if (files.size() == 1)
        return files.front();
    const auto escaped = [](const std::string& name) {
        std::string text;
        for (const char c : name) {
            if (std::string_view("\\*?[]{},~").find(c) != std::string_view::npos)
                text.push_back('\\');
            text.push_back(c);
        }
        return text;
    };
    fs::path folder = files.front().parent_path();
    for (const fs::path& file : files)
        while (*file.lexically_relative(folder).begin() == "..")
            folder = folder.parent_path();
    std::string names;
    for (const fs::path& file : files)
        names += (names.empty() ? "{" : ",") + escaped(file.lexically_relative(folder).string());
    return fs::path(escaped(folder.string())) / (names + "}");
}

} // namespace finetune::data
