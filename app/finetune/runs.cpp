// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/finetune/commands.h"
#include "core/session/session.h"

#include <cstdio>
#include <iostream>

namespace finetune::cli {

void addRuns(CLI::App& app) {
    CLI::App* command = app.add_subcommand("runs", "List the runs in a folder, newest first");
    const auto folder = std::make_shared<std::string>("results");
    const auto json = std::make_shared<bool>(false);
    command->add_option("folder", *folder, "Folder of runs, or one run (results)");
    command->add_flag("--json", *json, "Print everything as JSON");
    command->callback([folder, json] {
        Json all = Json::array();
        for (const session::RunSummary& run : session::listRuns(*folder)) {
            if (!*json)
                std::printf("%-40s %-12s %s  F1 %.2f  %zu checkpoints\n", run.folder.c_str(), run.state.c_str(),
                            run.run.value("started", std::string()).c_str(), run.metrics.value("eval_f1", 0.0),
                            run.checkpoints.size());
            all.push_back({{"folder", run.folder.string()},
                           {"state", run.state},
                           {"run", run.run},
                           {"last", run.lastEntry},
                           {"metrics", run.metrics},
                           {"checkpoints", run.checkpoints}});
        }
        if (*json)
            std::cout << all.dump(2) << "\n";
    });
}

} // namespace finetune::cli
