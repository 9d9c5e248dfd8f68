// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/hub/model_files.h"
#include "tests/hub/hub_server.h"
#include "tests/support/shared_data.h"

namespace finetune::test {

// A hub with a small model, and who asks it: with a cache of their own and without long waits.
struct HubFixture {
    HubServer server;
    hub::Environment environment;
    std::vector<std::string> notes;
    hub::Watch watch;
    std::string weights = std::string(200'000, 'w') + "end";

    explicit HubFixture(HubServer::Transport transport = HubServer::Transport::Plain) : server(transport) {
        server.add("models/tiny/model", {{"config.json", R"({"model_type": "bert"})"},
                                         {"vocab.txt", "[PAD]\n[UNK]\n"},
                                         {"tokenizer_config.json", "{}"},
                                         {"model.safetensors", weights},
                                         {"pytorch_model.bin", "the same again"},
                                         {"README.md", "# Tiny"}});
        environment.endpoint = server.endpoint();
        environment.home = scratchFolder();
        environment.cache = environment.home / "hub";
        environment.datasets = environment.home / "datasets";
        environment.tokenFile = environment.home / "token";
        environment.firstWait = std::chrono::milliseconds(1);
        environment.metadataTimeout = environment.downloadTimeout = std::chrono::seconds(2);
        watch.note = [this](const std::string& note) { notes.push_back(note); };
    }

    std::filesystem::path fetch(const std::string& name = "tiny/model") {
        hub::Hub hub(environment, watch);
        return hub::fetchModel(hub, hub::modelNamed(name));
    }
    std::filesystem::path repository() const { return environment.cache / "models--tiny--model"; }
    std::filesystem::path weightsBlob() const { return repository() / "blobs" / sha256Hex(weights); }
    std::filesystem::path part() const { return weightsBlob().string() + ".incomplete"; }
};

// The error that a function throws; its kind is Internal where there is none.
template <class Function>
Error errorOf(const Function& function) {
    try {
        function();
    } catch (const Error& error) {
        return error;
    }
    return Error(Kind::Internal, "no error");
}

inline bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace finetune::test
