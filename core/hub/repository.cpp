// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hub/repository.h"

#include "core/base/error.h"
#include "core/hub/http.h"

#include <algorithm>
#include <sstream>

namespace finetune::hub {
namespace {

bool isNamePart(const std::string& part) {
    const auto inside = [](unsigned char c) {
        return (c < 0x80 && std::isalnum(c)) || c == '-' || c == '_' || c == '.';
    };
    return !part.empty() && std::ranges::all_of(part, inside) && part.front() != '-' && part.front() != '.' &&
           part.back() != '-' && part.back() != '.';
}

// A revision becomes a file below refs/: "refs/convert/parquet" may be one, "../x" may not.
bool isRevision(const std::string& text) {
    std::istringstream parts(text);
    for (std::string part; std::getline(parts, part, '/');)
        if (part.empty() || part.front() == '.' ||
            std::ranges::any_of(part, [](unsigned char c) { return c <= ' ' || c == 0x7f || c == '\\' || c == ':'; }))
            return false;
    return !text.empty() && text.back() != '/';
}

Repository repositoryNamed(const std::string& text, Repository::Type type) {
    Repository out{type, text.substr(0, text.find('@')), "main"};
    const std::string noun = out.noun();
    if (!looksLikeName(out.id))
        throw Error(Kind::Usage, "“" + text + "” is not the name of a " + noun + " on the hub")
            .cure(
                "A name is like “squad” or “org/name”, with “@revision” behind it where one is meant; letters, digits "
                "and - _ . are in it");
    if (const std::size_t at = text.find('@'); at != std::string::npos)
        out.revision = text.substr(at + 1);
    if (!isRevision(out.revision))
        throw Error(Kind::Usage, "“" + out.revision + "” is not a revision of a " + noun)
            .cure("Behind the @ stands a branch, a tag or a commit");
    return out;
}

} // namespace

std::string Repository::apiPath() const {
    return std::string(type == Type::Model ? "/api/models/" : "/api/datasets/") + quoted(id);
}

std::string Repository::filePath() const {
    return (type == Type::Model ? "/" : "/datasets/") + quoted(id);
}

bool looksLikeName(const std::string& text) {
    const std::size_t slash = text.find('/');
    if (text.size() > 96 || text.find("--") != std::string::npos || text.find("..") != std::string::npos ||
        text.ends_with(".git"))
        return false;
    if (slash == std::string::npos)
        return isNamePart(text);
    return isNamePart(text.substr(0, slash)) && isNamePart(text.substr(slash + 1));
}

Repository modelNamed(const std::string& text) {
    return repositoryNamed(text, Repository::Type::Model);
}

DatasetName datasetNamed(const std::string& text) {
    DatasetName out;
    std::string name = text;
    if (const std::size_t colon = name.find(':'); colon != std::string::npos) {
        out.config = name.substr(colon + 1);
        name.resize(colon);
        if (const std::size_t slash = out.config.find('/'); slash != std::string::npos) {
            out.split = out.config.substr(slash + 1);
            out.config.resize(slash);
        }
    }
    out.repository = repositoryNamed(name, Repository::Type::Dataset);
    return out;
}

void refuseHostileName(const std::string& name) {
    bool hostile = name.empty() || name.front() == '/' || name.back() == '/' || name.size() > 4096 ||
                   (name.size() > 1 && name[1] == ':') || name.find('\\') != std::string::npos ||
                   std::ranges::any_of(name, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    std::istringstream parts(name);
    for (std::string part; std::getline(parts, part, '/');)
        hostile = hostile || part.empty() || part == "." || part == "..";
    if (!hostile)
        return;
    std::string shown = name.substr(0, 100);
    std::ranges::replace_if(
        shown, [](unsigned char c) { return c < 0x20 || c == 0x7f; }, '?');
    throw Error(Kind::Input, "the hub names a file “" + shown + "”, which would not stay in its folder")
        .cure("Do not use this repository; nothing of it was written");
}

bool isCommit(const std::string& text) {
    return text.size() == 40 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

} // namespace finetune::hub
