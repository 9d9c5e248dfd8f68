// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job.h"
#include "core/data/doctor.h"

#include <array>
#include <memory>
#include <vector>

namespace finetune::ui {

enum class Split { Train, Validation, Test };
constexpr std::size_t kSplits = 3;
constexpr std::array<Split, kSplits> allSplits() {
    return {Split::Train, Split::Validation, Split::Test};
}

using Datasets = std::array<std::shared_ptr<const data::Dataset>, kSplits>;

// What the doctor found, and in which data sets. Never changes.
struct Findings {
    Datasets datasets;
    std::vector<data::Finding> list;                         // by kind
    std::array<std::size_t, data::kFindingKinds + 1> begins; // of each kind in the list, and the end
    std::array<std::vector<std::uint16_t>, kSplits> kinds;   // by example: a bit for each kind it is in

    std::size_t count(data::FindingKind kind) const {
        return begins[static_cast<std::size_t>(kind) + 1] - begins[static_cast<std::size_t>(kind)];
    }
};

Findings findingsOf(const Datasets& datasets, const StopToken& stop, const Progress& progress);

} // namespace finetune::ui
