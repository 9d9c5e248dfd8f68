// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/stall_meter.h"

#include <algorithm>

namespace finetune {

namespace {
constexpr int kBeatMilliseconds = 4;
}

StallMeter::StallMeter(const ui::Session& session) : session_(session) {
    timer_.setTimerType(Qt::PreciseTimer);
    timer_.setInterval(kBeatMilliseconds);
    connect(&timer_, &QTimer::timeout, this, &StallMeter::beat);
    timer_.start();
}

void StallMeter::beat() {
    const bool active = session_.status().active();
    if (active && wasActive_) {
        const double gap = static_cast<double>(sinceLast_.nsecsElapsed()) / 1e6 - kBeatMilliseconds;
        longest_ = std::max(longest_, gap);
        ++beats_;
        over16_ += gap > 16;
        over50_ += gap > 50;
    }
    wasActive_ = active;
    sinceLast_.start();
}

} // namespace finetune
