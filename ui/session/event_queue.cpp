// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/event_queue.h"

#include <utility>

namespace finetune::ui {

namespace {

bool isProgress(const train::RunEvent& event) {
    return event.type == train::RunEvent::Type::Progress;
}

} // namespace

void EventQueue::onEvent(const train::RunEvent& event) {
    const std::lock_guard lock(mutex_);
    if (events_.size() >= bound_)
        thin();
    if (events_.size() >= bound_ && isProgress(event)) {
        // Nothing but events to keep: at least the newest position is known.
        if (!events_.empty() && isProgress(events_.back()))
            events_.back() = event;
        return;
    }
    events_.push_back(event);
}

void EventQueue::thin() {
    bool keep = false;
    std::erase_if(events_, [&keep](const train::RunEvent& event) {
        if (!isProgress(event))
            return false;
        keep = !keep;
        return keep;
    });
}

std::vector<train::RunEvent> EventQueue::take() {
    std::vector<train::RunEvent> taken;
    const std::lock_guard lock(mutex_);
    taken.swap(events_);
    return taken;
}

} // namespace finetune::ui
