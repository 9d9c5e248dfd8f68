// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>
#include <algorithm>

namespace finetune::ui {
namespace {

constexpr const char* kAppearances[] = {"system", "light", "dark"};

} // namespace

Settings loadSettings() {
    const QSettings kept;
    Settings settings;
    settings.language = kept.value(QStringLiteral("settings/language")).toString();
    settings.appearance =
        appearanceNamed(kept.value(QStringLiteral("window/appearance")).toString()).value_or(Appearance::System);
    settings.threads = std::max(0, kept.value(QStringLiteral("settings/threads"), 0).toInt());
    settings.resultsFolder = kept.value(QStringLiteral("settings/resultsFolder")).toString();
    settings.notifications = kept.value(QStringLiteral("settings/notifications"), true).toBool();
    settings.cacheFolder = kept.value(QStringLiteral("settings/cacheFolder")).toString();
    return settings;
}

void saveSettings(const Settings& settings) {
    QSettings kept;
    kept.setValue(QStringLiteral("settings/language"), settings.language);
    kept.setValue(QStringLiteral("window/appearance"),
                  QString::fromLatin1(kAppearances[static_cast<int>(settings.appearance)]));
    kept.setValue(QStringLiteral("settings/threads"), settings.threads);
    kept.setValue(QStringLiteral("settings/resultsFolder"), settings.resultsFolder);
    kept.setValue(QStringLiteral("settings/notifications"), settings.notifications);
    kept.setValue(QStringLiteral("settings/cacheFolder"), settings.cacheFolder);
}

std::optional<Appearance> appearanceNamed(const QString& name) {
    const auto* found = std::ranges::find(kAppearances, name, [](const char* text) { return QLatin1String(text); });
    if (found == std::end(kAppearances))
        return {};
    return static_cast<Appearance>(found - kAppearances);
}

QLocale localeOf(const Settings& settings) {
    return settings.language.isEmpty() ? QLocale::system() : QLocale(settings.language);
}

QString resultsFolder(const Settings& settings) {
    if (!settings.resultsFolder.isEmpty())
        return settings.resultsFolder;
    const QDir here = QDir::current();
    if (!here.isRoot() && here != QDir::home() && QFileInfo(here.path()).isWritable())
        return here.filePath(QStringLiteral("results"));
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QDir(documents).filePath(QStringLiteral("Finetune Studio/results"));
}

QString cacheFolder(const Settings& settings) {
    if (!settings.cacheFolder.isEmpty())
        return settings.cacheFolder;
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + QStringLiteral("/finetune-studio");
}

} // namespace finetune::ui
