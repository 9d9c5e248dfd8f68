// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/finetune/commands.h"
#include "core/base/error.h"
#include "core/base/late_library.h"
#include "core/base/memory.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>

using namespace finetune;

namespace {

// Steps of the engine, which need LibTorch: in a library of their own.
void addDebug(CLI::App& debug) {
    const auto add = reinterpret_cast<void (*)(CLI::App&)>(
        const_cast<void*>(lateSymbol("libfinetune_debug.so", "finetuneAddDebugCommands")));
    add(debug);
}

} // namespace

int main(int argc, char** argv) {
    keepFreedMemory();
    // OpenMP's threads wait for their next task in a loop that takes the whole core: beside one other busy program a
    // run on two cores then takes almost twice as long (measured; alone it makes no difference). Read when the engine
    // is loaded.
    ::setenv("OMP_WAIT_POLICY", "passive", /*overwrite=*/0);
    CLI::App app("Finetune Studio: fine-tune a pretrained encoder for extractive question answering", "finetune");
    app.set_version_flag("--version", FINETUNE_VERSION);
    app.require_subcommand(1);
    cli::addTrain(app);
    cli::addEvaluate(app);
    cli::addPredict(app);
    cli::addPreprocess(app);
    cli::addData(app);
    cli::addTokenize(app);
    cli::addExport(app);
    cli::addInfo(app);
    cli::addRuns(app);
    cli::addHub(app);
    CLI::App& debug = *app.add_subcommand("debug", "Single steps of the engine, for comparison with other programs");
    debug.require_subcommand(1);
    cli::addDebugPostprocess(debug);

    // Subcommands run inside parse; whatever they throw ends here, once.
    try {
        if (argc > 1 && std::strcmp(argv[1], "debug") == 0)
            addDebug(debug);
        app.parse(argc, argv);
        return 0;
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : static_cast<int>(Kind::Usage);
    } catch (const Error& error) {
        std::fprintf(stderr, "finetune: %s\n", error.what());
        return error.exitCode();
    } catch (const std::filesystem::filesystem_error& error) {
        std::fprintf(stderr, "finetune: %s: %s\n", error.path1().c_str(), error.code().message().c_str());
        return static_cast<int>(Kind::Environment);
    } catch (const std::bad_alloc&) {
        std::fprintf(stderr, "finetune: out of memory. A smaller batch size or max_length needs less\n");
        return static_cast<int>(Kind::Environment);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "finetune: internal error: %s\n", error.what());
        return static_cast<int>(Kind::Internal);
    }
}
