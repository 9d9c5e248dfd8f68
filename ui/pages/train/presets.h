// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/arguments.h"

#include <QString>
#include <vector>

namespace finetune::ui {

// Arguments for a purpose. They keep the run folder, max_length, doc_stride and the machine's arguments of the form.
struct Preset {
    const char* name; // of its action
    QString title, help;
    train::TrainingArguments arguments;
};

std::vector<Preset> presets(const train::TrainingArguments& current);

} // namespace finetune::ui
