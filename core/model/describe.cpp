// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/describe.h"

#include "core/base/files.h"
#include "core/model/config.h"
#include "core/model/weight_files.h"

#include <sstream>

namespace finetune::model {
namespace {

// The licence from the front matter of README.md, where model cards keep it.
std::string licenceOf(const std::filesystem::path& readme) {
    if (!std::filesystem::exists(readme))
        return {};
    std::istringstream lines(files::read(readme));
    std::string line;
    if (!std::getline(lines, line) || line != "---")
        return {};
    while (std::getline(lines, line) && line != "---")
        if (line.starts_with("license:"))
            return line.substr(line.find_first_not_of(' ', 8) == std::string::npos ? line.size()
                                                                                   : line.find_first_not_of(' ', 8));
    return {};
}

} // namespace

ModelInfo describe(const std::filesystem::path& folder) {
    const Json json = readJson(folder / "config.json");
    const EncoderConfig config = parseConfig(json, folder / "config.json");
    const WeightFiles files(folder);
    ModelInfo info;
    info.modelType = config.modelType;
    info.architecture = familyNames(config.modelType).architecture;
    info.layers = config.layers, info.hidden = config.hidden, info.heads = config.heads;
    info.vocabulary = config.vocabulary, info.maxPositions = config.maxPositions;
    info.bytes = files.bytes();
    info.licence = licenceOf(folder / "README.md");
    info.newlyInitialised = {"qa_outputs.weight", "qa_outputs.bias"};
    for (const auto& [name, tensor] : files.tensors()) {
        const std::string canonical = canonicalName(name, familyNames(config.modelType).basePrefix);
        std::erase(info.newlyInitialised, canonical);
        if (isIgnoredName(canonical))
            continue;
        info.dtype = tensor->dtype;
        std::int64_t count = 1;
        for (const std::int64_t size : tensor->shape)
            count *= size;
        info.parameters += count;
    }
    return info;
}

} // namespace finetune::model
