// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/open_dataset.h"

#include "core/base/error.h"
#include "core/data/row_maker.h"
#include "core/data/table.h"
#include "core/data/table_files.h"

#include <algorithm>
#include <limits>

namespace finetune::data {
namespace fs = std::filesystem;
namespace {

// What a table says of itself, before a row is chosen.
bool isLarge(const Table& table, const RowLimit& limit) {
    if (const auto rows = table.knownRows())
        return *rows > limit.most;
    std::uintmax_t bytes = 0;
    for (const fs::path& file : table.files())
        bytes += fs::file_size(file);
    return bytes > limit.mostTextBytes;
}

bool hasUnanswerable(const std::vector<Example>& examples) {
    return std::ranges::any_of(examples, [](const Example& example) { return example.answers.empty(); });
}

Dataset fromTable(const Table& table, OnProblem onProblem, const OpenOptions& options, const StopToken& stop,
                  const Progress& progress, const std::optional<RowLimit>& limit, const ExampleSink& sink) {
    if (table.head().size == 0)
        throw Error(Kind::Input, "holds no rows").in(table.source()).cure("Choose a file with questions");
    const ColumnMapping mapping = recognised(table.columns(), table.head(), options.columns, table.source());
    const RowFilter filter(options.rows.where, table.columns(), mapping, table.source());
    constexpr auto kAll = std::numeric_limits<std::int64_t>::max();
    const bool mayBePart = limit && options.rows.takenOf(kAll) > limit->most && isLarge(table, *limit);
    std::optional<std::int64_t> matching;
    if (options.rows.sample || (mayBePart && !options.rows.where.empty()))
        matching = table.countRows(options.rows.where, mapping, stop, progress);
    else if (options.rows.where.empty())
        matching = table.knownRows();
    RowPicker picker(options.rows, matching.value_or(0));
    const bool isPart = mayBePart && options.rows.takenOf(matching.value_or(kAll)) > limit->most;
    const std::int64_t wanted = isPart ? limit->first : kAll;
    std::int64_t taken = 0;

    std::vector<std::string> columns = filter.columns(), required;
    for (const DataField field : allDataFields())
        if (mapping.has(field)) {
            columns.push_back(mapping[field]);
            if (field != DataField::Title && field != DataField::IsImpossible)
                required.push_back(mapping[field]);
        }

    RowMaker maker(mapping);
    bool givenUnanswerable = false;
    const ExampleSink give = [&](std::vector<Example> slice) {
        givenUnanswerable = givenUnanswerable || hasUnanswerable(slice);
        maker.forgetContexts();
        sink(std::move(slice));
    };
    SquadBuilder builder(table.source(), onProblem, sink ? give : ExampleSink());
    if (options.rows.takesAll() && matching)
        builder.expect(static_cast<std::size_t>(std::min(*matching, wanted)));
    const bool severalFiles = table.files().size() > 1;
    const auto take = [&](const Batch& batch) {
        maker.begin(batch);
        auto bad = batch.bad.begin();
        for (std::size_t row = 0; row < batch.size && !picker.isDone() && taken < wanted; ++row) {
            const bool isBad = bad != batch.bad.end() && bad->row == row;
            if (filter.matches(batch, row) && picker.take()) {
                builder.addRow(isBad ? maker.badRow(*bad) : maker.row(row));
                ++taken;
            }
            bad += isBad;
        }
        return !picker.isDone() && taken < wanted;
    };
    table.scan(columns, required, take, stop, progress,
               [&](const fs::path& file) { maker.nextFile(severalFiles ? file.filename().string() : std::string()); });
    Dataset dataset = builder.finish();
    if (isPart && taken == wanted)
        dataset.part = {taken, matching ? std::optional(options.rows.takenOf(*matching)) : std::nullopt};
    dataset.version = givenUnanswerable || dataset.hasUnanswerable() ? "v2.0" : "1.1";
    return dataset;
}

// Several SQuAD files become one data set.
Dataset fromSquad(const fs::path& source, const std::vector<fs::path>& files, OnProblem onProblem,
                  const StopToken& stop, const Progress& progress, const ExampleSink& sink) {
    const bool isOne = files.size() == 1;
    SquadBuilder builder(isOne ? files.front() : source, onProblem, sink);
    for (const fs::path& file : files) {
        builder.nextFile(isOne ? std::string() : file.filename().string());
        readSquad(file, builder, stop, progress);
    }
    return builder.finish();
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
                    const Progress& progress, const std::optional<RowLimit>& limit) {
    if (const auto table = Table::open(source, !options.columns.empty()))
        return fromTable(*table, onProblem, options, stop, progress, limit, {});
    Dataset dataset = fromSquad(source, dataFiles(source), onProblem, stop, progress, {});
    select(dataset, options.rows);
    return dataset;
}

Dataset readInSlices(const fs::path& source, OnProblem onProblem, const OpenOptions& options, const ExampleSink& sink,
                     const StopToken& stop, const Progress& progress) {
    if (const auto table = Table::open(source, !options.columns.empty()))
        return fromTable(*table, onProblem, options, stop, progress, {}, sink);
    if (options.rows.takesAll())
        return fromSquad(source, dataFiles(source), onProblem, stop, progress, sink);
    Dataset dataset = openDataset(source, onProblem, options, stop, progress); // which are chosen, the whole decides
    sink(std::exchange(dataset.examples, {}));
    return dataset;
}

} // namespace finetune::data
