// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hub/card.h"

#include "core/base/error.h"

#include <algorithm>
#include <sstream>
#include <yaml-cpp/yaml.h>

namespace finetune::hub {
namespace {

// The lines between two "---", the first of which is the file's first line.
std::string headOf(const std::string& readme) {
    std::istringstream in(readme);
    std::string line, head;
    const auto next = [&] {
        if (!std::getline(in, line))
            return false;
        if (line.ends_with('\r'))
            line.pop_back();
        return true;
    };
    if (!next() || line != "---")
        return {};
    while (next()) {
        if (line == "---")
            return head;
        head += line + "\n";
    }
    return {};
}

Error malformed(const std::string& what) {
    return Error(Kind::Input, "the dataset's card (README.md) " + what)
        .cure("Tell its authors; until then download the files by name and choose them on the Data page");
}

std::vector<std::string> patternsOf(const YAML::Node& node) {
    if (node.IsScalar())
        return {node.as<std::string>()};
    if (!node.IsSequence())
        throw malformed("has data_files in a form that is not known");
    std::vector<std::string> out;
    for (const YAML::Node& one : node)
        out.push_back(one.as<std::string>());
    return out;
}

CardConfig configOf(const YAML::Node& node) {
    if (!node.IsMap() || !node["config_name"])
        throw malformed("has a configuration without a name");
    CardConfig out;
    out.name = node["config_name"].as<std::string>();
    out.folder = node["data_dir"] ? node["data_dir"].as<std::string>() : "";
    out.isDefault = node["default"] && node["default"].as<bool>(false);
    const YAML::Node files = node["data_files"];
    if (!files)
        return out;
    const bool bySplit = files.IsSequence() && files.size() > 0 && files[0].IsMap();
    if (!bySplit) {
        out.splits.emplace_back("train", patternsOf(files));
        return out;
    }
    for (const YAML::Node& one : files) {
        if (!one.IsMap() || !one["split"] || !one["path"])
            throw malformed("has data_files in a form that is not known");
        const std::string split = one["split"].as<std::string>();
        for (const auto& earlier : out.splits)
            if (earlier.first == split)
                throw malformed("names the split “" + split + "” twice");
        out.splits.emplace_back(split, patternsOf(one["path"]));
    }
    return out;
}

} // namespace

Card readCard(const std::string& readme, const std::string& yaml) {
    Card card;
    try {
        for (const std::string& text : {headOf(readme), yaml}) {
            const YAML::Node head = YAML::Load(text);
            if (!head.IsMap())
                continue;
            if (const YAML::Node configs = head["configs"]) {
                if (!configs.IsSequence())
                    throw malformed("has “configs” that are no list");
                card.configs.clear();
                for (const YAML::Node& config : configs)
                    card.configs.push_back(configOf(config));
            }
            const YAML::Node info = head["dataset_info"];
            const auto describe = [&](const YAML::Node& one) {
                card.described.push_back(one["config_name"] ? one["config_name"].as<std::string>() : "default");
            };
            if (info && info.IsMap())
                describe(info);
            else if (info && info.IsSequence())
                std::ranges::for_each(info, describe);
        }
    } catch (const YAML::Exception& error) {
        throw malformed(std::string("has a head that is not YAML: ") + error.what());
    }
    return card;
}

} // namespace finetune::hub
