// SPDX-License-Identifier: GPL-3.0-or-later
// Serves a folder as a model hub until its standard input ends:
//     finetune_hub_server FOLDER [--lfs-on-second-host] [--cuts N] [--log FILE]
// FOLDER holds models/org/name/… and datasets/name/…, each with the files of one revision (“main”); a name with @ in
// it, datasets/squad@refs%2Fconvert%2Fparquet, is another revision. The first N downloads of LFS objects break off
// after a quarter of the file. Prints the endpoint for HF_ENDPOINT.
#include "core/base/files.h"
#include "tests/hub/hub_server.h"

#include <atomic>
#include <iostream>

namespace fs = std::filesystem;
using namespace finetune;

namespace {

bool holdsFile(const fs::path& folder) {
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_regular_file())
            return true;
    return false;
}

void addRepository(test::HubServer& server, const fs::path& root, const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            files[fs::relative(entry.path(), folder).generic_string()] = files::read(entry.path());
    std::string where = fs::relative(folder, root).generic_string(), revision = "main";
    if (const std::size_t at = where.find('@'); at != std::string::npos) {
        revision = where.substr(at + 1), where.resize(at);
        for (std::size_t quoted; (quoted = revision.find("%2F")) != std::string::npos;)
            revision.replace(quoted, 3, "/");
    }
    server.add(where, std::move(files), revision);
}

// A repository is the first folder downwards that holds a file, or a name with a revision.
void addBelow(test::HubServer& server, const fs::path& root, const fs::path& folder) {
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (!entry.is_directory())
            continue;
        if (holdsFile(entry.path()) || entry.path().filename().string().find('@') != std::string::npos)
            addRepository(server, root, entry.path());
        else
            addBelow(server, root, entry.path());
    }
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.empty())
        return std::cerr << "which folder?\n", 2;
    test::HubServer server, second;
    for (const char* kind : {"models", "datasets"})
        if (fs::exists(fs::path(arguments[0]) / kind)) {
            addBelow(server, arguments[0], fs::path(arguments[0]) / kind);
            addBelow(second, arguments[0], fs::path(arguments[0]) / kind);
        }
    std::string log;
    std::atomic<int> cuts = 0;
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const bool more = i + 1 < arguments.size();
        if (arguments[i] == "--lfs-on-second-host")
            server.objects = &second;
        else if (arguments[i] == "--cuts" && more)
            cuts = std::stoi(arguments[++i]);
        else if (arguments[i] == "--log" && more)
            log = arguments[++i];
    }
    const auto changes = [&](const char* host) {
        return [&, host](const test::HubRequest& request, test::HubAnswer& answer) {
            if (request.method == "GET" && request.path.starts_with("/lfs/") && cuts-- > 0)
                answer.sent = answer.body.size() / 4;
            if (!log.empty())
                files::appendLine(log, Json{{"host", host},
                                            {"method", request.method},
                                            {"path", request.path},
                                            {"headers", request.headers},
                                            {"status", answer.status},
                                            {"answer", answer.headers}}
                                           .dump());
        };
    };
    server.change = changes("hub");
    second.change = changes("objects");
    std::cout << server.endpoint() << std::endl;
    for (std::string line; std::getline(std::cin, line);) {
    }
    return 0;
}
