// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/safetensors.h"

#include "core/base/error.h"
#include "core/base/json.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <set>

namespace finetune::model {
namespace {

constexpr std::uint64_t kMaxHeader = 100'000'000;

[[noreturn]] void broken(const std::filesystem::path& file, const std::string& what, const std::string& tensor = {}) {
    Error error(Kind::Input, what);
    error.in(file);
    if (!tensor.empty())
        error.at("tensor " + tensor);
    throw error.cure("The file is damaged or not a safetensors file; fetch it again");
}

// Parses the header and refuses a name that stands twice in one object, which a plain parse would drop.
Json parseHeader(const std::filesystem::path& file, std::string_view text) {
    std::vector<std::set<std::string>> names;
    const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
        if (event == Json::parse_event_t::object_start)
            names.emplace_back();
        else if (event == Json::parse_event_t::object_end)
            names.pop_back();
        else if (event == Json::parse_event_t::key && !names.back().insert(parsed.get<std::string>()).second)
            broken(file, "the name " + parsed.get<std::string>() + " stands twice in the header");
        return depth <= 4;
    };
    try {
        return Json::parse(text, watch);
    } catch (const Json::exception&) {
        broken(file, "the header is not JSON");
    }
}

std::uint64_t product(const std::filesystem::path& file, const std::string& name, const TensorView& tensor) {
    std::uint64_t bytes = bytesOfDtype(tensor.dtype);
    for (const std::int64_t size : tensor.shape) {
        const auto factor = static_cast<std::uint64_t>(size);
        if (factor != 0 && bytes > std::numeric_limits<std::uint64_t>::max() / factor)
            broken(file, "the shape is too large", name);
        bytes *= factor;
    }
    return bytes;
}

struct Range {
    std::uint64_t begin, end;
};

Range readEntry(const std::filesystem::path& file, const std::string& name, const Json& entry, TensorView& tensor) {
    if (!entry.is_object() || !entry.contains("dtype") || !entry["dtype"].is_string() || !entry.contains("shape") ||
        !entry["shape"].is_array() || !entry.contains("data_offsets") || !entry["data_offsets"].is_array() ||
        entry["data_offsets"].size() != 2)
        broken(file, "the entry lacks dtype, shape or data_offsets", name);
    tensor.dtype = entry["dtype"].get<std::string>();
    if (bytesOfDtype(tensor.dtype) == 0)
        broken(file, "the dtype " + tensor.dtype + " is unknown", name);
    for (const Json& size : entry["shape"]) {
        if (!size.is_number_unsigned() || size.get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max())
            broken(file, "the shape holds " + size.dump() + ", which is not a size", name);
        tensor.shape.push_back(size.get<std::int64_t>());
    }
    const Json& offsets = entry["data_offsets"];
    if (!offsets[0].is_number_unsigned() || !offsets[1].is_number_unsigned())
        broken(file, "the data_offsets are not positions", name);
    const Range range{offsets[0].get<std::uint64_t>(), offsets[1].get<std::uint64_t>()};
    if (range.end < range.begin || range.end - range.begin != product(file, name, tensor))
        broken(file, "the data_offsets do not fit shape and dtype", name);
    return range;
}

} // namespace

std::size_t bytesOfDtype(const std::string& dtype) {
    static const std::map<std::string, std::size_t> sizes = {
        {"BOOL", 1}, {"U8", 1},  {"I8", 1},  {"F8_E4M3", 1}, {"F8_E5M2", 1}, {"I16", 2}, {"U16", 2}, {"F16", 2},
        {"BF16", 2}, {"I32", 4}, {"U32", 4}, {"F32", 4},     {"F64", 8},     {"I64", 8}, {"U64", 8}};
    const auto found = sizes.find(dtype);
    return found == sizes.end() ? 0 : found->second;
}

SafetensorsFile::SafetensorsFile(const std::filesystem::path& file) : path_(file), mapped_(file) {
    const auto all = mapped_.bytes();
    if (all.size() < 8)
        broken(file, "the file has " + std::to_string(all.size()) + " bytes, less than a header needs");
    std::uint64_t length = 0;
    std::memcpy(&length, all.data(), 8); // little-endian, as every machine that LibTorch supports
    if (length > kMaxHeader || length > all.size() - 8)
        broken(file,
               "the header claims " + std::to_string(length) + " bytes; the file has " + std::to_string(all.size()));
    const Json header = parseHeader(file, {reinterpret_cast<const char*>(all.data()) + 8, length});
    if (!header.is_object())
        broken(file, "the header is not a JSON object");
    const auto data = all.subspan(8 + length);

    std::vector<std::pair<Range, std::string>> ranges;
    for (const auto& [name, entry] : header.items()) {
        if (name == "__metadata__") {
            if (!entry.is_object())
                broken(file, "the metadata are not an object");
            for (const auto& [key, value] : entry.items()) {
                if (!value.is_string())
                    broken(file, "the metadata value of " + key + " is not a string");
                metadata_[key] = value.get<std::string>();
            }
            continue;
        }
        TensorView tensor;
        const Range range = readEntry(file, name, entry, tensor);
        if (range.end > data.size())
            broken(file, "the data lie past the end of the file (is it cut short?)", name);
        tensor.bytes = data.subspan(range.begin, range.end - range.begin);
        ranges.emplace_back(range, name);
        tensors_.emplace(name, std::move(tensor));
    }
    std::sort(ranges.begin(), ranges.end(), [](const auto& a, const auto& b) {
        return a.first.begin != b.first.begin ? a.first.begin < b.first.begin : a.first.end < b.first.end;
    });
    std::uint64_t at = 0;
    for (const auto& [range, name] : ranges) {
        if (range.begin != at)
            broken(file, range.begin < at ? "the data overlap another tensor's" : "there is a hole before the data",
                   name);
        at = range.end;
    }
    if (at != data.size())
        broken(file, std::to_string(data.size() - at) + " bytes at the end belong to no tensor");
}

void writeSafetensors(const std::filesystem::path& file, const std::vector<NamedTensor>& tensors,
                      std::map<std::string, std::string> metadata) {
    metadata.emplace("format", "pt");
    Json header = Json::object();
    header["__metadata__"] = metadata;
    std::uint64_t at = 0;
    for (const auto& [name, tensor] : tensors) {
        header[name] = {
            {"dtype", tensor.dtype}, {"shape", tensor.shape}, {"data_offsets", {at, at + tensor.bytes.size()}}};
        at += tensor.bytes.size();
    }
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');
    const std::uint64_t length = text.size();
    std::string prefix(8, '\0');
    std::memcpy(prefix.data(), &length, 8);
    prefix += text;
    std::vector<std::string_view> pieces{prefix};
    for (const auto& [name, tensor] : tensors)
        pieces.emplace_back(reinterpret_cast<const char*>(tensor.bytes.data()), tensor.bytes.size());
    files::writeSynced(file, pieces);
}

} // namespace finetune::model
