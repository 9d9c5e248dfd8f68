// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hub/model_files.h"

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/tokenizer_files.h"

#include <algorithm>

namespace finetune::hub {
namespace {

struct Format {
    const char *whole, *index, *shard, *end; // model.safetensors; its index; model-00001-of-00002.safetensors
};
constexpr Format kFormats[] = {{"model.safetensors", "model.safetensors.index.json", "model-", ".safetensors"},
                               {"pytorch_model.bin", "pytorch_model.bin.index.json", "pytorch_model-", ".bin"}};

using Names = std::vector<std::string>;

bool holds(const Names& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
}

Names weightFiles(const Names& names) {
    for (const Format& format : kFormats) {
        if (holds(names, format.whole))
            return {format.whole};
        if (!holds(names, format.index))
            continue;
        Names out{format.index};
        std::ranges::copy_if(names, std::back_inserter(out), [&](const std::string& name) {
            return name.starts_with(format.shard) && name.ends_with(format.end);
        });
        return out;
    }
    return {};
}

Error notAModel(const Repository& repository, const std::string& what, const Names& names) {
    Error error(Kind::Input, "the model “" + repository.name() + "” " + what);
    const auto has = [&](std::string_view end) {
        return std::ranges::any_of(names, [end](const std::string& name) { return name.ends_with(end); });
    };
    if (has("adapter_config.json"))
        return error.cure("It is a LoRA adapter without its base model: choose the model that it was made for");
    if (has(".gguf") || has(".onnx"))
        return error.cure("It is made for running a finished model; choose the original that it was converted from");
    return error.cure("Choose a model that transformers loads: with config.json and model.safetensors");
}

// Whether every shard that an index names lies beside it.
bool shardsAreThere(const std::filesystem::path& folder, const Names& names) {
    for (const Format& format : kFormats) {
        if (!holds(names, format.index) || holds(names, format.whole))
            continue;
        const Json index = readJson(folder / format.index);
        const Json map = index.value("weight_map", Json::object());
        for (const auto& [tensor, shard] : map.items())
            if (!shard.is_string() || !holds(names, shard.get<std::string>()))
                return false;
        return true;
    }
    return true;
}

// Whether the files of a cached revision are a whole model. Python may have left a part of one there.
bool isWhole(const Hub& hub, const Listing& cached) {
    const Names names = cached.names();
    const bool tokenizer = std::ranges::any_of(kVocabularyFiles, [&](const char* name) { return holds(names, name); });
    return holds(names, "config.json") && tokenizer && !weightFiles(names).empty() &&
           shardsAreThere(hub.cache().snapshot(cached.repository, cached.commit), names);
}

Names tokenizerFiles(const Names& names) {
    Names out;
    std::ranges::copy_if(kTokenizerFiles, std::back_inserter(out),
                         [&](const char* name) { return holds(names, name); });
    return out;
}

std::filesystem::path fetchAll(Hub& hub, const Listing& listing, const Names& wanted) {
    const std::filesystem::path folder = hub.fetch(listing, wanted);
    const Names names = listing.names();
    if (!listing.fromCache) // so that Python need not ask for them either
        for (const char* name : kTokenizerFiles)
            if (!holds(names, name))
                hub.cache().keepMissing(listing.repository, listing.commit, name);
    hub.keep(listing);
    return folder;
}

} // namespace

Names modelFiles(const Repository& repository, const Names& names) {
    if (!holds(names, "config.json"))
        throw notAModel(repository, "holds no config.json", names);
    const Names weights = weightFiles(names);
    if (weights.empty())
        throw notAModel(repository, "holds no weights that can be read", names);
    Names out = tokenizerFiles(names);
    out.insert(out.begin(), "config.json");
    out.insert(out.end(), weights.begin(), weights.end());
    return out;
}

std::filesystem::path fetchModel(Hub& hub, const Repository& repository) {
    if (isCommit(repository.revision))
        if (const auto cached = hub.listCached(repository); cached && isWhole(hub, *cached))
            return hub.cache().snapshot(repository, cached->commit);
    const Listing listing = hub.list(repository);
    if (listing.fromCache && !isWhole(hub, listing))
        throw Error(Kind::Environment,
                    "of the model “" + repository.name() + "” only a part is in the cache, and the hub was not asked")
            .in(hub.cache().snapshot(repository, listing.commit))
            .cure("Download the rest when there is a network: finetune hub download " + repository.name());
    return fetchAll(hub, listing, modelFiles(repository, listing.names()));
}

std::filesystem::path fetchTokenizer(Hub& hub, const Repository& repository) {
    const Listing listing = hub.list(repository);
    Names wanted = tokenizerFiles(listing.names());
    if (wanted.empty())
        throw notAModel(repository, "holds no tokenizer", listing.names());
    if (listing.holds("config.json"))
        wanted.push_back("config.json");
    return fetchAll(hub, listing, wanted);
}

} // namespace finetune::hub
