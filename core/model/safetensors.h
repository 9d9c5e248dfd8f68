// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace finetune::model {

// One tensor of a safetensors file. `bytes` is little-endian, row-major, and lives as long as the file object.
struct TensorView {
    std::string dtype; // "F32", "BF16", "I64" …
    std::vector<std::int64_t> shape;
    std::span<const std::byte> bytes;
};

std::size_t bytesOfDtype(const std::string& dtype); // 0: unknown

// A mapped safetensors file. Everything its header claims is checked before it is used: length (at most 100 MB and
// inside the file), JSON, known dtypes, shapes that do not overflow, data without holes or overlaps that covers the
// rest exactly, no name twice. Throws Input that names the file and the tensor.
class SafetensorsFile {
public:
    explicit SafetensorsFile(const std::filesystem::path& file);
    const std::map<std::string, TensorView>& tensors() const { return tensors_; }
    const std::map<std::string, std::string>& metadata() const { return metadata_; }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
    files::Mapped mapped_;
    std::map<std::string, TensorView> tensors_;
    std::map<std::string, std::string> metadata_;
};

struct NamedTensor {
    std::string name;
    TensorView tensor;
};

// Writes tensors in the given order, synced. Metadata {"format":"pt"} is always there: transformers 4 refuses a file
// without.
void writeSafetensors(const std::filesystem::path& file, const std::vector<NamedTensor>& tensors,
                      std::map<std::string, std::string> metadata = {});

} // namespace finetune::model
