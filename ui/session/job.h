// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job.h"
#include "ui/session/worker.h"

#include <QObject>
#include <memory>
#include <optional>

namespace finetune::ui {

// One kind of background work: values in, a value out, the newest wins. `done` and `failed` are called in the thread of
// `home`, by one queued call, and only for the newest start; `failed` also for a stop that was asked for (Cancelled).
// A job is a member of its home, so that no call arrives after its end. The destructor asks the work to stop and waits.
class Job {
public:
    using Progressed = std::function<void(const QString& what, qint64 done, qint64 total)>;

    explicit Job(QObject* home) : home_(home) {}
    ~Job() { stop_.request(); }

    template <class Result>
    void start(std::function<Result(const StopToken&, const Progress&)> work, std::function<void(Result)> done,
               std::function<void(const Error&)> failed, Progressed progressed = {});

    void stop() { stop_.request(); } // the end is still told
    void cancel();                   // nothing is told any more
    bool running() const { return running_; }

private:
    // Begins a newer generation and returns its number.
    std::uint64_t renew();
    void home(std::uint64_t generation, bool ends, std::function<void()> call);
    Progress throttled(std::uint64_t generation, Progressed progressed);
    // Runs the work; what it throws becomes an Error.
    static std::optional<Error> guarded(const std::function<void()>& work);

    QObject* home_;
    StopToken stop_;
    std::uint64_t newest_ = 0;
    bool running_ = false;
    Worker worker_; // last: its thread ends first
};

template <class Result>
void Job::start(std::function<Result(const StopToken&, const Progress&)> work, std::function<void(Result)> done,
                std::function<void(const Error&)> failed, Progressed progressed) {
    const std::uint64_t generation = renew();
    worker_.post([this, generation, stop = stop_, progress = throttled(generation, std::move(progressed)),
                  work = std::move(work), done = std::move(done), failed = std::move(failed)] {
        const auto result = std::make_shared<std::optional<Result>>();
        const auto error = guarded([&] {
            stop.throwIfRequested();
            result->emplace(work(stop, progress));
        });
        if (error)
            home(generation, true, [failed, error] { failed ? failed(*error) : void(); });
        else
            home(generation, true, [done, result] { done(std::move(**result)); });
    });
}

} // namespace finetune::ui
