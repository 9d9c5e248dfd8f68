// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <filesystem>
#include <string>

namespace finetune::test {

// A run folder written by hand, as a training thread leaves it at any moment that a test needs. Its process is the
// test's own, so that "running" is believed.
struct MadeRun {
    std::filesystem::path folder;
    Json description; // run.json: finished, with empty arguments

    explicit MadeRun(const std::filesystem::path& where, const std::string& name = "run-1");
    const MadeRun& write() const;
    const MadeRun& tell(const Json& line) const;         // a line of events.jsonl
    const MadeRun& keep(const std::string& model) const; // a folder with weights that nobody can load
    const MadeRun& log(int step, double loss) const;
    const MadeRun& evaluate(int step, double f1, double loss) const;
};

} // namespace finetune::test
