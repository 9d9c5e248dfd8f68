// SPDX-License-Identifier: GPL-3.0-or-later
// Parquet and Arrow files, and packed ones, by Apache Arrow. Without it arrow_absent.cpp is built instead.
#include "core/data/arrow_error.h"
#include "core/data/table_reader.h"
#include "core/data/unpacked.h"

#include <algorithm>
#include <arrow/api.h>
#include <arrow/io/compressed.h>
#include <arrow/io/file.h>
#include <arrow/ipc/reader.h>
#include <arrow/util/compression.h>
#include <future>
#include <parquet/arrow/reader.h>
#include <parquet/arrow/schema.h>
#include <parquet/exception.h>
#include <parquet/file_reader.h>

namespace finetune::data {
namespace fs = std::filesystem;
namespace {

constexpr const char* kBroken = "cannot be read";
constexpr const char* kAgain = "It may be cut short or damaged: download or export it again";

template <class T>
T valueOf(arrow::Result<T> result, const fs::path& file) {
    if (!result.ok())
        throwStatus(result.status(), file, kBroken, kAgain);
    return std::move(result).ValueUnsafe();
}

void check(const arrow::Status& status, const fs::path& file) {
    if (!status.ok())
        throwStatus(status, file, kBroken, kAgain);
}

std::shared_ptr<arrow::io::MemoryMappedFile> mapped(const fs::path& file) {
    return valueOf(arrow::io::MemoryMappedFile::Open(file.string(), arrow::io::FileMode::READ), file);
}

// ------------------------------------------------------------------ cells

// What texts and times lie in, for those that are not views into Arrow's own buffers.
struct Kept {
    std::shared_ptr<arrow::RecordBatch> batch;
    std::deque<std::string> texts;
};

class Filler {
public:
    explicit Filler(Kept& kept) : kept_(kept) {}

    void fill(Column& out, const arrow::Array& array) {
        out.cells.assign(static_cast<std::size_t>(array.length()), Cell{});
        switch (array.type_id()) {
        case arrow::Type::NA:
            return;
        case arrow::Type::STRING:
        case arrow::Type::BINARY: // Spark's texts; UTF-8 is checked where a text is used
            return texts(out, static_cast<const arrow::BinaryArray&>(array));
        case arrow::Type::LARGE_STRING:
        case arrow::Type::LARGE_BINARY:
            return texts(out, static_cast<const arrow::LargeBinaryArray&>(array));
        case arrow::Type::STRING_VIEW:
        case arrow::Type::BINARY_VIEW:
            return texts(out, static_cast<const arrow::BinaryViewArray&>(array));
        case arrow::Type::BOOL:
            return numbers(out, static_cast<const arrow::BooleanArray&>(array), Cell::Kind::Boolean);
        case arrow::Type::INT8:
            return numbers(out, static_cast<const arrow::Int8Array&>(array), Cell::Kind::Integer);
        case arrow::Type::INT16:
            return numbers(out, static_cast<const arrow::Int16Array&>(array), Cell::Kind::Integer);
        case arrow::Type::INT32:
            return numbers(out, static_cast<const arrow::Int32Array&>(array), Cell::Kind::Integer);
        case arrow::Type::INT64:
            return numbers(out, static_cast<const arrow::Int64Array&>(array), Cell::Kind::Integer);
        case arrow::Type::UINT8:
            return numbers(out, static_cast<const arrow::UInt8Array&>(array), Cell::Kind::Integer);
        case arrow::Type::UINT16:
            return numbers(out, static_cast<const arrow::UInt16Array&>(array), Cell::Kind::Integer);
        case arrow::Type::UINT32:
            return numbers(out, static_cast<const arrow::UInt32Array&>(array), Cell::Kind::Integer);
        case arrow::Type::UINT64:
            return numbers(out, static_cast<const arrow::UInt64Array&>(array), Cell::Kind::Integer);
        case arrow::Type::FLOAT:
            return numbers(out, static_cast<const arrow::FloatArray&>(array), Cell::Kind::Real);
        case arrow::Type::DOUBLE:
            return numbers(out, static_cast<const arrow::DoubleArray&>(array), Cell::Kind::Real);
        case arrow::Type::LIST:
            return lists(out, static_cast<const arrow::ListArray&>(array));
        case arrow::Type::LARGE_LIST:
            return lists(out, static_cast<const arrow::LargeListArray&>(array));
        case arrow::Type::FIXED_SIZE_LIST:
            return lists(out, static_cast<const arrow::FixedSizeListArray&>(array));
        case arrow::Type::STRUCT:
            return structs(out, static_cast<const arrow::StructArray&>(array));
        case arrow::Type::DICTIONARY:
            return byDictionary(out, static_cast<const arrow::DictionaryArray&>(array));
        case arrow::Type::EXTENSION:
            return fill(out, *static_cast<const arrow::ExtensionArray&>(array).storage());
        default:
            return others(out, array);
        }
    }

private:
    static Column& childAt(Column& column, std::size_t index) {
        while (column.children.size() <= index)
            column.children.emplace_back();
        return column.children[index];
    }

