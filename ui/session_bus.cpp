// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session_bus.h"

#include <QFileInfo>

namespace finetune::ui {

std::optional<QDBusConnection> sessionBus() {
    if (!qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") &&
        !QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus")))
        return std::nullopt;
    const QDBusConnection bus = QDBusConnection::sessionBus();
    return bus.isConnected() ? std::optional(bus) : std::nullopt;
}

} // namespace finetune::ui
