// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hub/hub.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

// The hub and its cache as the window uses them: names in, files out. But for hubPlace every call may read much, ask
// and wait. Throws as core/hub does.
namespace finetune::session {

using HubKind = hub::Repository::Type;

// By the variables of the process: where the hub is and what it keeps here.
struct HubPlace {
    std::string endpoint;
    std::filesystem::path cache, tokenFile;
    bool offline = false; // nothing of this kind may be asked for
    bool hasToken = false;
};
HubPlace hubPlace(HubKind kind);

std::vector<hub::Found> searchHub(HubKind kind, const std::string& text, const StopToken& stop);

// What the cache holds to be opened, as a person would name it; the one that was used last first.
struct CachedName {
    std::string name; // "org/name", "org/name@revision"
    std::uintmax_t bytes = 0;
    std::time_t lastUsed = 0;
};
std::vector<CachedName> cachedNames(HubKind kind);

// Whether what someone gave as a model is meant as a name on the hub (“distilbert-base-uncased”, “org/name@revision”):
// it has the form of one, and nothing here has that name.
bool isHubName(const std::string& given);

// Whether the hub is asked when the cache has what was named.
enum class HubAsk { IfNotCached, Always };

struct HubFiles {
    std::string name;
    bool isFromCache = false;                                               // nobody was asked
    std::filesystem::path folder = {};                                      // of a model
    std::vector<std::pair<std::string, std::filesystem::path>> splits = {}; // of a dataset: what openDataset opens
};
// The files behind a name (modelNamed, datasetNamed), downloaded where need be.
HubFiles filesByName(HubKind kind, const std::string& name, HubAsk ask, const hub::Watch& watch);
// Of a model its folder without the weights.
std::filesystem::path tokenizerByName(const std::string& name, const hub::Watch& watch);

// The cache as a whole, of both kinds.
std::vector<hub::CachedRepository> cachedRepositories();
// An empty commit: all of it. Returns the bytes that became free.
std::uintmax_t removeCached(const hub::Repository& repository, const std::string& commit);

// Kept for the owner alone; "" forgets it.
void keepToken(const std::string& token);

} // namespace finetune::session
