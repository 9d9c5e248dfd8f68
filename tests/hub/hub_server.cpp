// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/hub/hub_server.h"

#include "core/base/error.h"
#include "tests/support/shared_data.h"

#include <algorithm>
#include <arpa/inet.h>
#include <csignal>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sstream>
#include <sys/socket.h>
#include <unistd.h>

namespace finetune::test {
namespace {

std::string digest(const EVP_MD* kind, const std::string& bytes) {
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    EVP_Digest(bytes.data(), bytes.size(), out, &size, kind, nullptr);
    std::string hex;
    for (unsigned int i = 0; i < size; ++i)
        for (const int half : {out[i] >> 4, out[i] & 15})
            hex += "0123456789abcdef"[half];
    return hex;
}

std::string unquoted(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
            i += 2;
        } else
            out += text[i] == '+' ? ' ' : text[i];
    }
    return out;
}

std::string quoted(const std::string& text) {
    std::string out;
    char hex[4];
    for (const unsigned char c : text) {
        std::snprintf(hex, sizeof hex, "%%%02X", c);
        out += std::isalnum(c) || std::string_view("-_.~/").find(static_cast<char>(c)) != std::string_view::npos
                   ? std::string(1, static_cast<char>(c))
                   : std::string(hex);
    }
    return out;
}

bool isLfs(const std::string& name, const std::string& bytes) {
    for (const char* end : {".safetensors", ".bin", ".parquet", ".arrow", ".h5", ".onnx", ".msgpack"})
        if (name.ends_with(end))
            return true;
    return bytes.size() > 10'000'000;
}

std::string etagOf(const std::string& name, const std::string& bytes) {
    return isLfs(name, bytes) ? sha256Hex(bytes) : gitBlobSha1(bytes);
}

HubAnswer refusal(int status, const std::string& code, const std::string& message) {
    return {status,
            {{"X-Error-Code", code}, {"X-Error-Message", message}, {"Content-Type", "application/json"}},
            Json{{"error", message}}.dump()};
}

HubAnswer json(const Json& value) {
    return {200, {{"Content-Type", "application/json; charset=utf-8"}}, value.dump()};
}

Json entryOf(const std::string& name, const std::string& bytes) { // as /tree and /paths-info have it
    Json entry = {{"type", "file"}, {"oid", gitBlobSha1(bytes)}, {"size", bytes.size()}, {"path", name}};
    if (isLfs(name, bytes))
        entry["lfs"] = {{"oid", sha256Hex(bytes)}, {"size", bytes.size()}, {"pointerSize", 133}};
    return entry;
}

Json folderEntry(const std::string& name) {
    return {{"type", "directory"}, {"oid", sha1Hex(name)}, {"size", 0}, {"path", name}};
}

// Files and folders below `folder`; all of them or those right in it.
Json treeOf(const std::map<std::string, std::string>& files, const std::string& folder, bool recursive) {
    Json entries = Json::array();
    std::vector<std::string> folders;
    const std::string prefix = folder.empty() ? "" : folder + "/";
    for (const auto& [name, bytes] : files) {
        if (!name.starts_with(prefix))
            continue;
        for (std::size_t slash = name.find('/', prefix.size()); slash != std::string::npos;
             slash = recursive ? name.find('/', slash + 1) : std::string::npos)
            if (std::ranges::find(folders, name.substr(0, slash)) == folders.end()) {
                folders.push_back(name.substr(0, slash));
                entries.push_back(folderEntry(folders.back()));
            }
        if (recursive || name.find('/', prefix.size()) == std::string::npos)
            entries.push_back(entryOf(name, bytes));
    }
    return entries;
}

HubAnswer bytesOf(const std::string& bytes, const HubRequest& request) {
    HubAnswer answer{200, {{"Accept-Ranges", "bytes"}}, bytes};
    const auto range = request.headers.find("range");
    if (range == request.headers.end() || !range->second.starts_with("bytes="))
        return answer;
    const std::size_t from = std::stoull(range->second.substr(6));
    const std::string size = std::to_string(bytes.size());
    if (from >= bytes.size())
        return {416, {{"Content-Range", "bytes */" + size}}, ""};
    answer.status = 206;
    answer.body = bytes.substr(from);
    answer.headers["Content-Range"] =
        "bytes " + std::to_string(from) + "-" + std::to_string(bytes.size() - 1) + "/" + size;
    return answer;
}

} // namespace

std::string sha1Hex(const std::string& bytes) {
    return digest(EVP_sha1(), bytes);
}
std::string gitBlobSha1(const std::string& bytes) {
    return sha1Hex("blob " + std::to_string(bytes.size()) + std::string(1, '\0') + bytes);
}
std::string sha256Hex(const std::string& bytes) {
    return digest(EVP_sha256(), bytes);
}

