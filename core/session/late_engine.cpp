// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/late_library.h"
#include "core/session/engine.h"

namespace finetune::session {
namespace {

const EngineFunctions& engine() {
    static const auto* const functions =
        static_cast<const EngineFunctions*>(lateSymbol("libfinetune_engine.so", "finetuneEngine"));
    return *functions;
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

std::vector<eval::Candidate> predict(const PredictRequest& request) {
    return engine().predict(request);
}

std::unique_ptr<Answerer> makeAnswerer(const fs::path& folder, const train::TrainingArguments& arguments) {
    return engine().makeAnswerer(folder, arguments);
}

} // namespace finetune::session
