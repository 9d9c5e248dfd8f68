// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/finetune/options.h"

#include "core/session/hub_library.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <optional>
#include <unistd.h>

namespace finetune::cli {

std::string bothSpellings(const std::string& name) {
    std::string dashed = name;
    std::replace(dashed.begin(), dashed.end(), '_', '-');
    return dashed == name ? "--" + name : "--" + name + ",--" + dashed;
}

ArgumentOptions::ArgumentOptions(CLI::App& app, const std::vector<std::string>& names) {
    for (const train::ArgumentInfo& info : train::argumentTable()) {
        if (!names.empty() && std::find(names.begin(), names.end(), info.name) == names.end())
            continue;
        std::string spellings = bothSpellings(info.name);
        for (const std::string& alias : info.aliases)
            spellings.append(",").append(bothSpellings(alias));
        const bool boolean = info.type == train::ArgumentType::Boolean;
        auto* option = app.add_option_function<std::vector<std::string>>(
            spellings,
            [given = given_, name = info.name, boolean](const std::vector<std::string>& values) {
                const bool bare = boolean && (values.empty() || values.back().empty()); // "--no_dropout" alone
                (*given)[name] = bare ? "true" : values.back();
            },
            info.help);
        option->group(info.group)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
        if (boolean)
            option->expected(0, 1);
        else
            option->expected(1);
    }
    app.add_option("--args", *file_, "JSON file of TrainingArguments, of transformers 4 or 5");
}

train::TrainingArguments ArgumentOptions::arguments(train::TrainingArguments base) const {
    if (!file_->empty()) {
        const auto read = train::argumentsFromJson(readJson(*file_), std::move(base));
        for (const std::string& name : read.ignored)
            std::fprintf(stderr, "%s: %s has no effect here\n", file_->c_str(), name.c_str());
        for (const std::string& name : read.unknown)
            std::fprintf(stderr, "%s: %s is not a training argument; it was left out\n", file_->c_str(), name.c_str());
        base = read.arguments;
    }
    for (const auto& [name, text] : *given_)
        train::setArgumentText(base, name, text);
    return base;
}

namespace {
const StopToken& interruptToken() {
    static const StopToken token;
    return token;
}
} // namespace

StopToken stopOnInterrupt() {
    const StopToken token = interruptToken(); // made before a signal can ask for it
    const auto handler = [](int) {
        if (interruptToken().requested())
            ::_exit(static_cast<int>(Kind::Cancelled));
        interruptToken().request();
    };
    std::signal(SIGINT, handler);
    std::signal(SIGTERM, handler);
    return token;
}

Progress terminalProgress() {
    const bool terminal = ::isatty(STDERR_FILENO) != 0;
    return [terminal, last = std::string(), tenth = std::size_t{0}](const std::string& what, std::size_t done,
                                                                    std::size_t total) mutable {
        const std::size_t now = total > 0 ? done * 10 / total : 0;
        if (!terminal) {
            if (what != last || now != tenth)
                std::fprintf(stderr, total > 0 ? "%s %zu/%zu\n" : "%s\n", what.c_str(), done, total);
        } else if (total > 0) {
            const int width = static_cast<int>(done * 40 / total);
            std::fprintf(stderr, "\r%s [%.*s%.*s] %zu/%zu\x1b[K%s", what.c_str(), width,
                         "########################################", 40 - width,
                         "                                        ", done, total, done == total ? "\n" : "");
        }
        last = what;
        tenth = now;
    };
}

TerminalWatch::TerminalWatch()
    : interrupted_(std::signal(SIGINT, SIG_DFL)), terminated_(std::signal(SIGTERM, SIG_DFL)) {
    const bool terminal = ::isatty(STDERR_FILENO) != 0;
    stop = stopOnInterrupt();
    progress = [terminal, tenth = std::uint64_t{0}, started = std::chrono::steady_clock::now(),
                shown = std::chrono::steady_clock::time_point(),
                before = std::optional<std::uint64_t>()](const hub::Transfer& transfer) mutable {
        const auto now = std::chrono::steady_clock::now();
        const std::uint64_t part = transfer.total > 0 ? transfer.done * 10 / transfer.total : 10;
        const bool ends = transfer.done == transfer.total;
        if (!before)
            before = transfer.done; // what an earlier download has left is not of this one's speed
        if (terminal ? now - shown < std::chrono::milliseconds(100) && !ends : part == tenth)
            return;
        const double seconds = std::chrono::duration<double>(now - started).count();
        std::fprintf(stderr, "%s%s  %.1f of %.1f MB  %.1f MB/s%s", terminal ? "\r" : "", transfer.file.c_str(),
                     static_cast<double>(transfer.done) / 1e6, static_cast<double>(transfer.total) / 1e6,
                     seconds > 0 ? static_cast<double>(transfer.done - *before) / 1e6 / seconds : 0.0,
                     terminal && !ends ? "\x1b[K" : "\n");
        shown = now, tenth = part;
    };
    note = [terminal](const std::string& text) {
        std::fprintf(stderr, "%s%s\n", terminal ? "\r\x1b[K" : "", text.c_str());
    };
}

TerminalWatch::~TerminalWatch() {
    std::signal(SIGINT, interrupted_);
    std::signal(SIGTERM, terminated_);
}

namespace {
template <class Fetch>
std::string folderOf(const std::string& given, const Fetch& fetch) {
    if (!session::isHubName(given))
        return given;
    try {
        const TerminalWatch watch;
        return fetch(watch);
    } catch (const Error& error) {
        const bool isOfTheHub = error.kind() == Kind::Input || error.kind() == Kind::Environment;
        if (!isOfTheHub || !error.file().empty())
            throw;
        Error both(error.kind(), "“" + given + "” is no folder here, and " + error.happened()); // a path, mistyped?
        throw both.cure(error.help());
    }
}
} // namespace

std::string modelFolder(const std::string& given) {
    return folderOf(given, [&given](const hub::Watch& watch) {
        return session::filesByName(session::HubKind::Model, given, session::HubAsk::Always, watch).folder;
    });
}

std::string tokenizerFolder(const std::string& given) {
    return folderOf(given, [&given](const hub::Watch& watch) { return session::tokenizerByName(given, watch); });
}

} // namespace finetune::cli
