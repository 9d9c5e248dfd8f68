// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/table.h"

#include "core/base/error.h"
#include "core/data/table_files.h"

#include <algorithm>

namespace finetune::data {
namespace fs = std::filesystem;

std::optional<Table> Table::open(const fs::path& source, bool rowsWanted) {
    Table table;
    table.source_ = source;
    table.files_ = dataFiles(source);
    for (const fs::path& file : table.files_) {
        std::shared_ptr<TableReader> reader = rowReader(file, rowsWanted);
        if (!reader && table.readers_.empty())
            return {};
        if (!reader)
            throw Error(Kind::Input, "is no table, and the files before it are")
                .in(file)
                .cure("Open files of one form together");
        table.readers_.push_back(std::move(reader));
    }
    for (const auto& reader : table.readers_) {
        reader->read({}, [&](const Batch& batch) {
            table.head_ = batch;
            return false;
        });
        if (table.head_.size > 0)
            break;
    }
    table.columns_ = table.readers_.front()->columns();
    if (table.columns_.empty())
        for (const Column& column : table.head_.columns)
            table.columns_.push_back(column.name);
    return table;
}

std::optional<std::int64_t> Table::knownRows() const {
    std::int64_t rows = 0;
    for (const auto& reader : readers_) {
        const auto known = reader->rows();
        if (!known)
            return {};
        rows += *known;
    }
    return rows;
}

std::int64_t Table::countRows(const std::vector<Condition>& where, const ColumnMapping& mapping, const StopToken& stop,
                              const Progress& progress) const {
    if (const auto known = where.empty() ? knownRows() : std::nullopt)
        return *known;
    const RowFilter filter(where, columns_, mapping, source_);
    std::vector<std::string> columns = filter.columns();
    if (columns.empty() && !columns_.empty())
        columns.push_back(columns_.front()); // one column is enough to count
    std::int64_t rows = 0;
    const auto count = [&](const Batch& batch) {
        for (std::size_t row = 0; row < batch.size; ++row)
            rows += filter.matches(batch, row);
        return true;
    };
    scan(columns, {}, count, stop, progress);
    return rows;
}

void Table::read(std::int64_t first, std::int64_t count, const BatchSink& sink, const StopToken& stop) const {
    std::int64_t before = 0; // rows in the files before
    bool enough = count <= 0;
    for (std::size_t i = 0; i < readers_.size() && !enough; ++i) {
        const auto known = readers_[i]->rows();
        if (known && before + *known <= first) {
            before += *known;
            continue;
        }
        Scan scan;
        scan.firstRow = std::max<std::int64_t>(0, first - before);
        scan.stop = stop;
        std::int64_t end = scan.firstRow;
        readers_[i]->read(scan, [&](const Batch& batch) {
            end = batch.firstRow + static_cast<std::int64_t>(batch.size);
            const std::int64_t left = first + count - before - batch.firstRow;
            if (left < static_cast<std::int64_t>(batch.size)) {
                Batch part = batch;
                part.size = static_cast<std::size_t>(left);
                std::erase_if(part.bad, [&](const BadRow& bad) { return bad.row >= part.size; });
                sink(part);
                enough = true;
            } else {
                enough = !sink(batch) || left == static_cast<std::int64_t>(batch.size);
            }
            return !enough;
        });
        before += known.value_or(end);
    }
}

void Table::scan(const std::vector<std::string>& columns, const std::vector<std::string>& required,
                 const BatchSink& sink, const StopToken& stop, const Progress& progress,
                 const std::function<void(const fs::path&)>& nextFile) const {
    bool enough = false;
    for (std::size_t i = 0; i < readers_.size() && !enough; ++i) {
        const std::vector<std::string> own = readers_[i]->columns();
        for (const std::string& name : required)
            if (!own.empty() && std::find(own.begin(), own.end(), name) == own.end())
                throw Error(Kind::Input, "has no column “" + name + "”, which the first file has")
                    .in(files_[i])
                    .cure("Files that are opened together need the same columns");
        if (nextFile)
            nextFile(files_[i]);
        Scan scan;
        scan.columns = columns;
        scan.stop = stop;
        scan.progress = progress;
        readers_[i]->read(scan, [&](const Batch& batch) { return !(enough = !sink(batch)); });
    }
}

} // namespace finetune::data
