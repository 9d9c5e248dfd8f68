// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/hub_library.h"

#include "core/data/table_look.h"
#include "core/hub/dataset_files.h"
#include "core/hub/model_files.h"

#include <algorithm>

namespace finetune::session {
namespace {

namespace fs = std::filesystem;
using hub::Environment;

constexpr const char* kConverted = "refs/convert/parquet"; // a dataset's own name leads there

HubFiles bring(Environment environment, HubKind kind, const std::string& name, const hub::Watch& watch) {
    hub::Hub hub(std::move(environment), watch);
    HubFiles out{.name = name};
    if (kind == HubKind::Model) {
        out.folder = hub::fetchModel(hub, hub::modelNamed(name));
        return out;
    }
    for (const auto& [split, files] : hub::fetchDataset(hub, hub::datasetNamed(name)).splits)
        out.splits.emplace_back(split, data::together(files));
    return out;
}

// A tokenizer alone is no model to open, and a card alone no data.
bool holdsWhatIsOpened(HubKind kind, const fs::path& snapshot) {
    bool hasWeights = false, hasConfig = false, hasData = false;
    std::error_code code;
    for (fs::recursive_directory_iterator at(snapshot, code), end; !code && at != end; at.increment(code)) {
        const std::string name = at->path().filename().string();
        hasConfig |= name == "config.json";
        hasWeights |= name.ends_with(".safetensors") || name.ends_with(".bin");
        hasData |= at->is_regular_file() && name != "README.md" && name != ".huggingface.yaml";
    }
    return kind == HubKind::Model ? hasConfig && hasWeights : hasData;
}

} // namespace

HubPlace hubPlace(HubKind kind) {
    const Environment environment = Environment::ofProcess();
    return {environment.endpoint, environment.cache, environment.tokenFile,
            kind == HubKind::Model ? environment.offline : environment.datasetsOffline, !environment.token.empty()};
}

std::vector<hub::Found> searchHub(HubKind kind, const std::string& text, const StopToken& stop) {
    return hub::Hub(Environment::ofProcess(), {.stop = stop}).search(kind, text);
}

std::vector<CachedName> cachedNames(HubKind kind) {
    std::vector<CachedName> out;
    for (const hub::CachedRepository& repository : cachedRepositories())
        for (const hub::CachedRevision& revision : repository.revisions) {
            if (repository.repository.type != kind || !holdsWhatIsOpened(kind, revision.folder))
                continue;
            hub::Repository named = repository.repository;
            named.revision = revision.refs.empty() ? revision.commit : revision.refs.front();
            if (std::ranges::find(revision.refs, "main") != revision.refs.end() || named.revision == kConverted)
                named.revision = "main";
            out.push_back({named.name(), revision.bytes, revision.lastUsed});
        }
    std::ranges::stable_sort(out, std::greater(), &CachedName::lastUsed);
    return out;
}

bool isHubName(const std::string& given) {
    std::error_code code;
    return !fs::exists(given, code) && hub::looksLikeName(given.substr(0, given.find('@')));
}

HubFiles filesByName(HubKind kind, const std::string& name, HubAsk ask, const hub::Watch& watch) {
    if (ask == HubAsk::IfNotCached && !hubPlace(kind).offline) {
        Environment silent = Environment::ofProcess();
        silent.offline = silent.datasetsOffline = true;
        try {
            HubFiles out = bring(std::move(silent), kind, name, {.stop = watch.stop});
            out.isFromCache = true;
            return out;
        } catch (const Error& error) { // what is missing there, the hub may have
            if (error.kind() == Kind::Cancelled)
                throw;
        }
    }
    HubFiles out = bring(Environment::ofProcess(), kind, name, watch);
    out.isFromCache = hubPlace(kind).offline;
    return out;
}

fs::path tokenizerByName(const std::string& name, const hub::Watch& watch) {
    hub::Hub hub(Environment::ofProcess(), watch);
    return hub::fetchTokenizer(hub, hub::modelNamed(name));
}

std::vector<hub::CachedRepository> cachedRepositories() {
    return hub::Cache(Environment::ofProcess().cache).list();
}

std::uintmax_t removeCached(const hub::Repository& repository, const std::string& commit) {
    return hub::Cache(Environment::ofProcess().cache).remove(repository, commit);
}

void keepToken(const std::string& token) {
    hub::storeToken(Environment::ofProcess(), token);
}

} // namespace finetune::session
