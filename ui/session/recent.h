// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

// The paths that were used last, kept in the settings, a list for each use: "train", "validation", "model", "results".
namespace finetune::ui {

QStringList recentPaths(const QString& use); // newest first; some may be gone from the disk
QString rememberedPath();                    // the newest of all uses; empty: none
void rememberPath(const QString& use, const QString& path);
void forgetPath(const QString& use, const QString& path);

} // namespace finetune::ui
