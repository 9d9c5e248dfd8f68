// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Qt first: the moc of Qt 6.4 stumbles over <compare> as a file's first standard header.
#include <QString>
#include <vector>

#include "core/session/inspect.h"
#include "core/session/window_summary.h"

// What is wrong with examples: with how they are cut, or with their entry in the file.
namespace finetune::ui {

// Indexes, ascending.
std::vector<std::int32_t> problemsOf(const session::WindowSummary& summary, const data::Dataset& dataset);

// What is wrong with one, and what helps; empty when nothing is. A window that the Python workflow mislabels says so in
// its own caption.
QString problemOf(const session::Inspection& inspection, const data::Dataset& dataset, int example);

} // namespace finetune::ui
