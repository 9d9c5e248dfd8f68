// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>

namespace finetune {

// Asks a job to end. Copies share one flag; any thread may ask, the job looks at least once a batch.
class StopToken {
public:
    void request() const { *flag_ = true; }
    bool requested() const { return *flag_; }
    void throwIfRequested() const {
        if (requested())
            throw Error(Kind::Cancelled, "stopped on request");
    }

private:
    std::shared_ptr<std::atomic<bool>> flag_ = std::make_shared<std::atomic<bool>>(false);
};

// Told what a job does: `done` of `total` (total 0: unknown). Called on the job's thread, often; must return at once.
using Progress = std::function<void(const std::string& what, std::size_t done, std::size_t total)>;

} // namespace finetune
