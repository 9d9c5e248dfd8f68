// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/start_meter.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QWidget>
#include <cstdio>
#include <ctime>
#include <unistd.h>

namespace finetune {

double millisecondsSinceStart() {
    QFile file(QStringLiteral("/proc/self/stat"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    // The name, in brackets, may hold blanks; the start is the 20th field behind it, in ticks since the machine's
    // start.
    const QByteArray line = file.readAll();
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    const double started = fields.value(19).toDouble() / static_cast<double>(sysconf(_SC_CLK_TCK));
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9 - started) * 1e3;
}

StartMeter::StartMeter(QWidget& window) : QObject(&window), loadedMilliseconds_(millisecondsSinceStart()) {
    window.installEventFilter(this);
}

bool StartMeter::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Paint && !painted_) {
        painted_ = true;
        // The whole window is painted and handed to the screen before the next event.
        QMetaObject::invokeMethod(this, &StartMeter::report, Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

void StartMeter::report() {
    std::printf("window painted after %.0f ms (built after %.0f ms)\n", millisecondsSinceStart(), loadedMilliseconds_);
    QApplication::quit();
}

} // namespace finetune
