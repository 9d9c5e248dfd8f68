// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/model_source.h"

#include "core/hub/model_files.h"

namespace finetune::session {
namespace {

namespace fs = std::filesystem;

fs::path folderOf(const std::string& name, const hub::Watch& watch,
                  fs::path (*fetch)(hub::Hub& hub, const hub::Repository& repository)) {
    try {
        hub::Hub hub(hub::Environment::ofProcess(), watch);
        return fetch(hub, hub::modelNamed(name));
    } catch (const Error& error) {
        const bool ofTheHub = error.kind() == Kind::Input || error.kind() == Kind::Environment;
        if (!ofTheHub || !error.file().empty())
            throw;
        Error both(error.kind(), "“" + name + "” is no folder here, and " + error.happened()); // a path, mistyped?
        throw both.cure(error.help());
    }
}

} // namespace

bool isHubName(const std::string& given) {
    std::error_code code;
    return !fs::exists(given, code) && hub::looksLikeName(given.substr(0, given.find('@')));
}

fs::path modelFolder(const std::string& name, const hub::Watch& watch) {
    return folderOf(name, watch, hub::fetchModel);
}

fs::path tokenizerFolder(const std::string& name, const hub::Watch& watch) {
    return folderOf(name, watch, hub::fetchTokenizer);
}

} // namespace finetune::session
