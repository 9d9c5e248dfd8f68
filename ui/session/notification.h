// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QDBusMessage;

namespace finetune::ui {

// Shows a message on the desktop (org.freedesktop.Notifications) without waiting for it; does nothing where there is no
// session bus. Whether it is wanted is the caller's to ask (Settings::notifications).
void notifyDesktop(const QString& title, const QString& text);
QDBusMessage notificationMessage(const QString& title, const QString& text); // what it sends

} // namespace finetune::ui
