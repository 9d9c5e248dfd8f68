// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/safetensors.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

// Files as torch.save writes them, by hand: a test can make them without Python, and make them wrong.
namespace finetune::test {

// Little-endian, in so many bytes.
inline std::string bytesOf(std::uint64_t number, int size) {
    std::string out;
    for (int i = 0; i < size; ++i)
        out += static_cast<char>(number >> (8 * i));
    return out;
}

inline std::string zipOf(const std::map<std::string, std::string>& files, int method = 0) {
    std::string out, list;
    for (const auto& [name, bytes] : files) {
        const std::string sizes = bytesOf(bytes.size(), 4) + bytesOf(bytes.size(), 4) + bytesOf(name.size(), 2);
        const std::string head = bytesOf(0, 4) + bytesOf(static_cast<std::uint64_t>(method), 2) + bytesOf(0, 8);
        list += "PK\1\2" + bytesOf(0, 2) + head + sizes + bytesOf(0, 12) + bytesOf(out.size(), 4) + name;
        out += "PK\3\4" + head + sizes + bytesOf(4, 2) + name + std::string(4, 'Z') + bytes; // 4: to align the data
    }
    const std::string count = bytesOf(files.size(), 2);
    return out + list + "PK\5\6" + bytesOf(0, 4) + count + count + bytesOf(list.size(), 4) + bytesOf(out.size(), 4) +
           bytesOf(0, 2);
}

namespace pickle {

inline std::string text(const std::string& words) {
    return "X" + bytesOf(words.size(), 4) + words;
}

inline std::string number(std::uint64_t value) {
    return "\x8a\x08" + bytesOf(value, 8);
}

inline std::string tuple(const std::vector<std::uint64_t>& numbers) {
    std::string out = "(";
    for (const std::uint64_t one : numbers)
        out += number(one);
    return out + "t";
}

inline const std::string kDict = "ccollections\nOrderedDict\n)R";

// A name and a tensor of the storage `key`, which holds `elements`.
inline std::string tensor(const std::string& name, const std::vector<std::uint64_t>& shape,
                          const std::vector<std::uint64_t>& strides, const std::string& key = "0",
                          std::uint64_t elements = 6, std::uint64_t first = 0,
                          const std::string& storage = "FloatStorage") {
    return text(name) + "ctorch._utils\n_rebuild_tensor_v2\n((" + text("storage") + "ctorch\n" + storage + "\n" +
           text(key) + text("cpu") + number(elements) + "tQ" + number(first) + tuple(shape) + tuple(strides) + "\x89" +
           kDict + "tR";
}

// A state_dict with these entries and, as a module's has, an attribute.
inline std::string stateDict(const std::string& entries) {
    return "\x80\x02" + kDict + "(" + entries + "u}" + text("_metadata") + "}sb.";
}

} // namespace pickle

// As torch.save(…) writes it: a zip with the pickle and the storages.
inline std::string torchFile(const std::string& pickle, const std::map<std::string, std::string>& storages) {
    std::map<std::string, std::string> files = {{"archive/data.pkl", pickle}, {"archive/byteorder", "little"}};
    for (const auto& [key, bytes] : storages)
        files["archive/data/" + key] = bytes;
    return zipOf(files);
}

// Makes the model.safetensors (of float32) in a folder its pytorch_model.bin.
inline void saveAsTorch(const std::filesystem::path& folder) {
    std::string entries;
    std::map<std::string, std::string> storages;
    {
        const model::SafetensorsFile weights(folder / "model.safetensors");
        for (const auto& [name, view] : weights.tensors()) {
            const std::string key = std::to_string(storages.size());
            std::vector<std::uint64_t> strides(view.shape.size(), 1);
            for (std::size_t i = strides.size(); i-- > 1;)
                strides[i - 1] = strides[i] * static_cast<std::uint64_t>(view.shape[i]);
            entries +=
                pickle::tensor(name, {view.shape.begin(), view.shape.end()}, strides, key, view.bytes.size() / 4);
            storages[key] = {reinterpret_cast<const char*>(view.bytes.data()), view.bytes.size()};
        }
    }
    files::writeAtomically(folder / "pytorch_model.bin", torchFile(pickle::stateDict(entries), storages));
    std::filesystem::remove(folder / "model.safetensors");
}

} // namespace finetune::test
