// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/hub_library.h"
#include "ui/session/data_files.h"

namespace finetune::ui {

// A dataset's splits and the places that they are opened in: those that they are named after.
struct HubSplits {
    QString dataset;
    std::vector<std::pair<QString, QString>> splits; // name, path
    std::array<int, kSplits> places{-1, -1, -1};     // by Split: which of them; -1: none
    // Each has a place and one is to be learned from, or a person named the one that he wants: nothing is to be asked.
    bool isClear = false;

    std::vector<Opening> openings() const;
};

HubSplits placed(const session::HubFiles& files);

// Whether the person named one split ("org/name:config/split").
bool namesSplit(const std::string& dataset);

} // namespace finetune::ui
