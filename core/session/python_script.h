// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"

#include <string>

namespace finetune::session {

// The run as a Python script for transformers 4.46 and later, version 5 included: the same data, windows, labels,
// arguments, metrics and result, as far as the Trainer has them. What it has not (packed batches) is said in a comment.
// So it is where the data was changed and the changes are in no file: the script reads the file as it is. Chosen
// columns and rows stand in the command that writes them into a file, which the script reads.
// It needs torch, transformers, accelerate and datasets.
std::string pythonScript(const TrainRequest& request);

} // namespace finetune::session
