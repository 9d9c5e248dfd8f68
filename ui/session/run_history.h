// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/observer.h"

#include <filesystem>
#include <vector>

namespace finetune::ui {

// What a run folder's events.jsonl tells, as the events that its run once sent, progress once a second. Lines that are
// not whole are passed over. Throws Input when there is no file.
std::vector<train::RunEvent> readHistory(const std::filesystem::path& runFolder);

} // namespace finetune::ui
