// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/observer.h"

#include <mutex>
#include <vector>

namespace finetune::ui {

// What a run tells, on its way to the window. The training thread puts, the window's timer takes; neither waits for the
// other longer than a move. A full queue gives up every second progress event, which is only drawn; what is told once
// (log, evaluation, checkpoint, notice, end) is never given up and may make the queue longer than its bound.
class EventQueue : public train::RunObserver {
public:
    explicit EventQueue(std::size_t bound = 2048) : bound_(bound) {}

    void onEvent(const train::RunEvent& event) override; // any thread
    std::vector<train::RunEvent> take();                 // in the order of arrival

private:
    void thin();

    const std::size_t bound_;
    std::mutex mutex_;
    std::vector<train::RunEvent> events_;
};

} // namespace finetune::ui
