// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/weight_files.h"

#include "core/base/error.h"
#include "core/base/json.h"

#include <set>

namespace finetune::model {
namespace fs = std::filesystem;
namespace {

bool endsWith(const std::string& text, std::string_view end) {
    return text.ends_with(end);
}

// Weights in another form, or on their way.
Error withoutWeights(const fs::path& folder) {
    Error error(Kind::Input, "holds no model.safetensors");
    error.in(folder);
    if (fs::exists(folder / "tf_model.h5"))
        return error.cure("tf_model.h5 is TensorFlow's: load it in Python with from_tf=True and save it with "
                          "save_pretrained");
    if (fs::exists(folder / "flax_model.msgpack"))
        return error.cure("flax_model.msgpack is Flax's: load it in Python with from_flax=True and save it with "
                          "save_pretrained");
    for (const auto& entry : fs::directory_iterator(folder, fs::directory_options::skip_permission_denied)) {
        const std::string name = entry.path().filename().string();
        for (const char* end : {".incomplete", ".part", ".crdownload", ".download"})
            if (endsWith(name, end))
                return error.cure("The download is not finished: " + name + " is only a part of a file");
        if (endsWith(name, ".safetensors"))
            return error.cure("Rename " + name + " to model.safetensors if it holds the whole model");
    }
    return error.cure("Choose a folder as save_pretrained writes it: config.json, model.safetensors, tokenizer files");
}

// The files that an index names.
std::vector<fs::path> shardsOf(const fs::path& index) {
    const Json json = readJson(index);
    if (!json.is_object() || !json.contains("weight_map") || !json["weight_map"].is_object())
        throw Error(Kind::Input, "has no weight_map").in(index).cure("Fetch the model folder again");
    std::set<fs::path> paths;
    for (const auto& [tensor, file] : json["weight_map"].items()) {
        const fs::path name = file.is_string() ? fs::path(file.get<std::string>()) : fs::path();
        const fs::path path = index.parent_path() / name;
        if (name.empty() || name != name.filename())
            throw Error(Kind::Input, "the weight_map names a file that is not in this folder").in(index).at(tensor);
        if (!fs::exists(path))
            throw Error(Kind::Input, "a part of the model is missing: " + name.string())
                .in(index)
                .cure("Fetch the missing file into this folder");
        paths.insert(path);
    }
    return {paths.begin(), paths.end()};
}

std::vector<fs::path> weightPaths(const fs::path& folder) {
    for (const char* name : {"model.safetensors", "pytorch_model.bin"}) {
        const fs::path whole = folder / name, index = whole.string() + ".index.json";
        if (fs::exists(whole))
            return {whole};
        if (fs::exists(index))
            return shardsOf(index);
    }
    throw withoutWeights(folder);
}

} // namespace

WeightFiles::WeightFiles(const fs::path& folder) {
    for (const fs::path& path : weightPaths(folder)) {
        const bool isPickled = path.extension() == ".bin";
        bytes_ += static_cast<std::int64_t>(fs::file_size(path));
        for (const auto& [name, view] :
             isPickled ? pickled_.emplace_back(path).tensors() : files_.emplace_back(path).tensors())
            if (!tensors_.emplace(name, &view).second)
                throw Error(Kind::Input, "the tensor " + name + " stands in two files").in(path);
    }
}

std::string canonicalName(std::string name, const std::string& basePrefix) {
    if (name.starts_with(basePrefix))
        name.erase(0, basePrefix.size());
    if (endsWith(name, "LayerNorm.gamma"))
        name.replace(name.size() - 5, 5, "weight");
    if (endsWith(name, "LayerNorm.beta"))
        name.replace(name.size() - 4, 4, "bias");
    return name;
}

bool isIgnoredName(const std::string& canonical) {
    for (const char* start : {"pooler.", "cls.", "vocab_", "lm_head.", "classifier.", "pre_classifier."})
        if (canonical.starts_with(start))
            return true;
    return endsWith(canonical, "position_ids");
}

} // namespace finetune::model
