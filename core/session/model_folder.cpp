// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/model_folder.h"

#include "core/base/json.h"
#include "core/model/config.h"
#include "core/model/weight_files.h"
#include "core/text/tokenizer.h"
#include "core/text/tokenizer_config.h"

#include <algorithm>
#include <fstream>
#include <set>

namespace finetune::session {
namespace {

namespace fs = std::filesystem;

constexpr const char* kWanted = "Choose a folder as save_pretrained writes it: config.json, model.safetensors and the "
                                "tokenizer's files";

// PyTorch's weights are read where there are no others.
FileUse useOf(const std::string& name, const std::set<std::string>& tokenizer, bool hasSafetensors) {
    if (name == "config.json")
        return FileUse::Configuration;
    const auto isPart = [&name](const char* start, const std::string& end) {
        return name.starts_with(start) && (name.ends_with(end) || name.ends_with(end + ".index.json"));
    };
    if (isPart("model", ".safetensors") || (!hasSafetensors && isPart("pytorch_model", ".bin")))
        return FileUse::Weights;
    if (tokenizer.contains(name))
        return FileUse::Tokenizer;
    return name == "README.md" ? FileUse::Card : FileUse::NotUsed;
}

std::vector<ModelFile> filesOf(const fs::path& folder) {
    std::set<std::string> tokenizer;
    for (const fs::path& file : text::tokenizerFiles(folder))
        tokenizer.insert(file.filename().string());
    const bool hasSafetensors =
        fs::exists(folder / "model.safetensors") || fs::exists(folder / "model.safetensors.index.json");
    std::vector<ModelFile> files;
    for (const auto& entry : fs::directory_iterator(folder, fs::directory_options::skip_permission_denied)) {
        std::error_code code;
        const std::string name = entry.path().filename().string();
        if (entry.is_regular_file(code))
            files.push_back(
                {name, static_cast<std::int64_t>(entry.file_size(code)), useOf(name, tokenizer, hasSafetensors)});
    }
    std::ranges::sort(files, {}, [](const ModelFile& file) { return std::pair(file.use, file.name); });
    return files;
}

bool has(const std::vector<ModelFile>& files, std::string_view end) {
    return std::ranges::any_of(files, [end](const ModelFile& file) { return file.name.ends_with(end); });
}

// A folder below that is a model: the cache of a download and the folder around a model are chosen by mistake.
std::optional<fs::path> modelBelow(const fs::path& folder) {
    for (const fs::path& where : {folder, folder / "snapshots"}) {
        std::error_code code;
        for (fs::directory_iterator entry(where, code), end; !code && entry != end; entry.increment(code))
            if (std::error_code other; fs::exists(entry->path() / "config.json", other))
                return entry->path();
    }
    return {};
}

// What stands in the place of a model that has no config.json.
Error withoutConfiguration(const fs::path& folder, const std::vector<ModelFile>& files) {
    Error error(Kind::Input, "holds no config.json");
    error.in(folder);
    if (has(files, "adapter_config.json"))
        return error.cure("This is a LoRA adapter without its base model: merge the two in Python (merge_and_unload) "
                          "and save the result");
    if (has(files, ".gguf"))
        return error.cure("GGUF files are for running a finished model; training needs the original folder with "
                          "model.safetensors");
    if (has(files, ".onnx"))
        return error.cure("ONNX files are for running a finished model; training needs the original folder with "
                          "model.safetensors");
    if (fs::exists(folder / "run.json"))
        return error.cure("This is the folder of a run: choose its model folder, or one of its checkpoints");
    if (const auto below = modelBelow(folder))
        return error.cure("Choose the folder inside it: " + below->string());
    return error.cure(kWanted);
}

// Git keeps a line of text in the place of a big file until `git lfs pull` fetches it.
void refusePointers(const fs::path& folder, const std::vector<ModelFile>& files) {
    for (const ModelFile& file : files) {
        if (file.use == FileUse::NotUsed || file.bytes > 1024)
            continue;
        std::ifstream in(folder / file.name, std::ios::binary);
        std::string line;
        if (std::getline(in, line) && line.starts_with("version https://git-lfs"))
            throw Error(Kind::Input, "is only the pointer that Git LFS keeps for a big file")
                .in(folder / file.name)
                .cure("Run “git lfs pull” in this folder, or download the file itself");
    }
}

// The sizes of config.json against the weights: two models mixed in one folder.
void checkSizes(const fs::path& folder, const model::ModelInfo& info) {
    const model::WeightFiles weights(folder);
    std::set<std::string> layers;
    const std::vector<std::int64_t>* embedding = nullptr;
    for (const auto& [name, tensor] : weights.tensors()) {
        const std::string canonical = model::canonicalName(name, model::familyNames(info.modelType).basePrefix);
        if (canonical == "embeddings.word_embeddings.weight")
            embedding = &tensor->shape;
        for (const std::string scope : {"encoder.layer.", "transformer.layer."})
            if (canonical.starts_with(scope))
                layers.insert(canonical.substr(scope.size(), canonical.find('.', scope.size()) - scope.size()));
    }
    const char* const cure = "config.json and the weights do not belong together: fetch the folder again";
    if (!embedding)
        throw Error(Kind::Input, "the weights hold no word embedding: this is not the encoder that config.json names")
            .in(folder)
            .cure(cure);
    if (*embedding != std::vector<std::int64_t>{info.vocabulary, info.hidden})
        throw Error(Kind::Input, "the word embedding in the weights has another size than config.json says")
            .in(folder)
            .cure(cure);
    if (static_cast<std::int64_t>(layers.size()) < info.layers)
        throw Error(Kind::Input, "config.json says " + std::to_string(info.layers) + " layers, the weights hold " +
                                     std::to_string(layers.size()))
            .in(folder)
            .cure(cure);
}

void lookAtTokenizer(ModelFolder& look) {
    const text::TokenizerConfig config = text::readTokenizerConfig(look.folder);
    const auto tokenizer = text::loadTokenizer(look.folder);
    look.tokenizerClass = config.className;
    look.lowercases = config.lowercase;
    look.tokenizerTokens = tokenizer->vocabularySize();
    if (look.tokenizerTokens > look.info->vocabulary)
        throw Error(Kind::Input, "the vocabulary does not fit the embedding: the tokenizer has " +
                                     std::to_string(look.tokenizerTokens) + " tokens, the model " +
                                     std::to_string(look.info->vocabulary))
            .in(look.folder)
            .cure("Use the tokenizer files that came with this model");
}

void lookInside(ModelFolder& look) {
    const fs::path& folder = look.folder;
    if (!fs::exists(folder))
        throw Error(Kind::Input, "there is no such folder").in(folder).cure("Check its name, or choose another one");
    if (!fs::is_directory(folder))
        throw Error(Kind::Input, "is a file").in(folder).cure("Choose the folder that holds it");
    look.files = filesOf(folder);
    refusePointers(folder, look.files);
    if (!fs::exists(folder / "config.json"))
        throw withoutConfiguration(folder, look.files);
    look.info = model::describe(folder);
    checkSizes(folder, *look.info);
    lookAtTokenizer(look);
}

} // namespace

ModelFolder lookAtModel(const fs::path& folder) {
    ModelFolder look;
    look.folder = folder;
    try {
        lookInside(look);
    } catch (const Error& error) {
        look.hindrance = error;
    } catch (const std::exception& error) {
        look.hindrance = Error(Kind::Input, error.what()).in(folder).cure(kWanted);
    }
    return look;
}

} // namespace finetune::session
