// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace finetune::hub {

// A configuration of a dataset as its card names it ("configs" in the YAML at the head of README.md).
struct CardConfig {
    std::string name, folder; // folder ("data_dir"): where patterns begin; may be empty
    bool isDefault = false;
    // Split and patterns, in the card's order. Empty: files are found by their names.
    std::vector<std::pair<std::string, std::vector<std::string>>> splits;
};

struct Card {
    std::vector<CardConfig> configs;
    std::vector<std::string> described; // names in "dataset_info"
};

// `readme` may be without a head; `yaml` (.huggingface.yaml) goes before it and may be empty. Throws Input: not YAML,
// or not of the form that `datasets` reads.
Card readCard(const std::string& readme, const std::string& yaml = {});

} // namespace finetune::hub
