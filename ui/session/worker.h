// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace finetune::ui {

// One thread that runs what it is given, in order; it starts with the first piece of work. Torch keeps its pool of
// threads by the thread that uses it, so a worker lives as long as its owner and not as long as one job.
// The destructor waits for the work that has begun and drops the rest.
class Worker {
public:
    Worker() = default;
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    void post(std::function<void()> work); // must not throw

private:
    void run();

    std::mutex mutex_;
    std::condition_variable more_;
    std::deque<std::function<void()>> work_;
    bool ends_ = false;
    std::thread thread_; // last: it uses all of the above
};

} // namespace finetune::ui
