// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>

namespace finetune {

using Json = nlohmann::ordered_json; // keeps the order of keys: files we copy stay readable side by side

// Reads a small JSON file (configuration, arguments). Throws Input with the file and the place of the mistake.
Json readJson(const std::filesystem::path& file);

// Writes it with two spaces of indentation, whole or not at all.
void writeJson(const std::filesystem::path& file, const Json& value);

} // namespace finetune