// A key and a certificate for 127.0.0.1 that signs itself, made anew for each server.
struct HubServer::Tls {
    SSL_CTX* context = SSL_CTX_new(TLS_server_method());

    explicit Tls(const std::filesystem::path& certificateFile) {
        EVP_PKEY* key = EVP_EC_gen("P-256");
        X509* certificate = X509_new();
        X509_set_version(certificate, 2);
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
        X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
        X509_gmtime_adj(X509_getm_notAfter(certificate), 86400);
        X509_set_pubkey(certificate, key);
        X509_NAME* name = X509_get_subject_name(certificate);
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("127.0.0.1"), -1,
                                   -1, 0);
        X509_set_issuer_name(certificate, name);
        X509_EXTENSION* address = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
        X509_add_ext(certificate, address, -1);
        X509_EXTENSION_free(address);
        X509_sign(certificate, key, EVP_sha256());
        SSL_CTX_use_certificate(context, certificate);
        SSL_CTX_use_PrivateKey(context, key);
        std::FILE* out = std::fopen(certificateFile.c_str(), "w");
        PEM_write_X509(out, certificate);
        std::fclose(out);
        X509_free(certificate);
        EVP_PKEY_free(key);
    }
    ~Tls() { SSL_CTX_free(context); }
};

// A connection, with or without TLS.
struct HubServer::Stream {
    int socket;
    SSL* tls = nullptr;

    Stream(int connected, const Tls* settings) : socket(connected) {
        if (!settings)
            return;
        tls = SSL_new(settings->context);
        SSL_set_fd(tls, socket);
        SSL_accept(tls);
    }
    ~Stream() {
        if (tls) {
            SSL_shutdown(tls);
            SSL_free(tls);
        }
        ::close(socket);
    }
    std::string read() const {
        char buffer[65536];
        const auto n = tls ? SSL_read(tls, buffer, sizeof buffer) : ::recv(socket, buffer, sizeof buffer, 0);
        return n > 0 ? std::string(buffer, static_cast<std::size_t>(n)) : std::string();
    }
    bool write(std::string_view bytes) const {
        while (!bytes.empty()) {
            const int part = static_cast<int>(std::min<std::size_t>(bytes.size(), 1 << 20));
            const auto n = tls ? SSL_write(tls, bytes.data(), part)
                               : ::send(socket, bytes.data(), static_cast<std::size_t>(part), MSG_NOSIGNAL);
            if (n <= 0)
                return false;
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
        return true;
    }
};

HubServer::HubServer(Transport transport) {
    std::signal(SIGPIPE, SIG_IGN); // TLS writes to a client that went away
    if (transport == Transport::Tls) {
        certificate_ = scratchFolder() / "certificate.pem";
        tls_ = std::make_unique<Tls>(certificate_);
    }
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(socket_, 16) != 0)
        throw Error(Kind::Environment, "no port on 127.0.0.1 is free");
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    listener_ = std::thread([this] { listen(); });
}

HubServer::~HubServer() {
    stop();
}

void HubServer::stop() {
    release();
    if (!listener_.joinable())
        return;
    ::shutdown(socket_, SHUT_RDWR);
    listener_.join();
    ::close(socket_);
    for (std::thread& connection : connections_)
        connection.join();
}

void HubServer::listen() {
    for (;;) {
        const int connected = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connected < 0)
            return;
        connections_.emplace_back([this, connected] { serve(connected); });
    }
}

void HubServer::serve(int socket) {
    const Stream stream(socket, tls_.get());
    std::string head, line;
    std::size_t end;
    while ((end = head.find("\r\n\r\n")) == std::string::npos) {
        const std::string more = stream.read();
        if (more.empty())
            return;
        head += more;
    }
    HubRequest request;
    request.body = head.substr(end + 4);
    std::istringstream lines(head.substr(0, end));
    lines >> request.method >> request.path;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        const std::size_t colon = line.find(':');
        std::string name = line.substr(0, colon), value = line.substr(colon + 1);
        std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
        value.erase(value.find_last_not_of("\r ") + 1).erase(0, value.find_first_not_of(' '));
        request.headers[name] = value;
    }
    const std::size_t length =
        request.headers.contains("content-length") ? std::stoull(request.headers["content-length"]) : 0;
    while (request.body.size() < length) {
        const std::string more = stream.read();
        if (more.empty())
            return;
        request.body += more;
    }

    HubAnswer answer;
    {
        std::unique_lock lock(mutex_);
        requests_.push_back(request);
        answer = this->answer(request);
        if (change)
            change(request, answer);
        if (answer.held)
            released_.wait(lock, [this] { return open_; });
    }
    std::string out = "HTTP/1.1 " + std::to_string(answer.status) + " -\r\nConnection: close\r\n";
    if (!answer.headers.contains("Content-Length"))
        answer.headers["Content-Length"] = std::to_string(answer.body.size());
    for (const auto& [name, value] : answer.headers)
        out += name + ": " + value + "\r\n";
    out += "\r\n";
    const std::string_view body = std::string_view(answer.body).substr(0, request.method == "HEAD" ? 0 : answer.sent);
    if (!stream.write(out) || !stream.write(body.substr(0, answer.heldAfter)) || answer.heldAfter >= body.size())
        return;
    {
        std::unique_lock lock(mutex_);
        released_.wait(lock, [this] { return open_; });
    }
    stream.write(body.substr(answer.heldAfter));
}

