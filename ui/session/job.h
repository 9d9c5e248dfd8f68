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
// Jobs that share a worker (Session::inference()) run one after the other; stopping one leaves the others alone.
class Job {
public:
    using Progressed = std::function<void(const QString& what, qint64 done, qint64 total)>;

    explicit Job(QObject* home, std::shared_ptr<Worker> worker = std::make_shared<Worker>())
        : home_(home), worker_(std::move(worker)) {}
    ~Job();

    template <class Result>
    void start(std::function<Result(const StopToken&, const Progress&)> work, std::function<void(Result)> done,
               std::function<void(const Error&)> failed, Progressed progressed = {});

    void stop();                              // the end is still told
    void cancel();                            // nothing is told any more
    bool running() const { return running_; } // or waiting for another job of the same worker

private:
    // Begins a newer generation and returns its number.
    std::uint64_t renew();
    void home(std::uint64_t generation, bool ends, std::function<void()> call);
    void homeWith(std::uint64_t generation, const Error& error);
    Progress throttled(std::uint64_t generation, Progressed progressed);
    // Runs the work; what it throws becomes an Error.
    static std::optional<Error> guarded(const std::function<void()>& work);

    QObject* home_;
    StopToken stop_;
    std::uint64_t newest_ = 0;
    bool running_ = false;
    std::function<void(const Error&)> failed_; // of the newest
    std::shared_ptr<Worker> worker_;
};

template <class Result>
void Job::start(std::function<Result(const StopToken&, const Progress&)> work, std::function<void(Result)> done,
                std::function<void(const Error&)> failed, Progressed progressed) {
    const std::uint64_t generation = renew();
    failed_ = std::move(failed);
    worker_->post(this, [this, generation, stop = stop_, progress = throttled(generation, std::move(progressed)),
                         work = std::move(work), done = std::move(done)] {
        const auto result = std::make_shared<std::optional<Result>>();
        const auto error = guarded([&] {
            stop.throwIfRequested();
            result->emplace(work(stop, progress));
        });
        if (error)
            homeWith(generation, *error);
        else
            home(generation, true, [done, result] { done(std::move(**result)); });
    });
}

} // namespace finetune::ui
