// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"

// What an export would do, before it does anything. Reads names and headers only; no torch.
namespace finetune::session {

struct PlannedFile {
    std::string name;
    std::int64_t bytes = 0; // of the file it is made from; 0: not known yet
};

struct ExportPlan {
    std::vector<PlannedFile> files; // by name
    std::int64_t bytes = 0;         // of all of them
    bool replacesExport = false;    // the target holds an earlier export, which gives way
};

// Throws what exportModel would throw before it writes: Usage for a target that is a file, holds anything but an
// earlier export of this program, or is the checkpoint itself; Input for a checkpoint without a trained head;
// Environment when the disk has no room.
ExportPlan planExport(const ExportRequest& request);

} // namespace finetune::session