HubServer::Repository& HubServer::add(const std::string& where, std::map<std::string, std::string> files,
                                      const std::string& revision) {
    std::string all = where;
    for (const auto& [name, bytes] : files)
        all += name + sha1Hex(bytes);
    return repositories_[where][revision] = {sha1Hex(all), std::move(files), "", false};
}

std::string HubServer::endpoint() const {
    return (tls_ ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port_);
}

std::vector<HubRequest> HubServer::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

std::size_t HubServer::count(const std::string& method, const std::string& partOfPath) const {
    const auto all = requests();
    return static_cast<std::size_t>(std::ranges::count_if(all, [&](const HubRequest& request) {
        return request.method == method && request.path.find(partOfPath) != std::string::npos;
    }));
}

void HubServer::release() {
    {
        const std::lock_guard lock(mutex_);
        open_ = true;
    }
    released_.notify_all();
}

const HubServer::Repository* HubServer::find(const std::string& where, const std::string& revision) const {
    const auto repository = repositories_.find(where);
    if (repository == repositories_.end())
        return nullptr;
    for (const auto& [name, state] : repository->second)
        if (name == revision || state.commit == revision)
            return &state;
    return nullptr;
}

bool HubServer::mayRead(const Repository& repository, const HubRequest& request) const {
    const auto token = request.headers.find("authorization");
    return (repository.gated.empty() && !repository.isPrivate) ||
           (token != request.headers.end() && token->second == "Bearer hf_granted");
}

HubAnswer HubServer::answer(const HubRequest& request) {
    const std::string path = request.path.substr(0, request.path.find('?'));
    for (const auto& [from, to] : renamed) {
        const auto place = [](const std::string& where) { // models stand at the root
            return where.starts_with("models/") ? where.substr(6) : "/" + where;
        };
        for (const auto& [before, after] : {std::pair("/api/" + from, "/api/" + to), std::pair(place(from), place(to))})
            if (path == before || path.starts_with(before + "/"))
                return {307, {{"Location", after + request.path.substr(before.size())}}, ""};
    }
    if (path.starts_with("/lfs/"))
        for (const auto& repository : repositories_)
            for (const auto& revision : repository.second)
                for (const auto& file : revision.second.files)
                    if (path == "/lfs/" + sha256Hex(file.second))
                        return bytesOf(file.second, request);
    if (path.starts_with("/api/"))
        return answerApi(path, request);
    if (path.find("/resolve/") != std::string::npos)
        return answerFile(path, request);
    return refusal(404, "", "Not Found");
}

HubAnswer HubServer::search(const std::string& kind, const std::string& query) const {
    std::string wanted;
    std::istringstream parts(query);
    for (std::string part; std::getline(parts, part, '&');)
        if (part.starts_with("search="))
            wanted = unquoted(part.substr(7));
    Json found = Json::array();
    for (const auto& [where, revisions] : repositories_)
        if (where.starts_with(kind + "/") && where.find(wanted) != std::string::npos)
            found.push_back({{"id", where.substr(kind.size() + 1)},
                             {"downloads", 1234},
                             {"likes", 56},
                             {"gated", revisions.begin()->second.gated.empty() ? Json(false)
                                                                               : Json(revisions.begin()->second.gated)},
                             {"private", false},
                             {"tags", {"question-answering", "license:apache-2.0"}},
                             {"lastModified", "2024-05-06T07:08:09.000Z"},
                             {"safetensors", {{"parameters", {{"F32", 1'000'000}, {"I64", 10}}}, {"total", 1'000'010}}},
                             {"usedStorage", 5'000'000}});
    return json(found);
}

