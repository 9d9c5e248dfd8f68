// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme.h"

#include <QLocale>
#include <QString>
#include <optional>

// What a person has chosen once for all projects. Kept in QSettings; a page asks when it needs one.
namespace finetune::ui {

struct Settings {
    QString language; // "en", "zh_CN"; empty: the system's
    Appearance appearance = Appearance::System;
    int threads = 0;           // of a new run; 0: one for each core
    QString resultsFolder;     // where new runs go; empty: beside the work, see resultsFolder()
    bool notifications = true; // on the desktop, when a run has ended
    QString cacheFolder;       // for what can be made again; empty: the system's place for it

    bool operator==(const Settings&) const = default;
};

Settings loadSettings();
void saveSettings(const Settings& settings);

std::optional<Appearance> appearanceNamed(const QString& name); // "system", "light", "dark"
QLocale localeOf(const Settings& settings);

// Where new runs go unless told otherwise: the setting; else ./results as in the Python workflow; else, when the
// program was started from a menu, a folder in the documents.
QString resultsFolder(const Settings& settings);
inline QString resultsFolder() {
    return resultsFolder(loadSettings());
}

// Where goes what can be made again: the setting, else the system's place. The folder need not be there yet.
QString cacheFolder(const Settings& settings);
inline QString cacheFolder() {
    return cacheFolder(loadSettings());
}

} // namespace finetune::ui
