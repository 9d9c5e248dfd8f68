// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/dropped_files.h"

#include "core/data/table_look.h"
#include "ui/session/paths.h"

#include <QDir>
#include <QRegularExpression>
#include <algorithm>

namespace finetune::ui {
namespace {

// As `datasets` names the folders of a saved set.
constexpr const char* kSplitNames[kSplits] = {"train", "validation", "test"};

// The parts of one set are one path.
QStringList pathsOf(const QList<QUrl>& urls) {
    static const QRegularExpression part(QStringLiteral("-\\d{5}-of-\\d{5}(?=\\.[^/]*$)"));
    std::vector<std::pair<QString, std::vector<std::filesystem::path>>> sets;
    for (const QUrl& url : urls) {
        const QString file = url.toLocalFile();
        QString name = file;
        name.remove(part);
        const auto known =
            std::ranges::find_if(sets, [&](const auto& set) { return name != file && set.first == name; });
        if (known != sets.end())
            known->second.push_back(toPath(file));
        else if (!file.isEmpty())
            sets.push_back({name, {toPath(file)}});
    }
    QStringList paths;
    for (auto& [name, files] : sets) {
        std::ranges::sort(files);
        paths << fromPath(data::together(files));
    }
    return paths;
}

} // namespace

DroppedFiles droppedFiles(const QList<QUrl>& urls, std::array<QString, kSplits> opened) {
    DroppedFiles dropped;
    for (const QString& path : pathsOf(urls)) {
        const QDir folder(path);
        if (folder.exists(QStringLiteral("config.json"))) {
            dropped.model = path;
        } else if (folder.exists(QStringLiteral("dataset_dict.json"))) {
            for (const Split split : allSplits())
                if (const QString set = QLatin1String(kSplitNames[static_cast<std::size_t>(split)]); folder.exists(set))
                    dropped.data.push_back({split, folder.filePath(set)});
        } else {
            const auto free = std::ranges::find_if(opened, &QString::isEmpty);
            const auto place = static_cast<std::size_t>(free == opened.end() ? 0 : free - opened.begin());
            opened[place] = path;
            dropped.data.push_back({static_cast<Split>(place), path});
        }
    }
    return dropped;
}

} // namespace finetune::ui