// /api/models/org/name[/revision/R | /tree/R/folder | /paths-info/R], and /api/models?search=…
HubAnswer HubServer::answerApi(const std::string& path, const HubRequest& request) {
    const std::string query = request.path.size() > path.size() ? request.path.substr(path.size() + 1) : "";
    const std::string rest = path.substr(5);
    if (rest == "models" || rest == "datasets")
        return search(rest, query);
    std::string where = rest, verb, revision = "main", folder;
    for (const char* known : {"/revision/", "/tree/", "/paths-info/"})
        if (const std::size_t at = rest.find(known); at != std::string::npos) {
            where = rest.substr(0, at), verb = known;
            revision = rest.substr(at + verb.size());
            if (const std::size_t slash = revision.find('/'); slash != std::string::npos)
                folder = unquoted(revision.substr(slash + 1)), revision.resize(slash);
            revision = unquoted(revision);
        }
    if (!repositories_.contains(where))
        return refusal(404, "RepoNotFound", "Repository not found");
    const Repository* found = find(where, revision);
    if (!found)
        return refusal(404, "RevisionNotFound", "Invalid rev id: " + revision);
    if (found->isPrivate && !mayRead(*found, request))
        return refusal(401, "RepoNotFound", "Invalid username or password.");
    if (verb == "/tree/")
        return json(treeOf(found->files, folder, query.find("recursive=True") != std::string::npos));
    if (verb == "/paths-info/") {
        Json entries = Json::array();
        std::istringstream parts(request.body);
        for (std::string part; std::getline(parts, part, '&');) {
            const std::string name = part.starts_with("paths=") ? unquoted(part.substr(6)) : "";
            if (const auto file = found->files.find(name); file != found->files.end())
                entries.push_back(entryOf(name, file->second));
            else if (!name.empty() && !treeOf(found->files, name, true).empty())
                entries.push_back(folderEntry(name));
        }
        return json(entries);
    }
    Json siblings = Json::array();
    for (const auto& [name, bytes] : found->files) {
        Json sibling = {{"rfilename", name}};
        if (query.find("blobs=") != std::string::npos) {
            const Json entry = entryOf(name, bytes);
            sibling["blobId"] = entry["oid"], sibling["size"] = entry["size"];
            if (entry.contains("lfs"))
                sibling["lfs"] = {{"sha256", entry["lfs"]["oid"]}, {"size", bytes.size()}, {"pointerSize", 133}};
        }
        siblings.push_back(sibling);
    }
    const std::string id = where.substr(where.find('/') + 1);
    Json info = {{"_id", "0123456789abcdef01234567"},
                 {"id", id},
                 {"private", found->isPrivate},
                 {"gated", false},
                 {"sha", found->commit},
                 {"lastModified", "2024-05-06T07:08:09.000Z"},
                 {"createdAt", "2022-03-02T23:29:04.000Z"},
                 {"disabled", false},
                 {"downloads", 1234},
                 {"likes", 56},
                 {"tags", {"license:apache-2.0"}},
                 {"siblings", siblings}};
    if (!found->gated.empty())
        info["gated"] = found->gated;
    return json(info);
}

// /org/name/resolve/R/file and /datasets/name/resolve/R/file
HubAnswer HubServer::answerFile(const std::string& path, const HubRequest& request) {
    const std::size_t at = path.find("/resolve/");
    std::string where = path.substr(1, at - 1);
    if (!where.starts_with("datasets/"))
        where = "models/" + where;
    const std::string rest = path.substr(at + 9);
    const std::string revision = unquoted(rest.substr(0, rest.find('/')));
    const std::string name = unquoted(rest.substr(rest.find('/') + 1));
    if (!repositories_.contains(where))
        return refusal(404, "RepoNotFound", "Repository not found");
    const Repository* found = find(where, revision);
    if (!found)
        return refusal(404, "RevisionNotFound", "Invalid rev id: " + revision);
    if (!mayRead(*found, request)) {
        if (found->isPrivate)
            return refusal(401, "RepoNotFound", "Invalid username or password.");
        return refusal(request.headers.contains("authorization") ? 403 : 401, "GatedRepo",
                       "Access to this model is restricted. You must be authenticated to access it.");
    }
    const auto file = found->files.find(name);
    if (file == found->files.end()) {
        HubAnswer none = refusal(404, "EntryNotFound", "Entry not found");
        none.headers["X-Repo-Commit"] = found->commit;
        return none;
    }
    const std::string etag = "\"" + etagOf(name, file->second) + "\"";
    HubAnswer answer = bytesOf(file->second, request);
    if (isLfs(name, file->second)) {
        answer = {302, {}, ""};
        answer.headers["X-Linked-Etag"] = etag;
        answer.headers["X-Linked-Size"] = std::to_string(file->second.size());
        answer.headers["Location"] =
            (objects ? objects : this)->endpoint() + "/lfs/" + sha256Hex(file->second) + "?name=" + quoted(name);
    }
    answer.headers["ETag"] = etag;
    answer.headers["X-Repo-Commit"] = found->commit;
    return answer;
}

} // namespace finetune::test