    template <class Array>
    void texts(Column& out, const Array& array) {
        for (std::int64_t i = 0; i < array.length(); ++i)
            if (!array.IsNull(i)) {
                Cell& cell = out.cells[static_cast<std::size_t>(i)];
                cell.kind = Cell::Kind::Text;
                cell.text = array.GetView(i);
            }
    }

    template <class Array>
    void numbers(Column& out, const Array& array, Cell::Kind kind) {
        for (std::int64_t i = 0; i < array.length(); ++i)
            if (!array.IsNull(i)) {
                Cell& cell = out.cells[static_cast<std::size_t>(i)];
                cell.kind = kind;
                if (kind == Cell::Kind::Real)
                    cell.real = static_cast<double>(array.Value(i));
                else
                    cell.integer = static_cast<std::int64_t>(array.Value(i));
            }
    }

    template <class Array>
    void lists(Column& out, const Array& array) {
        const std::int64_t begin = array.value_offset(0), end = array.value_offset(array.length());
        for (std::int64_t i = 0; i < array.length(); ++i)
            if (!array.IsNull(i)) {
                Cell& cell = out.cells[static_cast<std::size_t>(i)];
                cell.kind = Cell::Kind::List;
                cell.begin = static_cast<std::uint32_t>(array.value_offset(i) - begin);
                cell.count = static_cast<std::uint32_t>(array.value_length(i));
            }
        fill(childAt(out, 0), *array.values()->Slice(begin, end - begin));
    }

    void structs(Column& out, const arrow::StructArray& array) {
        for (std::int64_t i = 0; i < array.length(); ++i)
            if (!array.IsNull(i)) {
                Cell& cell = out.cells[static_cast<std::size_t>(i)];
                cell.kind = Cell::Kind::Struct;
                cell.begin = static_cast<std::uint32_t>(i);
            }
        for (int field = 0; field < array.num_fields(); ++field) {
            Column& child = childAt(out, static_cast<std::size_t>(field));
            child.name = array.struct_type()->field(field)->name();
            fill(child, *array.field(field));
        }
    }

    void byDictionary(Column& out, const arrow::DictionaryArray& array) {
        if (array.dictionary()->type_id() == arrow::Type::STRING) { // long, and most of it is not in this batch
            const auto& values = static_cast<const arrow::StringArray&>(*array.dictionary());
            for (std::int64_t i = 0; i < array.length(); ++i)
                if (!array.IsNull(i) && !values.IsNull(array.GetValueIndex(i))) {
                    Cell& cell = out.cells[static_cast<std::size_t>(i)];
                    cell.kind = Cell::Kind::Text;
                    cell.text = values.GetView(array.GetValueIndex(i));
                }
            return;
        }
        Column values;
        fill(values, *array.dictionary());
        for (std::int64_t i = 0; i < array.length(); ++i)
            if (!array.IsNull(i))
                out.cells[static_cast<std::size_t>(i)] = values.at(static_cast<std::size_t>(array.GetValueIndex(i)));
        out.children = std::move(values.children);
    }

    void others(Column& out, const arrow::Array& array) {
        for (std::int64_t i = 0; i < array.length(); ++i)
            if (!array.IsNull(i)) {
                const auto scalar = array.GetScalar(i);
                Cell& cell = out.cells[static_cast<std::size_t>(i)];
                cell.kind = Cell::Kind::Other;
                cell.text = kept_.texts.emplace_back(scalar.ok() ? (*scalar)->ToString() : array.type()->ToString());
            }
    }

