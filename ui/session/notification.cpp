// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/notification.h"

#include "ui/session_bus.h"

#include <QCoreApplication>
#include <QDBusMessage>
#include <QVariantMap>

namespace finetune::ui {

QDBusMessage notificationMessage(const QString& title, const QString& text) {
    QDBusMessage message = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("/org/freedesktop/Notifications"),
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("Notify"));
    message << QCoreApplication::applicationName() << 0u << QStringLiteral("finetune-studio") << title
            << text.toHtmlEscaped() // the title is plain, the text may hold markup
            << QStringList() << QVariantMap{{QStringLiteral("desktop-entry"), QStringLiteral("finetune-studio")}} << -1;
    return message;
}

void notifyDesktop(const QString& title, const QString& text) {
    if (const auto bus = sessionBus())
        bus->send(notificationMessage(title, text));
}

} // namespace finetune::ui
