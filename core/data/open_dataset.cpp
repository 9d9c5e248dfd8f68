// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/open_dataset.h"

#include "core/base/error.h"
#include "core/data/row_maker.h"
#include "core/data/table.h"
#include "core/data/table_files.h"

#include <algorithm>

namespace finetune::data {
namespace fs = std::filesystem;
namespace {

Dataset fromTable(const Table& table, OnProblem onProblem, const OpenOptions& options, const StopToken& stop,
                  const Progress& progress) {
    if (table.head().size == 0)
        throw Error(Kind::Input, "holds no rows").in(table.source()).cure("Choose a file with questions");
    const ColumnMapping mapping = recognised(table.columns(), table.head(), options.columns, table.source());
    const RowFilter filter(options.rows.where, table.columns(), mapping, table.source());
    const std::int64_t matching =
        options.rows.sample ? table.countRows(options.rows.where, mapping, stop, progress) : 0;
    RowPicker picker(options.rows, matching);

    std::vector<std::string> columns = filter.columns(), required;
    for (const DataField field : allDataFields())
        if (mapping.has(field)) {
            columns.push_back(mapping[field]);
            if (field != DataField::Title && field != DataField::IsImpossible)
                required.push_back(mapping[field]);
        }

    SquadBuilder builder(table.source(), onProblem);
    if (const auto rows = options.rows.takesAll() ? table.knownRows() : std::nullopt)
        builder.expect(static_cast<std::size_t>(*rows));
    RowMaker maker(mapping);
    const bool severalFiles = table.files().size() > 1;
    const auto take = [&](const Batch& batch) {
        maker.begin(batch);
        auto bad = batch.bad.begin();
        for (std::size_t row = 0; row < batch.size && !picker.isDone(); ++row) {
            const bool isBad = bad != batch.bad.end() && bad->row == row;
            if (filter.matches(batch, row) && picker.take())
                builder.addRow(isBad ? maker.badRow(*bad) : maker.row(row));
            bad += isBad;
        }
        return !picker.isDone();
    };
    table.scan(columns, required, take, stop, progress,
               [&](const fs::path& file) { maker.nextFile(severalFiles ? file.filename().string() : std::string()); });
    Dataset dataset = builder.finish();
    dataset.version = dataset.hasUnanswerable() ? "v2.0" : "1.1";
    return dataset;
}

// Several SQuAD files become one data set.
Dataset fromSquad(const fs::path& source, const std::vector<fs::path>& files, OnProblem onProblem,
                  const StopToken& stop, const Progress& progress) {
    Dataset whole = readSquad(files.front(), onProblem, stop, progress);
    if (files.size() == 1)
        return whole;
    for (Problem& problem : whole.problems)
        problem.place = files.front().filename().string() + ", " + problem.place;
    for (auto file = files.begin() + 1; file != files.end(); ++file) {
        Dataset part = readSquad(*file, onProblem, stop, progress);
        for (Problem& problem : part.problems) {
            problem.place = file->filename().string() + ", " + problem.place;
            if (problem.example >= 0)
                problem.example += static_cast<std::int32_t>(whole.examples.size());
        }
        std::move(part.examples.begin(), part.examples.end(), std::back_inserter(whole.examples));
        std::move(part.problems.begin(), part.problems.end(), std::back_inserter(whole.problems));
        if (part.version.starts_with("v2"))
            whole.version = part.version;
    }
    whole.file = source;
    return whole;
}

} // namespace

OpenOptions openOptionsFromJson(const Json& json) {
    if (!json.is_object())
        throw Error(Kind::Input, "how a file is to be opened must be an object");
    return {.columns = mappingFromJson(json.value("columns", Json::object())),
            .rows = selectionFromJson(json.value("rows", Json::object()))};
}

Json toJson(const OpenOptions& options) {
    Json json = Json::object();
    if (!options.columns.empty())
        json["columns"] = toJson(options.columns);
    if (!options.rows.takesAll())
        json["rows"] = toJson(options.rows);
    return json;
}

Dataset openDataset(const fs::path& source, OnProblem onProblem, const OpenOptions& options, const StopToken& stop,
                    const Progress& progress) {
    if (const auto table = Table::open(source, !options.columns.empty()))
        return fromTable(*table, onProblem, options, stop, progress);
    Dataset dataset = fromSquad(source, dataFiles(source), onProblem, stop, progress);
    select(dataset, options.rows);
    return dataset;
}

} // namespace finetune::data
