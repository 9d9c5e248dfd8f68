// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hub/hub.h"

#include <filesystem>
#include <string>

namespace finetune::session {

// Whether what someone gave as a model is meant as a name on the hub (“distilbert-base-uncased”, “org/name@revision”):
// it has the form of one, and nothing here has that name.
bool isHubName(const std::string& given);

// The folder of the model with this name, downloaded where the cache has it not. Throws as core/hub does.
std::filesystem::path modelFolder(const std::string& name, const hub::Watch& watch);
std::filesystem::path tokenizerFolder(const std::string& name, const hub::Watch& watch); // without the weights

} // namespace finetune::session
