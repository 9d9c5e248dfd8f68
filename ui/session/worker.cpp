// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/worker.h"

namespace finetune::ui {

Worker::~Worker() {
    std::deque<Piece> dropped; // what a piece holds is freed outside of the lock: its end may post here
    {
        const std::lock_guard lock(mutex_);
        ends_ = true;
        waiting_.swap(dropped);
    }
    dropped.clear();
    more_.notify_all();
    if (thread_.joinable())
        thread_.join();
}

void Worker::post(const void* owner, std::function<void()> work) {
    {
        const std::lock_guard lock(mutex_);
        if (ends_)
            return;
        waiting_.push_back({owner, std::move(work)});
        if (!thread_.joinable())
            thread_ = std::thread([this] { run(); });
    }
    more_.notify_one();
}

std::size_t Worker::drop(const void* owner) {
    std::deque<Piece> dropped; // what a piece holds is freed outside of the lock
    const std::lock_guard lock(mutex_);
    std::deque<Piece> kept;
    for (Piece& piece : waiting_)
        (piece.owner == owner ? dropped : kept).push_back(std::move(piece));
    waiting_.swap(kept);
    return dropped.size();
}

void Worker::leave(const void* owner) {
    drop(owner);
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [this, owner] { return atWork_ != owner; });
}

void Worker::run() {
    for (;;) {
        Piece next;
        {
            std::unique_lock lock(mutex_);
            more_.wait(lock, [this] { return ends_ || !waiting_.empty(); });
            if (ends_)
                return;
            next = std::move(waiting_.front());
            waiting_.pop_front();
            atWork_ = next.owner;
        }
        next.work();
        next.work = nullptr; // what it holds goes before its owner may
        {
            const std::lock_guard lock(mutex_);
            atWork_ = nullptr;
        }
        ended_.notify_all();
    }
}

} // namespace finetune::ui
