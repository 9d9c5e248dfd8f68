// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hub/environment.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <regex>
#include <sys/stat.h>
#include <unistd.h>

namespace finetune::hub {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? std::optional<std::string>(value) : std::nullopt;
}

std::string given(const char* name) { // empty counts as not given
    return variable(name).value_or("");
}

bool isTrue(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::toupper(c); });
    return text == "1" || text == "ON" || text == "YES" || text == "TRUE";
}

std::string firstOf(std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (!given(name).empty())
            return given(name);
    return {};
}

// "~" and "$NAME", "${NAME}" as Python's expanduser and expandvars replace them; an unknown name stays.
fs::path expanded(std::string text) {
    static const std::regex kVariable(R"(\$(?:(\w+)|\{(\w+)\}))");
    if (text == "~" || text.starts_with("~/"))
        text = given("HOME") + text.substr(1);
    std::string out;
    auto rest = text.cbegin();
    for (std::sregex_iterator found(text.begin(), text.end(), kVariable), end; found != end; ++found) {
        out.append(rest, (*found)[0].first);
        out += variable((found->str(1) + found->str(2)).c_str()).value_or(found->str());
        rest = (*found)[0].second;
    }
    return out.append(rest, text.cend());
}

std::string cleaned(std::string token) {
    std::erase_if(token, [](unsigned char c) { return c == '\r' || c == '\n'; });
    const std::size_t begin = token.find_first_not_of(" \t");
    return begin == std::string::npos ? "" : token.substr(begin, token.find_last_not_of(" \t") - begin + 1);
}

std::string tokenOf(const fs::path& file) {
    if (isTrue(given("HF_HUB_DISABLE_IMPLICIT_TOKEN")))
        return {};
    if (const std::string token = cleaned(firstOf({"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"})); !token.empty())
        return token;
    std::error_code code;
    return fs::is_regular_file(file, code) ? cleaned(files::read(file)) : "";
}

std::chrono::seconds secondsOf(const char* name, std::chrono::seconds otherwise) {
    const int value = std::atoi(given(name).c_str());
    return value > 0 ? std::chrono::seconds(value) : otherwise;
}

} // namespace

Environment Environment::ofProcess() {
    Environment out;
    if (const auto endpoint = variable("HF_ENDPOINT"))
        out.endpoint = *endpoint;
    while (out.endpoint.ends_with('/'))
        out.endpoint.pop_back();
    const fs::path caches = variable("XDG_CACHE_HOME").value_or(given("HOME") + "/.cache");
    out.home = expanded(variable("HF_HOME").value_or(caches / "huggingface"));
    out.cache = out.home / "hub";
    for (const char* name : {"HUGGINGFACE_HUB_CACHE", "HF_HUB_CACHE"}) // the second is the newer one
        if (const auto value = variable(name))
            out.cache = expanded(*value);
    out.datasets = expanded(variable("HF_DATASETS_CACHE").value_or(out.home / "datasets"));
    out.tokenFile = expanded(variable("HF_TOKEN_PATH").value_or(out.home / "token"));
    out.token = tokenOf(out.tokenFile);
    out.offline = isTrue(firstOf({"HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"}));
    const auto datasets = variable("HF_DATASETS_OFFLINE");
    out.datasetsOffline = out.offline || (datasets && isTrue(*datasets));
    out.certificates = firstOf({"REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"});
    out.metadataTimeout = secondsOf("HF_HUB_ETAG_TIMEOUT", out.metadataTimeout);
    out.downloadTimeout = secondsOf("HF_HUB_DOWNLOAD_TIMEOUT", out.downloadTimeout);
    return out;
}

void storeToken(const Environment& environment, const std::string& token) {
    const fs::path& file = environment.tokenFile;
    const std::string clean = cleaned(token);
    if (clean.empty()) {
        files::removeAll(file);
        return;
    }
    if (!std::ranges::all_of(clean, [](unsigned char c) { return c > 0x20 && c < 0x7f; }))
        throw Error(Kind::Usage, "this is not an access token: one is made of letters, digits and signs without spaces")
            .cure("Copy it from " + environment.endpoint + "/settings/tokens");
    files::createFolders(file.parent_path());
    // Made with its permissions before the first byte is in it, under a name of its own, so that nobody sees it open.
    const fs::path partial = file.string() + ".partial";
    ::unlink(partial.c_str());
    const int out = ::open(partial.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    const bool written = out >= 0 && ::fchmod(out, 0600) == 0 &&
                         ::write(out, clean.data(), clean.size()) == static_cast<ssize_t>(clean.size()) &&
                         ::fsync(out) == 0;
    const int code = errno;
    if (out >= 0)
        ::close(out);
    if (!written) {
        ::unlink(partial.c_str());
        throw Error(Kind::Environment, std::string("the access token cannot be kept here: ") + std::strerror(code))
            .in(file)
            .cure("Name a file that you may write to in HF_TOKEN_PATH, or set HF_TOKEN for this session");
    }
    files::rename(partial, file);
}

} // namespace finetune::hub
