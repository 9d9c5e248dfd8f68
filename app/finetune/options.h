// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job.h"
#include "core/hub/hub.h"
#include "core/train/arguments.h"

#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <string>

namespace finetune::cli {

// "--max_length" as "--max_length,--max-length": every option is read in both spellings.
std::string bothSpellings(const std::string& name);

// Adds one option for each training argument of the table (only those named, when names are given), plus --args FILE.
class ArgumentOptions {
public:
    explicit ArgumentOptions(CLI::App& app, const std::vector<std::string>& names = {});

    // The file's arguments over `base`, then the options given. Notes about ignored and unknown names go to standard
    // error.
    train::TrainingArguments arguments(train::TrainingArguments base = {}) const;

private:
    std::shared_ptr<std::map<std::string, std::string>> given_ = std::make_shared<std::map<std::string, std::string>>();
    std::shared_ptr<std::string> file_ = std::make_shared<std::string>();
};

// A stop token that Ctrl-C and SIGTERM request; a second Ctrl-C ends the process at once.
StopToken stopOnInterrupt();

// Shows progress on standard error: a bar on a terminal, a line now and then otherwise.
Progress terminalProgress();

// The same for a download, with notes in lines of their own. Stopped as above while it lives; then the signals mean
// what they did before, for who does not look at a token.
struct TerminalWatch : hub::Watch {
    TerminalWatch();
    ~TerminalWatch();
    TerminalWatch(const TerminalWatch&) = delete;
    TerminalWatch& operator=(const TerminalWatch&) = delete;

private:
    void (*interrupted_)(int);
    void (*terminated_)(int);
};

// The folder that is meant by --model: itself, or a name on the hub, downloaded where need be. Of a tokenizer without
// the weights.
std::string modelFolder(const std::string& given);
std::string tokenizerFolder(const std::string& given);

} // namespace finetune::cli
