// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hub/hub.h"

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/hub/failure.h"
#include "core/hub/http.h"
#include "core/hub/part.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace finetune::hub {
namespace fs = std::filesystem;
namespace {

// The hub's JSON, whose members may be missing, null or of another kind: then the default counts.
template <class T>
T member(const Json& object, const char* name, T otherwise) {
    try {
        return object.at(name).get<T>();
    } catch (const Json::exception&) {
        return otherwise;
    }
}

RemoteFile remoteFile(const Json& sibling) {
    RemoteFile file{member<std::string>(sibling, "rfilename", ""), member<std::uint64_t>(sibling, "size", 0),
                    member<std::string>(sibling, "blobId", "")};
    if (const auto lfs = sibling.find("lfs"); lfs != sibling.end() && lfs->is_object())
        file.etag = member<std::string>(*lfs, "sha256", file.etag);
    refuseHostileName(file.name);
    return file;
}

// `W/"abc"` and `"abc"` as the blob's name.
std::string plainEtag(std::string etag) {
    if (etag.starts_with("W/"))
        etag.erase(0, 2);
    std::erase(etag, '"');
    return etag;
}

std::string sizeOf(std::uintmax_t bytes) {
    if (bytes < 10'000'000)
        return std::to_string(bytes / 1'000) + " kB";
    return bytes < 10'000'000'000 ? std::to_string(bytes / 1'000'000) + " MB"
                                  : std::to_string(bytes / 1'000'000'000) + " GB";
}

// `{"parameters": {"F32": 66985530}}`
std::uint64_t weightBytes(const Json& safetensors) {
    static const std::map<std::string, std::uint64_t> kBytes = {
        {"F64", 8}, {"I64", 8}, {"U64", 8}, {"F16", 2},  {"BF16", 2},    {"I16", 2},
        {"U16", 2}, {"I8", 1},  {"U8", 1},  {"BOOL", 1}, {"F8_E4M3", 1}, {"F8_E5M2", 1}}; // of the rest four
    std::uint64_t bytes = 0;
    for (const auto& [type, numbers] : member<std::map<std::string, std::uint64_t>>(safetensors, "parameters", {}))
        bytes += numbers * (kBytes.contains(type) ? kBytes.at(type) : 4);
    return bytes;
}

bool mayNotAsk(const Environment& environment, Repository::Type type) {
    return environment.offline || (type == Repository::Type::Dataset && environment.datasetsOffline);
}

std::string firstOf(const std::string& header, const std::string& otherwise) {
    return header.empty() ? otherwise : header;
}

} // namespace

bool Listing::holds(const std::string& name) const {
    return std::ranges::find(files, name, &RemoteFile::name) != files.end();
}

std::vector<std::string> Listing::names() const {
    std::vector<std::string> out;
    for (const RemoteFile& file : files)
        out.push_back(file.name);
    std::ranges::sort(out);
    return out;
}

Hub::Hub(Environment environment, Watch watch) : watch_(std::move(watch)), cache_(environment.cache) {
    client_ = std::make_unique<Client>(std::move(environment), watch_.stop);
}

Hub::~Hub() = default;

const Environment& Hub::environment() const {
    return client_->environment();
}

void Hub::note(const std::string& text) const {
    if (watch_.note)
        watch_.note(text);
}

std::optional<Listing> Hub::listCached(const Repository& repository) const {
    const auto commit = cache_.commitOf(repository);
    if (!commit || !fs::is_directory(cache_.snapshot(repository, *commit)))
        return {};
    Listing out{repository, *commit, {}, true};
    for (const std::string& name : cache_.filesOf(repository, *commit))
        out.files.push_back({name, 0, {}});
    return out;
}

Listing Hub::list(const Repository& repository) {
    auto cached = listCached(repository);
    if (mayNotAsk(environment(), repository.type)) {
        if (cached)
            return *cached;
        throw Error(Kind::Environment, std::string("the ") + repository.noun() + " “" + repository.name() +
                                           "” is not in the cache, and the hub may not be asked")
            .in(cache_.root())
            .cure("Unset HF_HUB_OFFLINE, TRANSFORMERS_OFFLINE and HF_DATASETS_OFFLINE to download it");
    }
    const Answer answer =
        client_->get(repository.apiPath() + "/revision/" + quoted(repository.revision, false) + "?blobs=true");
    const Json info = answer.ok() ? Json::parse(answer.body, nullptr, false) : Json();
    Listing out{repository, member<std::string>(info, "sha", ""), {}, false};
    if (!isCommit(out.commit) || !info.contains("siblings") || !info["siblings"].is_array()) {
        const Error error = failure(answer, *client_, repository);
        if (!cached || answer.header("x-error-code") == "RevisionNotFound")
            throw error;
        note(error.happened() + "; the copy in the cache is used (" + repository.id + ", commit " +
             cached->commit.substr(0, 12) + ")");
        return *cached;
    }
    for (const Json& sibling : info["siblings"])
        out.files.push_back(remoteFile(sibling));
    return out;
}

void Hub::keep(const Listing& listing) const {
    if (!listing.fromCache)
        cache_.keepCommit(listing.repository, listing.commit);
}

RemoteFile Hub::ask(const Listing& listing, const std::string& name) {
    const Repository& repository = listing.repository;
    const Answer answer = client_->head(repository.filePath() + "/resolve/" + listing.commit + "/" + quoted(name));
    const bool redirected = answer.status >= 300 && answer.status < 400 && answer.trouble == Answer::Trouble::None;
    if (!answer.ok() && !redirected) {
        if (answer.header("x-error-code") == "EntryNotFound")
            cache_.keepMissing(repository, listing.commit, name);
        throw failure(answer, *client_, repository, name);
    }
    RemoteFile out{name, 0, plainEtag(firstOf(answer.header("x-linked-etag"), answer.header("etag")))};
    const std::string size = firstOf(answer.header("x-linked-size"), answer.header("content-length"));
    const bool counted = std::from_chars(size.data(), size.data() + size.size(), out.size).ec == std::errc();
    if (out.etag.empty() || !counted || answer.header("x-repo-commit") != listing.commit)
        throw Error(Kind::Environment,
                    "the hub does not say size, ETag and commit of “" + name + "” as a model hub does")
            .cure("Check HF_ENDPOINT, and that no proxy takes the headers away");
    const auto listed = std::ranges::find(listing.files, name, &RemoteFile::name);
    if (listed != listing.files.end() && !listed->etag.empty() && listed->etag != out.etag)
        throw Error(Kind::Environment, "the hub lists “" + name + "” with another hash than it offers it with")
            .cure("Try again later: the mirror may be behind. If it stays so, use another one (HF_ENDPOINT)");
    return out;
}

void Hub::checkSpace(const Listing& listing, const std::vector<RemoteFile>& files) const {
    std::uintmax_t needed = 0;
    for (const RemoteFile& file : files) {
        const fs::path blob = cache_.blob(listing.repository, file.etag), part = blob.string() + ".incomplete";
        std::error_code code;
        if (fs::exists(blob, code))
            continue;
        const std::uintmax_t have = fs::exists(part, code) ? fs::file_size(part, code) : 0;
        needed += file.size - std::min<std::uintmax_t>(file.size, have);
    }
    std::error_code code;
    const std::uintmax_t free = fs::space(cache_.root(), code).available;
    if (!code && needed > free)
        throw Error(Kind::Environment,
                    sizeOf(needed) + " are to be downloaded, and " + sizeOf(free) + " are free on this disk")
            .in(cache_.root())
            .cure("Free some space (“finetune hub list” shows what is cached), or name a folder on another disk in "
                  "HF_HUB_CACHE");
}

void Hub::bring(const Listing& listing, const RemoteFile& file, Transfer& transfer) {
    const Repository& repository = listing.repository;
    const fs::path blob = cache_.blob(repository, file.etag);
    if (fs::exists(blob))
        return;
    const Cache::Lock lock = cache_.lock(repository, file.etag, watch_.stop, [&] {
        note("another program downloads “" + file.name + "”; waiting for it");
    });
    if (fs::exists(blob)) // the other one has brought it
        return;
    Part part(blob.string() + ".incomplete", file.etag, file.size);
    const std::uint64_t doneBefore = transfer.done;
    const auto tell = [&] {
        transfer.fileDone = part.have(), transfer.done = doneBefore + part.have();
        if (watch_.progress)
            watch_.progress(transfer);
    };
    const std::string path = repository.filePath() + "/resolve/" + listing.commit + "/" + quoted(file.name);
    for (bool again = part.have() > 0;; again = false) { // what was there may be no good: then once from the start
        tell();
        if (part.have() < file.size) {
            const Answer answer = client_->fetch(path, part.have(), [&](std::uint64_t at, std::string_view bytes) {
                part.write(at, bytes);
                tell();
            });
            if (!answer.ok() && !(again && answer.status == 416))
                throw failure(answer, *client_, repository, file.name);
        }
        if (part.have() == file.size && part.matches())
            break;
        const bool isShort = part.have() < file.size;
        const std::string have = std::to_string(part.have());
        part.restart();
        if (!again)
            throw Error(Kind::Environment, isShort ? "“" + file.name + "” ends after " + have + " of " +
                                                         std::to_string(file.size) + " bytes"
                                                   : "“" + file.name + "” arrived with other bytes than its hash says")
                .cure("Nothing of it was kept. Try again later; if it stays so, use another mirror (HF_ENDPOINT)");
    }
    part.finish(blob);
}

fs::path Hub::fetch(const Listing& listing, const std::vector<std::string>& names) {
    const Repository& repository = listing.repository;
    std::vector<RemoteFile> files;
    for (const std::string& name : names) {
        if (cache_.has(repository, listing.commit, name))
            continue;
        if (listing.fromCache)
            throw Error(Kind::Environment, "“" + name + "” of the " + repository.noun() + " “" + repository.name() +
                                               "” is not in the cache, and the hub was not asked")
                .in(cache_.root())
                .cure("Download it when there is a network: finetune hub download");
        files.push_back(ask(listing, name));
    }
    const fs::path folder = cache_.snapshot(repository, listing.commit);
    if (files.empty())
        return folder;
    files::createFolders(cache_.blob(repository, files.front().etag).parent_path());
    checkSpace(listing, files);
    Transfer transfer;
    for (const RemoteFile& file : files)
        transfer.total += file.size;
    std::uint64_t before = 0;
    for (const RemoteFile& file : files) {
        transfer.file = file.name, transfer.fileTotal = file.size, transfer.done = before;
        bring(listing, file, transfer);
        before += file.size;
        transfer.fileDone = file.size, transfer.done = before;
        if (watch_.progress)
            watch_.progress(transfer);
    }
    for (const RemoteFile& file : files)
        cache_.place(repository, listing.commit, file.name, file.etag);
    return folder;
}

std::vector<Found> Hub::search(Repository::Type type, const std::string& text, int limit) {
    if (mayNotAsk(environment(), type))
        throw Error(Kind::Environment, "the hub may not be asked, so nothing can be searched for")
            .cure("Unset HF_HUB_OFFLINE, TRANSFORMERS_OFFLINE and HF_DATASETS_OFFLINE to search");
    const Repository nowhere{type, "", "main"};
    const bool isModel = type == Repository::Type::Model;
    std::string path = std::string(isModel ? "/api/models" : "/api/datasets") + "?search=" + quoted(text, false) +
                       "&sort=downloads&direction=-1&limit=" + std::to_string(limit);
    for (const char* wanted :
         {"downloads", "gated", "lastModified", "likes", "tags", isModel ? "safetensors" : "usedStorage"})
        path += std::string("&expand=") + wanted;
    const Answer answer = client_->get(path);
    const Json all = answer.ok() ? Json::parse(answer.body, nullptr, false) : Json();
    if (!all.is_array())
        throw failure(answer, *client_, nowhere, "search");
    std::vector<Found> out;
    for (const Json& one : all) {
        Found found{member<std::string>(one, "id", ""),
                    "",
                    member<std::string>(one, "gated", ""),
                    member<std::string>(one, "lastModified", ""),
                    member<std::int64_t>(one, "downloads", 0),
                    member<std::int64_t>(one, "likes", 0),
                    isModel ? weightBytes(member<Json>(one, "safetensors", Json::object()))
                            : member<std::uint64_t>(one, "usedStorage", 0)};
        for (const std::string& tag : member<std::vector<std::string>>(one, "tags", {}))
            if (tag.starts_with("license:"))
                found.licence = tag.substr(8);
        if (looksLikeName(found.id))
            out.push_back(std::move(found));
    }
    return out;
}

} // namespace finetune::hub