    Kept& kept_;
};

// A batch of Arrow's, validated before (what a file says of offsets is not believed), in batches of ours; false: the
// sink has enough. `batch` is filled again and again, for its memory.
bool give(const std::shared_ptr<arrow::RecordBatch>& all, std::int64_t firstRow, std::int64_t skip,
          const std::vector<std::string>& wanted, Batch& batch, const BatchSink& sink) {
    for (std::int64_t at = skip; at < all->num_rows(); at += static_cast<std::int64_t>(kBatchRows)) {
        const auto kept = std::make_shared<Kept>();
        kept->batch = all->Slice(at, kBatchRows);
        batch.firstRow = firstRow + at;
        batch.size = static_cast<std::size_t>(kept->batch->num_rows());
        std::size_t count = 0;
        for (int i = 0; i < kept->batch->num_columns(); ++i) {
            const std::string& name = kept->batch->column_name(i);
            if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), name) == wanted.end())
                continue;
            Column& column = count == batch.columns.size() ? batch.columns.emplace_back() : batch.columns[count];
            column.name = name;
            Filler(*kept).fill(column, *kept->batch->column(i));
            ++count;
        }
        batch.kept = kept;
        if (!sink(batch))
            return false;
    }
    return true;
}

void tell(const Scan& scan, const fs::path& file, std::int64_t done, std::int64_t total) {
    scan.stop.throwIfRequested();
    if (scan.progress)
        scan.progress("reading " + file.filename().string(), static_cast<std::size_t>(done),
                      static_cast<std::size_t>(total));
}

// ------------------------------------------------------------------ Parquet

class Parquet : public TableReader {
public:
    explicit Parquet(const fs::path& file) : file_(file) {
        guarded([&] {
            parquet::arrow::FileReaderBuilder builder;
            check(builder.Open(mapped(file)), file);
            parquet::ArrowReaderProperties properties(/*use_threads=*/true);
            properties.set_batch_size(static_cast<std::int64_t>(4 * kBatchRows));
            properties.set_pre_buffer(false); // the file is mapped; a row group may be all of it
            check(builder.properties(properties)->Build(&reader_), file);
            check(reader_->GetSchema(&schema_), file);
        });
    }

    std::optional<std::int64_t> rows() const override { return reader_->parquet_reader()->metadata()->num_rows(); }

    std::vector<std::string> columns() const override { return schema_->field_names(); }

    void read(const Scan& scan, const BatchSink& sink) override {
        guarded([&] {
            const auto metadata = reader_->parquet_reader()->metadata();
            std::vector<int> groups;
            std::int64_t before = 0; // rows in the groups that are passed over
            for (int group = 0; group < metadata->num_row_groups(); ++group) {
                const std::int64_t count = metadata->RowGroup(group)->num_rows();
                if (groups.empty() && before + count <= scan.firstRow)
                    before += count;
                else
                    groups.push_back(group);
            }
            const auto batches = valueOf(reader_->GetRecordBatchReader(groups, leavesOf(scan.columns)), file_);
            std::int64_t row = before;
            Batch ours;
            // The next batch is decoded while the sink has this one.
            const auto next = [&] {
                std::shared_ptr<arrow::RecordBatch> batch;
                check(batches->ReadNext(&batch), file_);
                if (batch)
                    check(batch->ValidateFull(), file_);
                return batch;
            };
            for (auto ahead = std::async(std::launch::async, next);;) {
                tell(scan, file_, row, metadata->num_rows());
                const std::shared_ptr<arrow::RecordBatch> batch = ahead.get();
                if (!batch)
                    return;
                ahead = std::async(std::launch::async, next);
                const std::int64_t skip = std::clamp<std::int64_t>(scan.firstRow - row, 0, batch->num_rows());
                if (!give(batch, row, skip, {}, ours, sink))
                    return;
                row += batch->num_rows();
            }
        });
    }

private:
    // Parquet's own part throws.
    template <class Work>
    void guarded(Work work) const {
        try {
            work();
        } catch (const parquet::ParquetException& e) {
            throwStatus(arrow::Status::Invalid(e.what()), file_, kBroken, kAgain);
        }
    }

    std::vector<int> leavesOf(const std::vector<std::string>& names) const {
        std::vector<int> leaves;
        const auto collect = [&](const auto& self, const parquet::arrow::SchemaField& field) -> void {
            if (field.is_leaf())
                leaves.push_back(field.column_index);
            for (const auto& child : field.children)
                self(self, child);
        };
        for (const auto& field : reader_->manifest().schema_fields)
            if (names.empty() || std::find(names.begin(), names.end(), field.field->name()) != names.end())
                collect(collect, field);
        return leaves;
    }

    fs::path file_;
    std::unique_ptr<parquet::arrow::FileReader> reader_;
    std::shared_ptr<arrow::Schema> schema_;
};

// ------------------------------------------------------------------ Arrow

