// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/answerer.h"
#include "core/session/flight_check.h"
#include "core/session/session.h"

// What needs LibTorch, which takes longer to load than the window to show itself. A program links either
// finetune_engine, which has these functions, or finetune_late_engine, which has the same ones and loads the library
// libfinetune_engine.so for them: when the first is called, or before, by loadEngine.
namespace finetune::session {

struct EngineFunctions {
    decltype(&session::train) train;
    decltype(&session::evaluate) evaluate;
    decltype(&session::predict) predict;
    decltype(&session::exportModel) exportModel;
    decltype(&session::checkFlight) checkFlight;
    decltype(&session::makeAnswerer) makeAnswerer;
};

// Any thread. Throws Environment when the library is not there or does not load. Only in finetune_late_engine.
void loadEngine();

} // namespace finetune::session
