// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/shared_data.h"

#include <QCoreApplication>
#include <QSettings>

namespace finetune::test {

// What a window keeps goes into an empty folder, not among the user's settings.
inline void useOwnSettings() {
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, QString::fromStdString(scratchFolder().string()));
    QCoreApplication::setOrganizationName(QStringLiteral("finetune-studio-test"));
}

} // namespace finetune::test
