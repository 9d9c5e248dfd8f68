// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/data_files.h"

#include <QString>

// What the window says of the doctor's findings.
namespace finetune::ui {

QString splitName(Split split);
QString findingName(data::FindingKind kind);   // "Answer at another place"
QString findingReason(data::FindingKind kind); // why it matters, and what a repair does
QString noteName();                            // of what the readers note, which is no problem
QString noteReason();
QString repairName(data::FindingKind kind);   // of the button: "Correct the offset"; empty: it cannot be repaired
QString leaveOutName(data::FindingKind kind); // "Leave out", of duplicates "Leave out the later ones"
QString findingText(const data::Finding& finding, const data::Dataset& dataset); // what is wrong with this one

} // namespace finetune::ui
