// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QDBusVariant;

namespace finetune::ui {

// Whether the desktop is dark: what its settings portal says, else the palette that Qt found when it started.
bool systemIsDark();

// Tells when the desktop turns dark or light while the program runs. One is enough.
class SystemAppearance : public QObject {
    Q_OBJECT
public:
    explicit SystemAppearance(QObject* parent = nullptr);

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    // The portal's signal: org.freedesktop.portal.Settings.SettingChanged.
    void takePortalSetting(const QString& group, const QString& key, const QDBusVariant& value);

private:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void askPortal();
    void takeScheme(uint scheme);
};

} // namespace finetune::ui
