// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/data/arrow_error.h"
#include "core/data/table_writer.h"

#include <algorithm>
#include <arrow/api.h>
#include <arrow/io/memory.h>
#include <arrow/ipc/writer.h>
#include <arrow/util/compression.h>
#include <arrow/util/key_value_metadata.h>
#include <parquet/arrow/writer.h>
#include <parquet/exception.h>

namespace finetune::data {
namespace fs = std::filesystem;
namespace {

// What `datasets` reads its features from: those of `squad` on the hub. "Sequence" is understood by its old versions
// and, as {text: List, answer_start: List}, by the new ones.
constexpr const char* kFeatures =
    R"({"info": {"features": {"id": {"dtype": "string", "_type": "Value"}, )"
    R"("title": {"dtype": "string", "_type": "Value"}, "context": {"dtype": "string", "_type": "Value"}, )"
    R"("question": {"dtype": "string", "_type": "Value"}, "answers": {"feature": )"
    R"({"text": {"dtype": "string", "_type": "Value"}, "answer_start": {"dtype": "int32", "_type": "Value"}}, )"
    R"("_type": "Sequence"}}}})";

std::shared_ptr<arrow::Schema> schema() {
    const auto answers = arrow::struct_(
        {arrow::field("text", arrow::list(arrow::utf8())), arrow::field("answer_start", arrow::list(arrow::int32()))});
    return arrow::schema({arrow::field("id", arrow::utf8()), arrow::field("title", arrow::utf8()),
                          arrow::field("context", arrow::utf8()), arrow::field("question", arrow::utf8()),
                          arrow::field("answers", answers)},
                         arrow::key_value_metadata({"huggingface"}, {kFeatures}));
}

void check(const arrow::Status& status, const fs::path& file) {
    if (!status.ok())
        throwStatus(status, file, "cannot be written", "Check that there is enough memory", Kind::Internal);
}

template <class T>
T valueOf(arrow::Result<T> result, const fs::path& file) {
    check(result.status(), file);
    return std::move(result).ValueUnsafe();
}

std::shared_ptr<arrow::RecordBatch> batchOf(const Dataset& dataset, std::size_t begin, std::size_t end,
                                            const fs::path& file) {
    const auto types = schema();
    const auto builder = valueOf(arrow::RecordBatchBuilder::Make(types, arrow::default_memory_pool()), file);
    auto& answers = *builder->GetFieldAs<arrow::StructBuilder>(4);
    auto& texts = static_cast<arrow::ListBuilder&>(*answers.field_builder(0));
    auto& starts = static_cast<arrow::ListBuilder&>(*answers.field_builder(1));
    auto& text = static_cast<arrow::StringBuilder&>(*texts.value_builder());
    auto& start = static_cast<arrow::Int32Builder&>(*starts.value_builder());
    for (std::size_t i = begin; i < end; ++i) {
        const Example& example = dataset.examples[i];
        const std::string* const values[] = {&example.id, &example.title, example.context.get(), &example.question};
        for (int column = 0; column < 4; ++column)
            check(builder->GetFieldAs<arrow::StringBuilder>(column)->Append(*values[column]), file);
        check(answers.Append(), file);
        check(texts.Append(), file);
        check(starts.Append(), file);
        for (const Answer& answer : example.answers) {
            check(text.Append(answer.text), file);
            check(start.Append(answer.start.value), file);
        }
    }
    return valueOf(builder->Flush(), file);
}

// Each part is a row group, or a batch of the stream: rows that are looked at somewhere are found without the rest.
template <class Write>
void eachPart(const Dataset& dataset, std::size_t rows, const fs::path& file, const StopToken& stop,
              const Progress& progress, Write write) {
    const std::size_t count = dataset.examples.size();
    for (std::size_t begin = 0; begin < count; begin += rows) {
        stop.throwIfRequested();
        if (progress)
            progress("writing", begin, count);
        write(batchOf(dataset, begin, std::min(begin + rows, count), file));
    }
}

} // namespace

void writeColumns(const Dataset& dataset, const fs::path& file, ColumnFormat format, const StopToken& stop,
                  const Progress& progress) {
    constexpr std::size_t kRowGroup = 20'000, kStreamBatch = 1'000;
    const auto bytes = valueOf(arrow::io::BufferOutputStream::Create(), file);
    if (format == ColumnFormat::Arrow) {
        const auto writer = valueOf(arrow::ipc::MakeStreamWriter(bytes, schema()), file);
        eachPart(dataset, kStreamBatch, file, stop, progress,
                 [&](const auto& batch) { check(writer->WriteRecordBatch(*batch), file); });
        check(writer->Close(), file);
    } else {
        try {
            parquet::WriterProperties::Builder properties;
            if (arrow::util::Codec::IsAvailable(arrow::Compression::SNAPPY))
                properties.compression(arrow::Compression::SNAPPY);
            const auto own = parquet::ArrowWriterProperties::Builder().store_schema()->build();
            const auto writer = valueOf(parquet::arrow::FileWriter::Open(*schema(), arrow::default_memory_pool(), bytes,
                                                                         properties.build(), own),
                                        file);
            eachPart(dataset, kRowGroup, file, stop, progress, [&](const auto& batch) {
                check(writer->NewBufferedRowGroup(), file);
                check(writer->WriteRecordBatch(*batch), file);
            });
            check(writer->Close(), file);
        } catch (const parquet::ParquetException& e) {
            throw Error(Kind::Internal, std::string("cannot be written (Parquet says: ") + e.what() + ")").in(file);
        }
    }
    const auto whole = valueOf(bytes->Finish(), file);
    stop.throwIfRequested();
    files::writeAtomically(file, std::string_view(*whole));
    if (progress)
        progress("writing", dataset.examples.size(), dataset.examples.size());
}

} // namespace finetune::data
