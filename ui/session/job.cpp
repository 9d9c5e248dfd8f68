// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/job.h"

#include <QMetaObject>
#include <QThread>
#include <chrono>
#include <new>

namespace finetune::ui {

Job::~Job() {
    stop_.request();
    worker_->leave(this);
}

std::uint64_t Job::renew() {
    Q_ASSERT(QThread::currentThread() == home_->thread());
    stop_.request();
    worker_->drop(this);
    stop_ = {};
    running_ = true;
    return ++newest_;
}

void Job::stop() {
    stop_.request();
    if (worker_->drop(this) > 0) // it had not begun: its end need not wait for other jobs
        homeWith(newest_, Error(Kind::Cancelled, "stopped on request"));
}

void Job::cancel() {
    stop_.request();
    worker_->drop(this);
    running_ = false;
    ++newest_;
}

void Job::home(std::uint64_t generation, bool ends, std::function<void()> call) {
    QMetaObject::invokeMethod(
        home_,
        [this, generation, ends, call = std::move(call)] {
            if (generation != newest_)
                return;
            if (ends)
                running_ = false;
            call();
        },
        Qt::QueuedConnection);
}

void Job::homeWith(std::uint64_t generation, const Error& error) {
    home(generation, true, [this, error] {
        const auto failed = failed_; // it may start the next work
        if (failed)
            failed(error);
    });
}

// The window is told ten times a second and of every last step; the queue of events never fills.
Progress Job::throttled(std::uint64_t generation, Progressed progressed) {
    if (!progressed)
        return {};
    using Clock = std::chrono::steady_clock;
    const auto last = std::make_shared<Clock::time_point>();
    return [this, generation, last, progressed = std::move(progressed)](const std::string& what, std::size_t done,
                                                                        std::size_t total) {
        const auto now = Clock::now();
        if (now - *last < std::chrono::milliseconds(100) && done != total)
            return;
        *last = now;
        home(generation, false, [progressed, text = QString::fromStdString(what), done, total] {
            progressed(text, static_cast<qint64>(done), static_cast<qint64>(total));
        });
    };
}

std::optional<Error> Job::guarded(const std::function<void()>& work) {
    try {
        work();
        return {};
    } catch (const Error& error) {
        return error;
    } catch (const std::bad_alloc&) {
        return Error(Kind::Environment, "there is not enough memory").cure("Use a smaller batch or a smaller model");
    } catch (const std::exception& error) {
        return Error(Kind::Internal, error.what());
    }
}

} // namespace finetune::ui
