// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/notification.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QFileInfo>
#include <QVariantMap>

namespace finetune::ui {
namespace {

// Asking without a bus would try to start one.
bool hasSessionBus() {
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") ||
           QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

} // namespace

void notifyDesktop(const QString& title, const QString& text) {
    if (!hasSessionBus())
        return;
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    QDBusMessage message = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("/org/freedesktop/Notifications"),
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("Notify"));
    message << QCoreApplication::applicationName() << 0u << QStringLiteral("finetune-studio") << title << text
            << QStringList() << QVariantMap{{QStringLiteral("desktop-entry"), QStringLiteral("finetune-studio")}} << -1;
    bus.send(message);
}

} // namespace finetune::ui
