// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/edited_data.h"

#include "core/base/files.h"
#include "core/data/squad_writer.h"

namespace finetune::ui {

namespace fs = std::filesystem;

void useEdited(const EditedData& edited, session::TrainRequest& request, train::RunObserver& log,
               const StopToken& stop) {
    const fs::path folder = fs::path(request.arguments.outputDir) / "data";
    const auto use = [&](const data::Dataset& dataset, const char* name, fs::path& file) {
        files::createFolders(folder);
        data::writeSquad(dataset, folder / name, stop);
        train::RunEvent event;
        event.type = train::RunEvent::Type::Notice;
        event.text = "changed on the Data page: " + file.filename().string() + " is used as " +
                     (folder / name).string() + ", " + std::to_string(dataset.examples.size()) + " questions";
        log.onEvent(event);
        file = folder / name;
    };
    if (edited.train)
        use(*edited.train, "train.json", request.trainFile);
    if (edited.validation)
        use(*edited.validation, "validation.json", request.validationFile);
}

} // namespace finetune::ui
