// SPDX-License-Identifier: GPL-3.0-or-later
// What the studio says to the desktop and hears from it, without a message bus.
#include "ui/session/notification.h"
#include "ui/settings/system_appearance.h"

#include <QDBusMessage>
#include <QDBusVariant>
#include <QMetaMethod>
#include <QSignalSpy>
#include <QTest>

using namespace finetune::ui;

class DesktopTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // The bus connects no slot that takes a type unknown to it.
    void theBusKnowsTheTypesOfThePortalsSlot() {
        const SystemAppearance appearance;
        const QMetaObject* type = appearance.metaObject();
        const QMetaMethod slot = type->method(type->indexOfSlot("takePortalSetting(QString,QString,QDBusVariant)"));
        QCOMPARE(slot.parameterCount(), 3);
        for (int i = 0; i < slot.parameterCount(); ++i)
            QVERIFY2(slot.parameterType(i) != QMetaType::UnknownType, slot.parameterTypeName(i));
    }

    void thePortalsWishIsFollowedUntilItHasNone() {
        SystemAppearance appearance;
        QSignalSpy changed(&appearance, &SystemAppearance::changed);
        const bool palette = systemIsDark();
        const auto say = [&](const QString& key, uint scheme) {
            return QMetaObject::invokeMethod(&appearance, "takePortalSetting",
                                             Q_ARG(QString, "org.freedesktop.appearance"), Q_ARG(QString, key),
                                             Q_ARG(QDBusVariant, QDBusVariant(scheme)));
        };
        QVERIFY(say("color-scheme", palette ? 2 : 1));
        QCOMPARE(systemIsDark(), !palette);
        QCOMPARE(changed.count(), 1);
        QVERIFY(say("accent-color", palette ? 1 : 2));
        QCOMPARE(systemIsDark(), !palette);
        QVERIFY(say("color-scheme", 0));
        QCOMPARE(systemIsDark(), palette);
        QCOMPARE(changed.count(), 2);
    }

    void aNotificationIsWhatTheDesktopExpects() {
        const QDBusMessage message = notificationMessage("Training has finished", "a <b> & c: F1 81.2%");
        QCOMPARE(message.interface(), "org.freedesktop.Notifications");
        QCOMPARE(message.member(), "Notify");
        QByteArrayList types;
        for (const QVariant& argument : message.arguments())
            types << argument.metaType().name();
        QCOMPARE(types.join(' '), "QString uint QString QString QString QStringList QVariantMap int");
        QCOMPARE(message.arguments()[3].toString(), "Training has finished");
        QCOMPARE(message.arguments()[4].toString(), "a &lt;b&gt; &amp; c: F1 81.2%");
    }
};

QTEST_MAIN(DesktopTest)
#include "desktop_test.moc"
