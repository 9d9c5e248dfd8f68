// SPDX-License-Identifier: GPL-3.0-or-later
// Built instead of the arrow_*.cpp where Apache Arrow was not found: says what is missing and how to add it.
#include "core/base/error.h"
#include "core/data/table_reader.h"
#include "core/data/table_writer.h"
#include "core/data/unpacked.h"

namespace finetune::data {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void missing(const char* what, const fs::path& file) {
    throw Error(Kind::Environment, std::string(what) + ", and this program was built without Apache Arrow")
        .in(file)
        .cure("Run packaging/install.sh where the program is built and build it again, or convert the file to SQuAD "
              "JSON, JSON Lines or CSV");
}

} // namespace

std::unique_ptr<TableReader> parquetReader(const fs::path& file) {
    missing("is a Parquet file", file);
}

std::unique_ptr<TableReader> arrowReader(const fs::path& file, bool) {
    missing("is an Arrow file", file);
}

std::unique_ptr<Unpacked> unpacked(const fs::path& file, Packing packing) {
    throw Error(Kind::Input, std::string("is compressed (") + (packing == Packing::Gzip ? "gzip" : "Zstandard") + ")")
        .in(file)
        .cure("Unpack it first: this program was built without Apache Arrow, which would do it");
}

void writeColumns(const Dataset&, const fs::path& file, ColumnFormat, const StopToken&, const Progress&) {
    missing("would be a Parquet or Arrow file", file);
}

} // namespace finetune::data
