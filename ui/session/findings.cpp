// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/findings.h"

#include <algorithm>

namespace finetune::ui {

Findings findingsOf(const Datasets& datasets, const StopToken& stop, const Progress& progress) {
    Findings findings;
    findings.datasets = datasets;
    findings.list = data::diagnose(datasets, stop, progress);
    for (std::size_t kind = 0; kind <= data::kFindingKinds; ++kind) {
        const auto first = std::ranges::lower_bound(findings.list, kind, {}, [](const data::Finding& finding) {
            return static_cast<std::size_t>(finding.kind);
        });
        findings.begins[kind] = static_cast<std::size_t>(first - findings.list.begin());
    }
    for (std::size_t i = 0; i < kSplits; ++i)
        findings.kinds[i].resize(datasets[i] ? datasets[i]->examples.size() : 0);
    for (const data::Finding& finding : findings.list)
        for (const std::int32_t example : finding.examples)
            findings.kinds[static_cast<std::size_t>(finding.dataset)][static_cast<std::size_t>(example)] |=
                static_cast<std::uint16_t>(1u << static_cast<unsigned>(finding.kind));
    return findings;
}

} // namespace finetune::ui
