// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/finetune/commands.h"
#include "app/finetune/options.h"
#include "core/base/json.h"
#include "core/hub/dataset_files.h"
#include "core/hub/model_files.h"

#include <cstdio>
#include <iostream>
#include <termios.h>
#include <unistd.h>

namespace finetune::cli {
namespace {

struct Options {
    std::string name;
    bool dataset = false, json = false;
    int limit = 20;
};

void search(const Options& options) {
    const TerminalWatch watch;
    hub::Hub hub(hub::Environment::ofProcess(), watch);
    const auto type = options.dataset ? hub::Repository::Type::Dataset : hub::Repository::Type::Model;
    Json all = Json::array();
    bool any = false;
    for (const hub::Found& found : hub.search(type, options.name, options.limit)) {
        if (options.json)
            all.push_back({{"id", found.id},
                           {"downloads", found.downloads},
                           {"likes", found.likes},
                           {"licence", found.licence},
                           {"gated", found.gated},
                           {"modified", found.modified},
                           {"bytes", found.bytes}});
        else
            std::printf("%-56s %12lld downloads  %10s  %s%s\n", found.id.c_str(),
                        static_cast<long long>(found.downloads),
                        found.bytes > 0 ? (std::to_string((found.bytes + 500'000) / 1'000'000) + " MB").c_str() : "",
                        found.licence.c_str(), found.gated.empty() ? "" : "  (gated)");
        any = true;
    }
    if (options.json)
        std::cout << all.dump(2) << "\n";
    else if (!any)
        std::cout << "nothing on the hub has a name like “" << options.name << "”\n";
}

void download(const Options& options) {
    const TerminalWatch watch;
    hub::Hub hub(hub::Environment::ofProcess(), watch);
    if (!options.dataset) {
        const auto folder = hub::fetchModel(hub, hub::modelNamed(options.name));
        if (options.json)
            std::cout << Json{{"model", options.name}, {"commit", folder.filename()}, {"folder", folder}}.dump(2)
                      << "\n";
        else
            std::cout << folder.string() << "\n";
        return;
    }
    const hub::DatasetFiles files = hub::fetchDataset(hub, hub::datasetNamed(options.name));
    Json splits = Json::object();
    for (const auto& [split, paths] : files.splits)
        for (const auto& path : paths) {
            splits[split].push_back(path);
            if (!options.json)
                std::printf("%-12s %s\n", split.c_str(), path.c_str());
        }
    if (options.json)
        std::cout << Json{{"dataset", options.name},
                          {"config", files.config},
                          {"commit", files.commit},
                          {"converted", files.converted},
                          {"splits", splits}}
                         .dump(2)
                  << "\n";
}

void list(const Options& options) {
    const hub::Cache cache(hub::Environment::ofProcess().cache);
    Json all = Json::array();
    for (const hub::CachedRepository& repository : cache.list()) {
        Json revisions = Json::array();
        for (const hub::CachedRevision& revision : repository.revisions) {
            revisions.push_back({{"commit", revision.commit},
                                 {"refs", revision.refs},
                                 {"folder", revision.folder},
                                 {"files", revision.files},
                                 {"bytes", revision.bytes}});
            if (options.json)
                continue;
            std::string refs;
            for (const std::string& ref : revision.refs)
                refs += (refs.empty() ? "" : ", ") + ref;
            std::printf("%-8s %-44s %.12s %9.1f MB  %3zu files  %s\n", repository.repository.noun(),
                        repository.repository.id.c_str(), revision.commit.c_str(),
                        static_cast<double>(revision.bytes) / 1e6, revision.files, refs.c_str());
        }
        if (!options.json && repository.revisions.empty())
            std::printf("%-8s %-44s %-12s %9.1f MB  unfinished\n", repository.repository.noun(),
                        repository.repository.id.c_str(), "", static_cast<double>(repository.bytes) / 1e6);
        all.push_back({{"type", repository.repository.noun()},
                       {"id", repository.repository.id},
                       {"folder", repository.folder},
                       {"bytes", repository.bytes},
                       {"revisions", revisions}});
    }
    if (options.json)
        std::cout << all.dump(2) << "\n";
    else if (all.empty())
        std::cout << "nothing is cached in " << cache.root().string() << "\n";
}

void remove(const Options& options) {
    const hub::Cache cache(hub::Environment::ofProcess().cache);
    const hub::Repository repository =
        options.dataset ? hub::datasetNamed(options.name).repository : hub::modelNamed(options.name);
    const bool all = options.name.find('@') == std::string::npos;
    const auto commit = cache.commitOf(repository);
    const auto where = all ? cache.folder(repository) : commit ? cache.snapshot(repository, *commit) : "";
    if (where.empty() || !std::filesystem::exists(where))
        throw Error(Kind::Input,
                    std::string("the ") + repository.noun() + " “" + options.name + "” is not in the cache")
            .in(cache.root())
            .cure("“finetune hub list” shows what is; a dataset is removed with --dataset");
    const auto freed = cache.remove(repository, all ? "" : *commit);
    if (options.json)
        std::cout << Json{{"removed", options.name}, {"bytes", freed}}.dump(2) << "\n";
    else
        std::printf("%.1f MB are free again\n", static_cast<double>(freed) / 1e6);
}

// A line of standard input, not shown where it is typed.
std::string readSecret() {
    termios shown{};
    const bool terminal = ::isatty(STDIN_FILENO) != 0 && ::tcgetattr(STDIN_FILENO, &shown) == 0;
    if (terminal) {
        termios hidden = shown;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
        std::fprintf(stderr, "access token (it is not shown): ");
    }
    std::string line;
    std::getline(std::cin, line);
    if (terminal) {
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
        std::fputc('\n', stderr);
    }
    return line;
}

void login() {
    const hub::Environment environment = hub::Environment::ofProcess();
    const std::string token = readSecret();
    if (token.find_first_not_of(" \t\r\n") == std::string::npos)
        throw Error(Kind::Usage, "no access token was given")
            .cure("Copy one from " + environment.endpoint + "/settings/tokens; “finetune hub logout” forgets it");
    hub::storeToken(environment, token);
    std::cout << "the access token is kept in " << environment.tokenFile.string() << ", for you alone\n";
}

} // namespace

void addHub(CLI::App& app) {
    CLI::App* hub =
        app.add_subcommand("hub", "Models and datasets by name: search, download, list and remove what is cached");
    hub->require_subcommand(1);
    const auto options = std::make_shared<Options>();
    const auto add = [&](const char* name, const char* help, void (*run)(const Options&)) {
        CLI::App* command = hub->add_subcommand(name, help);
        command->add_flag("--json", options->json, "Print the outcome as JSON");
        command->callback([options, run] { run(*options); });
        return command;
    };
    const auto named = [&](CLI::App* command, const char* help) {
        command->add_option("name", options->name, help)->required();
        command->add_flag("--dataset", options->dataset, "It is a dataset, not a model");
    };
    auto* found = add("search", "Search the hub by name", search);
    named(found, "A part of the name");
    found->add_option("--limit", options->limit, "At most so many")->check(CLI::Range(1, 1000));
    named(add("download", "Download a model or a dataset into the cache that Python shares", download),
          "distilbert-base-uncased, org/name@revision; with --dataset squad, org/name:configuration/split");
    add("list", "List what is cached", list);
    named(add("remove", "Remove a model or a dataset from the cache, or one revision (name@revision)", remove),
          "Its name, as “finetune hub list” shows it");
    hub->add_subcommand("login", "Keep an access token, read from standard input")->callback(login);
    hub->add_subcommand("logout", "Forget the access token that is kept")->callback([] {
        hub::storeToken(hub::Environment::ofProcess(), "");
    });
}

} // namespace finetune::cli
