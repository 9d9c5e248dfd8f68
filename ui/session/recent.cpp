// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/recent.h"

#include <QSettings>

namespace finetune::ui {
namespace {

constexpr int kKept = 8;
const QString kNewest = QStringLiteral("recent/newest");

QString settingOf(const QString& use) {
    return QStringLiteral("recent/%1").arg(use);
}

} // namespace

QStringList recentPaths(const QString& use) {
    return QSettings().value(settingOf(use)).toStringList();
}

QString rememberedPath() {
    return QSettings().value(kNewest).toString();
}

void rememberPath(const QString& use, const QString& path) {
    if (path.isEmpty())
        return;
    QSettings().setValue(kNewest, path);
    QStringList paths = recentPaths(use);
    paths.removeAll(path);
    paths.prepend(path);
    QSettings().setValue(settingOf(use), QStringList(paths.mid(0, kKept)));
}

void forgetPath(const QString& use, const QString& path) {
    QStringList paths = recentPaths(use);
    paths.removeAll(path);
    QSettings().setValue(settingOf(use), paths);
}

} // namespace finetune::ui
