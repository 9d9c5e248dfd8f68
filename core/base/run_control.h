// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace finetune {

// What may be asked of a running loop: to end now, to end after the epoch, to rest. Copies share one state; any thread
// asks, the loop looks between batches. A stop ends a pause. Where only a stop is wanted, a StopToken does.
class RunControl {
public:
    RunControl(StopToken stop = {}) : stop_(std::move(stop)) {}

    // The same requests to rest and to end after the epoch, with another token to end at once.
    RunControl with(StopToken stop) const {
        RunControl other = *this;
        other.stop_ = std::move(stop);
        return other;
    }
    const StopToken& stop() const { return stop_; }

    void setPaused(bool paused) const {
        {
            const std::lock_guard lock(shared_->mutex);
            shared_->paused = paused;
        }
        shared_->changed.notify_all();
    }
    bool pauseRequested() const {
        const std::lock_guard lock(shared_->mutex);
        return shared_->paused;
    }

    // Returns when the pause is over or a stop is asked for. A stop token wakes nobody, so it is looked at now and
    // then.
    void waitWhilePaused() const {
        constexpr std::chrono::milliseconds kLook{50};
        std::unique_lock lock(shared_->mutex);
        while (shared_->paused && !stop_.requested())
            shared_->changed.wait_for(lock, kLook);
    }

    void setStopAfterEpoch(bool stops) const { shared_->stopsAfterEpoch = stops; }
    bool stopsAfterEpoch() const { return shared_->stopsAfterEpoch; }

private:
    struct Shared {
        std::mutex mutex;
        std::condition_variable changed;
        bool paused = false;
        std::atomic<bool> stopsAfterEpoch = false;
    };
    StopToken stop_;
    std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
};

} // namespace finetune
