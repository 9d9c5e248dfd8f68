// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/job.h"

#include <QMetaObject>
#include <QThread>
#include <chrono>
#include <new>

namespace finetune::ui {

std::uint64_t Job::renew() {
    Q_ASSERT(QThread::currentThread() == home_->thread());
    stop_.request();
    stop_ = {};
    running_ = true;
    return ++newest_;
}

void Job::cancel() {
    stop_.request();
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
