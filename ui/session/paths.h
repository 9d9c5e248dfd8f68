// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <filesystem>

// Paths between the window and core: Qt's strings and the file system's, both UTF-8 underneath.
namespace finetune::ui {

inline std::filesystem::path toPath(const QString& path) {
    return path.toStdString();
}

inline QString fromPath(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

} // namespace finetune::ui
