// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
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

// What a person calls a folder: its last part, and of a model in the hub's cache (models--org--name/snapshots/COMMIT)
// the name on the hub.
inline QString folderName(const QString& folder) {
    const QString path = QDir::cleanPath(folder), repository = path.section(u'/', -3, -3);
    const QString prefix = QStringLiteral("models--");
    if (path.section(u'/', -2, -2) != QLatin1String("snapshots") || !repository.startsWith(prefix))
        return path.section(u'/', -1);
    return repository.mid(prefix.size()).replace(QLatin1String("--"), QLatin1String("/"));
}

} // namespace finetune::ui
