// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>

// One function a subcommand, each in the file of its name: registers options and the callback that runs it.
namespace finetune::cli {

void addTrain(CLI::App& app);
void addEvaluate(CLI::App& app);
void addPredict(CLI::App& app);
void addPreprocess(CLI::App& app);
void addData(CLI::App& app);
void addTokenize(CLI::App& app);
void addExport(CLI::App& app);
void addInfo(CLI::App& app);
void addRuns(CLI::App& app);
void addHub(CLI::App& app);
void addDebugForward(CLI::App& debug);
void addDebugTrain(CLI::App& debug);
void addDebugPostprocess(CLI::App& debug);
void addDebugInitModel(CLI::App& debug);

} // namespace finetune::cli
