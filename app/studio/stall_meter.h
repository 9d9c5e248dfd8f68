// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QElapsedTimer>
#include <QTimer>

namespace finetune {

// Measures how long the window's thread was ever away from its event loop while a run went on: a heart beats every
// four milliseconds, and the longest gap between two beats is kept.
class StallMeter : public QObject {
public:
    explicit StallMeter(const ui::Session& session);
    double longestMilliseconds() const { return longest_; }
    qint64 beats() const { return beats_; }
    qint64 over16() const { return over16_; }
    qint64 over50() const { return over50_; }

private:
    void beat();

    const ui::Session& session_;
    QTimer timer_;
    QElapsedTimer sinceLast_;
    double longest_ = 0;
    qint64 beats_ = 0, over16_ = 0, over50_ = 0;
    bool wasActive_ = false;
};

} // namespace finetune
