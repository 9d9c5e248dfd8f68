// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace finetune::test {

struct HubRequest {
    std::string method, path;                   // the path as it was sent: quoted, with the query
    std::map<std::string, std::string> headers; // names in lower case
    std::string body;
};

struct HubAnswer {
    int status = 200;
    std::map<std::string, std::string> headers;
    std::string body;
    std::size_t sent = std::string::npos;      // of the body; then the line is cut
    bool held = false;                         // nothing is sent before `release`
    std::size_t heldAfter = std::string::npos; // of the body; the rest is not sent before `release`
};

// A model hub on 127.0.0.1 for tests: a thread a connection, one request a connection. It speaks as huggingface.co does
// to huggingface_hub (docs/hub.md). Big files (by their ending) are LFS objects behind a redirect, as there.
class HubServer {
public:
    enum class Transport { Plain, Tls };
    explicit HubServer(Transport transport = Transport::Plain);
    ~HubServer();
    HubServer(const HubServer&) = delete;
    HubServer& operator=(const HubServer&) = delete;

    struct Repository {
        std::string commit;
        std::map<std::string, std::string> files; // name, bytes
        std::string gated;                        // "": open; "auto": only with the header "Bearer hf_granted"
        bool isPrivate = false;                   // not to be seen without that header
    };
    // `where` is "models/org/name" or "datasets/name". Not while requests are made.
    Repository& add(const std::string& where, std::map<std::string, std::string> files,
                    const std::string& revision = "main");

    // What is changed before an answer is sent: the faults. Called under a lock. Set before the first request.
    std::function<void(const HubRequest&, HubAnswer&)> change;
    std::map<std::string, std::string> renamed; // "models/old", "models/new"
    HubServer* objects = nullptr;               // another server that LFS objects are fetched from

    std::string endpoint() const;                                      // "http://127.0.0.1:40123"
    std::filesystem::path certificate() const { return certificate_; } // what a client must trust, with TLS
    std::vector<HubRequest> requests() const;
    std::size_t count(const std::string& method, const std::string& partOfPath) const;
    void release();
    void stop(); // refuses connections from now on

private:
    struct Tls;
    struct Stream;

    void listen();
    void serve(int socket);
    HubAnswer answer(const HubRequest& request);
    HubAnswer answerApi(const std::string& path, const HubRequest& request);
    HubAnswer answerFile(const std::string& path, const HubRequest& request);
    HubAnswer search(const std::string& kind, const std::string& query) const;
    const Repository* find(const std::string& where, const std::string& revision) const;
    bool mayRead(const Repository& repository, const HubRequest& request) const;

    mutable std::mutex mutex_;
    std::condition_variable released_;
    bool open_ = false;                                                     // held answers may go
    std::map<std::string, std::map<std::string, Repository>> repositories_; // by place, by revision
    std::vector<HubRequest> requests_;
    std::filesystem::path certificate_;
    std::unique_ptr<Tls> tls_;
    int socket_ = -1, port_ = 0;
    std::thread listener_;
    std::vector<std::thread> connections_;
};

std::string sha1Hex(const std::string& bytes);
std::string gitBlobSha1(const std::string& bytes);
std::string sha256Hex(const std::string& bytes);

} // namespace finetune::test
