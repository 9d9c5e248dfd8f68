// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/data_files.h"

#include <QList>
#include <QUrl>

namespace finetune::ui {

struct DroppedFiles {
    std::vector<Opening> data;
    QString model; // a folder; ""
};

// What a person means by files dropped on the page. A folder with config.json is a model. Files take the places that
// are free, in their order, and a single one over all the training's; the parts of one set
// (train-00000-of-00002.parquet …) take one place, and the sets of a saved folder their own.
DroppedFiles droppedFiles(const QList<QUrl>& urls, std::array<QString, kSplits> opened);

} // namespace finetune::ui
