// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/doctor.h"

#include <algorithm>
#include <map>
#include <unordered_set>

namespace finetune::data {
namespace {

// Two findings may be about two answers of one example: its edits are gathered before they become one.
class Repairer {
public:
    explicit Repairer(const Dataset& dataset) : dataset_(dataset) {}

    void mend(const Finding& finding) {
        switch (finding.kind) {
        case FindingKind::Misplaced:
            answerOf(finding).start = placeOf(finding);
            break;
        case FindingKind::NotInContext:
            answerOf(finding) = {finding.closest, placeOf(finding)};
            break;
        case FindingKind::EmptyAnswer:
            answerOf(finding);
            emptied_.insert(finding.examples.front()); // its answers keep their indexes until all findings are seen
            break;
        case FindingKind::DuplicateId:
            for (std::size_t i = 1; i < finding.examples.size(); ++i)
                edit(finding.examples[i]).id = freeId(at(finding.examples[i]).id);
            break;
        case FindingKind::Contradiction:
            for (std::size_t i = 1; i < finding.examples.size(); ++i)
                edit(finding.examples[i]).leaveOut = true;
            break;
        default:
            break;
        }
    }

    std::vector<Edit> take() {
        std::vector<Edit> edits;
        for (auto& [example, edit] : edits_) {
            if (emptied_.contains(example))
                std::erase_if(*edit.answers, [](const Answer& answer) { return answer.text.empty(); });
            edits.push_back(std::move(edit));
        }
        return edits;
    }

private:
    const Example& at(std::int32_t example) const { return dataset_.examples[static_cast<std::size_t>(example)]; }

    static CodePoints placeOf(const Finding& finding) { return {static_cast<std::int32_t>(finding.place.start)}; }

    Edit& edit(std::int32_t example) { return edits_.emplace(example, Edit{.example = example}).first->second; }

    Answer& answerOf(const Finding& finding) {
        const std::int32_t example = finding.examples.front();
        Edit& change = edit(example);
        if (!change.answers)
            change.answers = at(example).answers;
        return (*change.answers)[static_cast<std::size_t>(finding.answer)];
    }

    std::string freeId(const std::string& id) {
        if (ids_.empty())
            for (const Example& example : dataset_.examples)
                ids_.insert(example.id);
        for (int number = 2;; ++number) {
            std::string candidate = id + "-" + std::to_string(number);
            if (ids_.insert(candidate).second)
                return candidate;
        }
    }

    const Dataset& dataset_;
    std::map<std::int32_t, Edit> edits_; // by example, in order
    std::unordered_set<std::int32_t> emptied_;
    std::unordered_set<std::string> ids_;
};

bool keepsTheFirst(FindingKind kind) {
    return kind == FindingKind::DuplicateId || kind == FindingKind::DuplicateQuestion;
}

} // namespace

bool canRepair(const Finding& finding) {
    switch (finding.kind) {
    case FindingKind::NotInContext:
        return !finding.closest.empty();
    case FindingKind::Misplaced:
    case FindingKind::EmptyAnswer:
    case FindingKind::DuplicateId:
    case FindingKind::Contradiction:
        return true;
    default:
        return false;
    }
}

std::vector<Edit> repairs(std::span<const Finding* const> findings, const Dataset& dataset) {
    Repairer repairer(dataset);
    for (const Finding* finding : findings)
        if (canRepair(*finding))
            repairer.mend(*finding);
    return repairer.take();
}

std::vector<Edit> leavingOut(std::span<const Finding* const> findings) {
    std::vector<std::int32_t> examples;
    for (const Finding* finding : findings)
        examples.insert(examples.end(), finding->examples.begin() + (keepsTheFirst(finding->kind) ? 1 : 0),
                        finding->examples.end());
    std::ranges::sort(examples);
    const auto repeated = std::ranges::unique(examples);
    examples.erase(repeated.begin(), repeated.end());
    std::vector<Edit> edits;
    edits.reserve(examples.size());
    for (const std::int32_t example : examples) {
        Edit& edit = edits.emplace_back();
        edit.example = example;
        edit.leaveOut = true;
    }
    return edits;
}

} // namespace finetune::data
