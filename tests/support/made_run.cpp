// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/made_run.h"

#include "core/base/files.h"

#include <unistd.h>

namespace finetune::test {

MadeRun::MadeRun(const std::filesystem::path& where, const std::string& name)
    : folder(where / name), description{{"state", "finished"},
                                        {"started", "2026-01-02T03:04:05Z"},
                                        {"process", static_cast<std::int64_t>(::getpid())},
                                        {"arguments", Json::object()}} {
    files::createFolders(folder);
}

const MadeRun& MadeRun::write() const {
    writeJson(folder / "run.json", description);
    return *this;
}

const MadeRun& MadeRun::tell(const Json& line) const {
    files::appendLine(folder / "events.jsonl", line.dump());
    return *this;
}

const MadeRun& MadeRun::keep(const std::string& model) const {
    files::createFolders(folder / model);
    files::writeAtomically(folder / model / "model.safetensors", "weights");
    return *this;
}

const MadeRun& MadeRun::log(int step, double loss) const {
    return tell({{"type", "log"}, {"step", step}, {"epoch", step / 10.0}, {"loss", loss}, {"learning_rate", 1e-5}});
}

const MadeRun& MadeRun::evaluate(int step, double f1, double loss) const {
    return tell({{"type", "eval"},
                 {"step", step},
                 {"epoch", step / 10.0},
                 {"eval_f1", f1},
                 {"eval_exact_match", f1 / 2},
                 {"eval_loss", loss}});
}

} // namespace finetune::test
