// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace finetune::hub {

// Where the hub is, where its cache lies and who asks: the variables of Python's huggingface_hub with its meanings
// (docs/hub.md), so that both share one cache and one token.
struct Environment {
    std::string endpoint = "https://huggingface.co"; // without a slash at its end
    std::filesystem::path home, cache, tokenFile;
    std::filesystem::path datasets; // what Python's `datasets` prepares
    std::string token;              // "": none is sent. Never to be shown
    bool offline = false, datasetsOffline = false;
    std::string certificates;                   // a file of those to trust; "": the system's
    std::chrono::seconds metadataTimeout{10};   // until something comes
    std::chrono::seconds downloadTimeout{10};   // without a byte
    std::chrono::milliseconds firstWait{1'000}; // before the second try; doubles up to eight times as long

    static Environment ofProcess();
};

// Keeps an access token for this program and for Python, readable by its owner only; "" removes it. Throws Error
// (Usage: not a token; Environment: cannot be written). No error names the token.
void storeToken(const Environment& environment, const std::string& token);

} // namespace finetune::hub
