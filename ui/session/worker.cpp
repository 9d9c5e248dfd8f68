// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/worker.h"

namespace finetune::ui {

Worker::~Worker() {
    {
        const std::lock_guard lock(mutex_);
        ends_ = true;
        work_.clear();
    }
    more_.notify_all();
    if (thread_.joinable())
        thread_.join();
}

void Worker::post(std::function<void()> work) {
    {
        const std::lock_guard lock(mutex_);
        work_.push_back(std::move(work));
        if (!thread_.joinable())
            thread_ = std::thread([this] { run(); });
    }
    more_.notify_one();
}

void Worker::run() {
    for (;;) {
        std::function<void()> next;
        {
            std::unique_lock lock(mutex_);
            more_.wait(lock, [this] { return ends_ || !work_.empty(); });
            if (ends_)
                return;
            next = std::move(work_.front());
            work_.pop_front();
        }
        next();
    }
}

} // namespace finetune::ui
