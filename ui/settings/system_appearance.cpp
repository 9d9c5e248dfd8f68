// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/system_appearance.h"

#include "ui/session_bus.h"

#include <QApplication>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QEvent>
#include <QPalette>
#include <optional>

namespace finetune::ui {
namespace {

// Qt 6.4 knows the desktop's dark mode from its palette only, and many desktops tell it through the portal alone.
const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString kGroup = QStringLiteral("org.freedesktop.appearance");
const QString kKey = QStringLiteral("color-scheme");

std::optional<bool>& portalSaysDark() {
    static std::optional<bool> dark;
    return dark;
}

bool applicationPaletteIsDark() {
    return QApplication::palette().color(QPalette::Window).lightness() < 128;
}

bool& paletteWasDark() {
    static bool dark = applicationPaletteIsDark(); // before the window's own palette covers it
    return dark;
}

// The answer of `Read` is a variant in a variant, that of `SettingChanged` a variant.
uint schemeOf(QVariant value) {
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value.toUInt();
}

} // namespace

bool systemIsDark() {
    const bool palette = paletteWasDark();
    return portalSaysDark().value_or(palette);
}

SystemAppearance::SystemAppearance(QObject* parent) : QObject(parent) {
    qRegisterMetaType<QDBusVariant>(); // the slot's, which moc knows by name only; without it the bus refuses the slot
    paletteWasDark();
    qApp->installEventFilter(this);
    askPortal();
}

void SystemAppearance::askPortal() {
    auto bus = sessionBus();
    if (!bus)
        return;
    bus->connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), this,
                 SLOT(takePortalSetting(QString, QString, QDBusVariant)));
    QDBusMessage question = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
    question << kGroup << kKey;
    auto* answer = new QDBusPendingCallWatcher(bus->asyncCall(question), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        const QDBusPendingReply<QDBusVariant> reply = *answer;
        answer->deleteLater();
        if (!reply.isError())
            takeScheme(schemeOf(reply.value().variant()));
    });
}

void SystemAppearance::takePortalSetting(const QString& group, const QString& key, const QDBusVariant& value) {
    if (group == kGroup && key == kKey)
        takeScheme(schemeOf(value.variant()));
}

// 0: no wish, 1: dark, 2: light.
void SystemAppearance::takeScheme(uint scheme) {
    const bool before = systemIsDark();
    portalSaysDark() = scheme == 1 ? std::optional(true) : scheme == 2 ? std::optional(false) : std::nullopt;
    if (systemIsDark() != before)
        Q_EMIT changed();
}

// The desktop has a new palette. The window's own palette lies over it; for a look below, it is taken away.
bool SystemAppearance::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ThemeChange && watched->isWindowType()) {
        const QPalette ours = QApplication::palette();
        const bool before = systemIsDark();
        QApplication::setPalette(QPalette());
        paletteWasDark() = applicationPaletteIsDark();
        QApplication::setPalette(ours);
        if (systemIsDark() != before)
            Q_EMIT changed();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace finetune::ui
