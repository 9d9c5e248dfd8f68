// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hub/glob.h"

#include "core/base/error.h"

#include <algorithm>
#include <span>
#include <sstream>
#include <string_view>

namespace finetune::hub {
namespace {

using Parts = std::vector<std::string>;

constexpr const char* kPapers[] = {"README.md",          "config.json",    "dataset_info.json",
                                   "dataset_infos.json", "dummy_data.zip", "dataset_dict.json"};

Parts partsOf(const std::string& path) {
    Parts parts;
    std::istringstream in(path);
    for (std::string part; std::getline(in, part, '/');)
        if (!part.empty() && part != ".")
            parts.push_back(part);
    return parts;
}

// The end of the class that begins behind "[", or npos: the bracket is a plain character. "]" at its start is in it.
std::size_t endOfClass(std::string_view pattern) {
    const std::size_t first = pattern.starts_with('!') ? 1 : 0;
    return pattern.find(']', first + 1);
}

bool inClass(std::string_view set, char c) {
    const bool negated = set.starts_with('!');
    bool found = false;
    for (std::size_t i = negated; i < set.size(); ++i) {
        const bool range = i + 2 < set.size() && set[i + 1] == '-';
        found = found || (range ? set[i] <= c && c <= set[i + 2] : set[i] == c);
        i += range ? 2 : 0;
    }
    return found != negated;
}

bool partMatches(std::string_view pattern, std::string_view text) {
    if (pattern.empty())
        return text.empty();
    if (pattern.front() == '*')
        return partMatches(pattern.substr(1), text) || (!text.empty() && partMatches(pattern, text.substr(1)));
    if (text.empty())
        return false;
    if (pattern.front() == '[')
        if (const std::size_t end = endOfClass(pattern.substr(1)); end != std::string_view::npos)
            return inClass(pattern.substr(1, end), text.front()) &&
                   partMatches(pattern.substr(end + 2), text.substr(1));
    return (pattern.front() == '?' || pattern.front() == text.front()) &&
           partMatches(pattern.substr(1), text.substr(1));
}

bool pathMatches(std::span<const std::string> pattern, std::span<const std::string> path) {
    if (pattern.empty())
        return path.empty();
    if (pattern.front() == "**") { // at the end it stands for at least one part
        if (pattern.size() == 1)
            return !path.empty();
        return pathMatches(pattern.subspan(1), path) || (!path.empty() && pathMatches(pattern, path.subspan(1)));
    }
    return !path.empty() && partMatches(pattern.front(), path.front()) &&
           pathMatches(pattern.subspan(1), path.subspan(1));
}

std::ptrdiff_t hiddenParts(const Parts& parts) {
    return std::ranges::count_if(parts, [](const std::string& part) { return part.starts_with('.') && part != ".."; });
}

std::ptrdiff_t specialFolders(const Parts& parts) {
    return std::count_if(parts.begin(), parts.empty() ? parts.end() : parts.end() - 1,
                         [](const std::string& part) { return part.starts_with("__"); });
}

} // namespace

std::vector<std::string> matching(const std::string& pattern, const std::vector<std::string>& names) {
    const Parts wanted = partsOf(pattern);
    for (const std::string& part : wanted)
        if (part != "**" && part.find("**") != std::string::npos)
            throw Error(Kind::Input, "the pattern “" + pattern + "” has ** beside other characters");
    std::vector<std::string> out;
    for (const std::string& name : names) {
        const Parts parts = partsOf(name);
        const bool isPaper =
            std::ranges::find(kPapers, parts.back()) != std::end(kPapers) && wanted.back() != parts.back();
        if (!isPaper && hiddenParts(parts) == hiddenParts(wanted) && specialFolders(parts) == specialFolders(wanted) &&
            pathMatches(wanted, parts))
            out.push_back(name);
    }
    return out;
}

} // namespace finetune::hub
