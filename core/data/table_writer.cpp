// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/table_writer.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/data/example_rows.h"
#include "core/data/squad_writer.h"

namespace finetune::data {
namespace fs = std::filesystem;
namespace {

enum class Form { Squad, Parquet, Arrow, JsonLines, Csv, Tsv };

Form formOf(const fs::path& file) {
    const std::string ending = file.extension().string();
    if (ending == ".json")
        return Form::Squad;
    if (ending == ".parquet")
        return Form::Parquet;
    if (ending == ".arrow")
        return Form::Arrow;
    if (ending == ".jsonl" || ending == ".ndjson")
        return Form::JsonLines;
    if (ending == ".csv")
        return Form::Csv;
    if (ending == ".tsv")
        return Form::Tsv;
    throw Error(Kind::Usage, "the ending names no form that can be written")
        .in(file)
        .cure("Use .json (SQuAD), .parquet, .arrow, .jsonl, .csv or .tsv");
}

// A value of CSV: in quotes where it needs them, and where it is empty, which without quotes would be no value.
void addField(std::string& out, const std::string& text, char separator) {
    const bool quoted = text.empty() || text.find_first_of(std::string("\"\r\n") + separator) != std::string::npos;
    if (!quoted) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text)
        out += c == '"' ? "\"\"" : std::string(1, c);
    out += '"';
}

std::string inText(const Dataset& dataset, Form form, const StopToken& stop, const Progress& progress) {
    const char separator = form == Form::Tsv ? '\t' : ',';
    std::string out;
    if (form != Form::JsonLines)
        for (const std::string& name : exampleColumns())
            out += name + (name == exampleColumns().back() ? '\n' : separator);
    const std::size_t count = dataset.examples.size();
    for (std::size_t begin = 0; begin < count; begin += kExampleBatch) {
        stop.throwIfRequested();
        if (progress)
            progress("writing", begin, count);
        const Batch batch = rowsOf(dataset, begin, std::min(begin + kExampleBatch, count));
        for (std::size_t row = 0; row < batch.size; ++row) {
            if (form == Form::JsonLines) {
                out += lineOf(batch, row) + "\n";
                continue;
            }
            for (std::size_t i = 0; i < batch.columns.size(); ++i) {
                addField(out, shown(batch.columns[i], batch.columns[i].at(row)), separator);
                out += i + 1 < batch.columns.size() ? separator : '\n';
            }
        }
    }
    return out;
}

} // namespace

void mustBeWritable(const fs::path& file) {
    formOf(file);
}

void writeDataset(const Dataset& dataset, const fs::path& file, const StopToken& stop, const Progress& progress) {
    const Form form = formOf(file);
    if (form == Form::Squad)
        return writeSquad(dataset, file, stop, progress);
    if (form == Form::Parquet || form == Form::Arrow)
        return writeColumns(dataset, file, form == Form::Parquet ? ColumnFormat::Parquet : ColumnFormat::Arrow, stop,
                            progress);
    const std::string text = inText(dataset, form, stop, progress);
    stop.throwIfRequested();
    files::writeAtomically(file, text);
    if (progress)
        progress("writing", dataset.examples.size(), dataset.examples.size());
}

} // namespace finetune::data
