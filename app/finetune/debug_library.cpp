// SPDX-License-Identifier: GPL-3.0-or-later
// The one symbol of libfinetune_debug.so.
#include "app/finetune/commands.h"

extern "C" void finetuneAddDebugCommands(CLI::App& debug) {
    using namespace finetune::cli;
    addDebugForward(debug);
    addDebugTrain(debug);
    addDebugInitModel(debug);
}
