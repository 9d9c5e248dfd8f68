// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/data/dataset.h"
#include "core/data/squad_events.h"
#include "core/data/text_stream.h"

#include <algorithm>
#include <istream>

namespace finetune::data {

bool Dataset::hasUnanswerable() const {
    return std::any_of(examples.begin(), examples.end(), [](const Example& e) { return e.answers.empty(); });
}

Dataset readSquad(const std::filesystem::path& file, OnProblem onProblem, const StopToken& stop,
                  const Progress& progress) {
    SquadBuilder builder(file, onProblem);
    readSquad(file, builder, stop, progress);
    return builder.finish();
}

void readSquad(const std::filesystem::path& file, SquadBuilder& builder, const StopToken& stop,
               const Progress& progress) {
    TextStream bytes(file, "A SQuAD file holds {\"data\": [ … ]}", stop, progress);
    std::istream in(&bytes);
    SquadEvents events(file, builder);
    nlohmann::json::sax_parse(in, &events);
}

} // namespace finetune::data
