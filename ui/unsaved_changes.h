// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/data_files.h"

class QWidget;

namespace finetune::ui {

class MessageBar;

// What a person is asked about changes of the data that are in no file. Nothing here blocks: a run may be going on.

// “train.json (3 changes), dev.json (1 change)”, as rich text.
QString changesText(const DataFiles& files, const std::vector<Split>& splits);

// Asks for a name for the data of each place, one after the other, saves them and goes on. Does not go on when a dialog
// is cancelled, a file cannot be written, or the parent is gone meanwhile.
void saveChanges(DataFiles& files, std::vector<Split> splits, QWidget* parent, std::function<void()> goOn = {});

// Whether to save the changes or to throw them away before something goes on that loses them. `loss` is a sentence:
// what makes them be lost.
void askAboutChanges(MessageBar& bar, DataFiles& files, const std::vector<Split>& splits, const QString& loss,
                     QWidget* parent, const std::function<void()>& goOn);

} // namespace finetune::ui
