// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/session/engine.h"

#include <dlfcn.h>

namespace finetune::session {
namespace {

constexpr const char* kLibrary = "libfinetune_engine.so"; // found by the program's run path

const EngineFunctions& engine() {
    static const EngineFunctions& functions = []() -> const EngineFunctions& {
        void* const library = ::dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
        const void* const found = library ? ::dlsym(library, "finetuneEngine") : nullptr;
        if (!found)
            throw Error(Kind::Environment, std::string("the part that runs models cannot be loaded: ") + ::dlerror())
                .cure(std::string("Install the program again: ") + kLibrary + " belongs to it");
        return *static_cast<const EngineFunctions*>(found);
    }();
    return functions;
}

} // namespace

void loadEngine() {
    engine();
}

TrainOutcome train(const TrainRequest& request, train::RunObserver& observer, const RunControl& control) {
    return engine().train(request, observer, control);
}

Evaluation evaluate(const EvaluateRequest& request, const StopToken& stop, const Progress& progress) {
    return engine().evaluate(request, stop, progress);
}

ExportReport exportModel(const ExportRequest& request, const StopToken& stop, const Progress& progress) {
    return engine().exportModel(request, stop, progress);
}

FlightCheck checkFlight(const TrainRequest& request, const StopToken& stop, const Progress& progress) {
    return engine().checkFlight(request, stop, progress);
}

std::unique_ptr<Answerer> makeAnswerer(const fs::path& folder, const train::TrainingArguments& arguments) {
    return engine().makeAnswerer(folder, arguments);
}

} // namespace finetune::session
