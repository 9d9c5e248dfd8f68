// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/finetune/commands.h"
#include "app/finetune/options.h"
#include "core/session/session.h"

#include <cstdio>

namespace finetune::cli {
namespace {

struct Options {
    std::string run, checkpoint, output = "finetuned_model";
};

void run(const Options& options) {
    if (options.run.empty() && options.checkpoint.empty())
        throw Error(Kind::Usage, "give --run or --checkpoint");
    session::ExportRequest request{options.checkpoint, options.output, options.run};
    if (request.checkpoint.empty())
        request.checkpoint = std::filesystem::path(options.run) / "model";
    const session::ExportReport report = session::exportModel(request, stopOnInterrupt(), terminalProgress());
    std::printf("%s\n", report.folder.c_str());
    for (const session::ExportedFile& file : report.files)
        std::printf("%s  %10ju  %s\n", file.sha256.c_str(), file.bytes, file.name.c_str());
    std::printf("reloaded: largest difference of a logit %g\n", report.largestLogitDifference);
}

} // namespace

void addExport(CLI::App& app) {
    CLI::App* command = app.add_subcommand("export", "Write a folder that Python's transformers loads");
    const auto options = std::make_shared<Options>();
    command->add_option("--run", options->run, "The run folder; its last or best model is exported");
    command->add_option("--checkpoint", options->checkpoint, "A checkpoint to export instead");
    command->add_option("--output,--output_dir,--output-dir", options->output, "Where to (finetuned_model)");
    command->callback([options] { run(*options); });
}

} // namespace finetune::cli
