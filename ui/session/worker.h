// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace finetune::ui {

// One thread that runs what it is given, in order; it starts with the first piece of work. Torch keeps its pool of
// threads by the thread that uses it, so a worker lives as long as its owners and not as long as one job.
// Several owners may share one: each drops and waits for its own pieces only.
// The destructor waits for the work that has begun and drops the rest.
class Worker {
public:
    Worker() = default;
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    void post(const void* owner, std::function<void()> work); // must not throw

    // Drops an owner's pieces that have not begun; returns how many there were.
    std::size_t drop(const void* owner);

    // Drops them and waits for the owner's piece that has begun: afterwards none of its work runs any more.
    void leave(const void* owner);

private:
    struct Piece {
        const void* owner = nullptr;
        std::function<void()> work;
    };
    void run();

    std::mutex mutex_;
    std::condition_variable more_, ended_;
    std::deque<Piece> waiting_;
    const void* atWork_ = nullptr; // whose piece runs
    bool ends_ = false;
    std::thread thread_; // last: it uses all of the above
};

} // namespace finetune::ui