// Batches lie in the mapped file and are looked at there.
class ArrowFile : public TableReader {
public:
    ArrowFile(const fs::path& file, bool isStream) : file_(file), isStream_(isStream) {
        const auto bytes = mapped(file);
        if (isStream) {
            schema_ = valueOf(arrow::ipc::RecordBatchStreamReader::Open(bytes), file)->schema();
            return;
        }
        const auto reader = valueOf(arrow::ipc::RecordBatchFileReader::Open(bytes), file);
        schema_ = reader->schema();
        rows_ = valueOf(reader->CountRows(), file);
    }

    // A stream has no table of its batches: their heads are walked over, which touches few of its pages.
    std::optional<std::int64_t> rows() const override {
        if (!rows_) {
            std::int64_t rows = 0;
            eachBatch([&](const std::shared_ptr<arrow::RecordBatch>& batch) {
                rows += batch->num_rows();
                return true;
            });
            rows_ = rows;
        }
        return rows_;
    }

    std::vector<std::string> columns() const override { return schema_->field_names(); }

    void read(const Scan& scan, const BatchSink& sink) override {
        std::int64_t row = 0;
        Batch ours;
        const std::int64_t total = rows_.value_or(0);
        eachBatch([&](const std::shared_ptr<arrow::RecordBatch>& batch) {
            tell(scan, file_, row, total);
            const std::int64_t skip = std::clamp<std::int64_t>(scan.firstRow - row, 0, batch->num_rows());
            if (skip < batch->num_rows()) {
                check(batch->ValidateFull(), file_);
                if (!give(batch, row, skip, scan.columns, ours, sink))
                    return false;
            }
            row += batch->num_rows();
            return true;
        });
    }

private:
    void eachBatch(const std::function<bool(const std::shared_ptr<arrow::RecordBatch>&)>& take) const {
        const auto bytes = mapped(file_);
        if (isStream_) {
            const auto reader = valueOf(arrow::ipc::RecordBatchStreamReader::Open(bytes), file_);
            while (true) {
                std::shared_ptr<arrow::RecordBatch> batch;
                check(reader->ReadNext(&batch), file_);
                if (!batch || !take(batch))
                    return;
            }
        }
        const auto reader = valueOf(arrow::ipc::RecordBatchFileReader::Open(bytes), file_);
        for (int i = 0; i < reader->num_record_batches(); ++i)
            if (!take(valueOf(reader->ReadRecordBatch(i), file_)))
                return;
    }

    fs::path file_;
    bool isStream_;
    std::shared_ptr<arrow::Schema> schema_;
    mutable std::optional<std::int64_t> rows_;
};

// ------------------------------------------------------------------ packed

class ByArrow : public Unpacked {
public:
    ByArrow(const fs::path& file, Packing packing)
        : file_(file), what_(packing == Packing::Gzip ? "is compressed (gzip) and cannot be unpacked"
                                                      : "is compressed (Zstandard) and cannot be unpacked"),
          codec_(valueOf(arrow::util::Codec::Create(packing == Packing::Gzip ? arrow::Compression::GZIP
                                                                             : arrow::Compression::ZSTD),
                         file)),
          packed_(valueOf(arrow::io::ReadableFile::Open(file.string()), file)),
          stream_(valueOf(arrow::io::CompressedInputStream::Make(codec_.get(), packed_), file)) {}

    std::size_t read(char* into, std::size_t most) override {
        const auto count = stream_->Read(static_cast<std::int64_t>(most), into);
        if (!count.ok())
            throwStatus(count.status(), file_, what_, kAgain);
        return static_cast<std::size_t>(*count);
    }

    std::size_t packedBytesRead() const override { return static_cast<std::size_t>(packed_->Tell().ValueOr(0)); }

private:
    fs::path file_;
    const char* what_;
    std::unique_ptr<arrow::util::Codec> codec_;
    std::shared_ptr<arrow::io::ReadableFile> packed_;
    std::shared_ptr<arrow::io::CompressedInputStream> stream_;
};

} // namespace

std::unique_ptr<TableReader> parquetReader(const fs::path& file) {
    return std::make_unique<Parquet>(file);
}

std::unique_ptr<TableReader> arrowReader(const fs::path& file, bool isStream) {
    return std::make_unique<ArrowFile>(file, isStream);
}

std::unique_ptr<Unpacked> unpacked(const fs::path& file, Packing packing) {
    return std::make_unique<ByArrow>(file, packing);
}

} // namespace finetune::data
