// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"

namespace finetune::ui {

// The data sets that a person changed on the Data page and that are in no file yet; null: the file is used as it is.
struct EditedData {
    std::shared_ptr<const data::Dataset> train, validation;
};

// Writes them into the run folder, as data/train.json and data/validation.json, and has the request read them there: a
// run keeps what it was trained on. Tells the run's log. Runs on the training thread; throws Error.
void useEdited(const EditedData& edited, session::TrainRequest& request, train::RunObserver& log,
               const StopToken& stop);

} // namespace finetune::ui
