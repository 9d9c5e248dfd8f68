// SPDX-License-Identifier: GPL-3.0-or-later
// The one symbol of libfinetune_engine.so.
#include "core/session/engine.h"

using namespace finetune::session;

extern "C" {
extern const EngineFunctions finetuneEngine;
const EngineFunctions finetuneEngine = {&train, &evaluate, &predict, &exportModel, &checkFlight, &makeAnswerer};
}
