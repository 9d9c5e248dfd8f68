// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/doctor.h"

#include "core/data/closest_text.h"
#include "core/data/contexts.h"
#include "core/data/first_seen.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <tuple>

namespace finetune::data {
namespace {

constexpr std::size_t kLook = 4096; // examples between two looks at the stop token

// Examples that have something in common: most have it alone, and only the others need a list.
class Groups {
public:
    // `equals` is asked about an earlier example.
    template <class Equals>
    void add(std::size_t hash, std::int32_t example, Equals equals) {
        const std::int32_t first = firsts_.of(hash, example, equals);
        if (first == example)
            return;
        const auto [group, isNew] = groupOf_.emplace(first, groups_.size());
        if (isNew)
            groups_.push_back({first});
        groups_[group->second].push_back(example);
    }
    std::vector<std::vector<std::int32_t>> take() { return std::move(groups_); }

private:
    FirstSeen firsts_;
    std::unordered_map<std::int32_t, std::size_t> groupOf_; // by the first one
    std::vector<std::vector<std::int32_t>> groups_;
};

bool agree(const Example& one, const Example& other) {
    if (one.answers.empty() || other.answers.empty())
        return one.answers.empty() == other.answers.empty();
    return std::ranges::any_of(one.answers, [&](const Answer& answer) {
        return std::ranges::find(other.answers, answer.text, &Answer::text) != other.answers.end();
    });
}

class Doctor {
public:
    Doctor(const StopToken& stop, const Progress& progress) : stop_(stop), progress_(progress) {}

    void look(std::span<const std::shared_ptr<const Dataset>> datasets) {
        std::size_t total = 0, done = 0;
        for (const auto& dataset : datasets)
            total += dataset ? dataset->examples.size() : 0;
        for (std::size_t i = 0; i < datasets.size(); ++i)
            if (datasets[i])
                lookAt(*datasets[i], static_cast<std::int32_t>(i), done, total);
        for (std::size_t i = 1; i < datasets.size() && datasets[0]; ++i)
            if (datasets[i])
                lookForLeaks(*datasets[0], static_cast<std::int32_t>(i));
    }

    std::vector<Finding> take() {
        std::ranges::stable_sort(found_, {}, [](const Finding& finding) {
            return std::tuple(finding.kind, finding.dataset, finding.examples.front());
        });
        return std::move(found_);
    }

private:
    void lookAt(const Dataset& dataset, std::int32_t index, std::size_t& done, std::size_t total) {
        constexpr std::hash<std::string_view> hash;
        Groups questions, ids; // questions: of one context
        const auto at = [&](std::int32_t i) -> const Example& { return dataset.examples[static_cast<std::size_t>(i)]; };
        std::vector<std::int32_t>& contexts = contexts_.emplace(index, std::vector<std::int32_t>()).first->second;
        contexts.reserve(dataset.examples.size());
        for (std::size_t i = 0; i < dataset.examples.size(); ++i, ++done) {
            if (done % kLook == 0) {
                stop_.throwIfRequested();
                if (progress_)
                    progress_("checking", done, total);
            }
            const Example& example = dataset.examples[i];
            const auto number = static_cast<std::int32_t>(i);
            contexts.push_back(numbering_.numberOf(example.context));
            lookAt(example, index, number);
            ids.add(hash(example.id), number, [&](std::int32_t other) { return at(other).id == example.id; });
            const auto question = text::strip(example.question);
            const std::int32_t context = contexts.back();
            if (!question.empty() && !text::isBlank(*example.context))
                questions.add(hash(question) ^ static_cast<std::size_t>(context) * 0x9E3779B97F4A7C15u, number,
                              [&](std::int32_t other) {
                                  return contexts[static_cast<std::size_t>(other)] == context &&
                                         text::strip(at(other).question) == question;
                              });
        }
        for (auto& group : ids.take())
            found_.push_back({.kind = FindingKind::DuplicateId, .dataset = index, .examples = std::move(group)});
        for (auto& group : questions.take()) {
            const bool same =
                std::ranges::all_of(group, [&](std::int32_t example) { return agree(at(group.front()), at(example)); });
            found_.push_back({.kind = same ? FindingKind::DuplicateQuestion : FindingKind::Contradiction,
                              .dataset = index,
                              .examples = std::move(group)});
        }
    }

    void lookAt(const Example& example, std::int32_t dataset, std::int32_t number) {
        const auto add = [&](FindingKind kind) -> Finding& {
            return found_.emplace_back(Finding{.kind = kind, .dataset = dataset, .examples = {number}});
        };
        if (text::isBlank(example.question))
            add(FindingKind::EmptyQuestion);
        if (text::isBlank(*example.context)) {
            add(FindingKind::EmptyContext);
            return; // no answer can stand in it
        }
        for (std::size_t i = 0; i < example.answers.size(); ++i) {
            const Answer& answer = example.answers[i];
            if (answer.text.empty()) {
                add(FindingKind::EmptyAnswer).answer = static_cast<std::int32_t>(i);
            } else if (!standsAt(*example.context, answer.text, answer.start.value)) {
                Finding& finding = add(FindingKind::Misplaced);
                finding.answer = static_cast<std::int32_t>(i);
                lookForAnswer(*example.context, answer, finding);
            }
        }
    }

    static void lookForAnswer(const std::string& context, const Answer& answer, Finding& finding) {
        if (const auto place = findAnswer(context, answer.text, answer.start.value)) {
            finding.place = *place;
            return;
        }
        finding.kind = FindingKind::NotInContext;
        if (auto closest = closestText(context, answer.text, answer.start)) {
            finding.place.start = closest->start.value;
            finding.closest = std::move(closest->text);
        }
    }

    void lookForLeaks(const Dataset& training, std::int32_t other) {
        std::vector<bool> inOther(numbering_.count(), false);
        for (const std::int32_t context : contexts_[other])
            inOther[static_cast<std::size_t>(context)] = true;
        std::unordered_map<std::int32_t, std::size_t> findingOf; // context to index in found_
        const std::vector<std::int32_t>& contexts = contexts_[0];
        for (std::size_t i = 0; i < contexts.size(); ++i) {
            if (!inOther[static_cast<std::size_t>(contexts[i])] || text::isBlank(*training.examples[i].context))
                continue;
            const auto [finding, isNew] = findingOf.emplace(contexts[i], found_.size());
            if (isNew)
                found_.push_back({.kind = FindingKind::Leak, .other = other});
            found_[finding->second].examples.push_back(static_cast<std::int32_t>(i));
        }
    }

    const StopToken& stop_;
    const Progress& progress_;
    ContextNumbering numbering_;
    std::unordered_map<std::int32_t, std::vector<std::int32_t>> contexts_; // numbers, by data set and example
    std::vector<Finding> found_;
};

} // namespace

std::vector<Finding> diagnose(std::span<const std::shared_ptr<const Dataset>> datasets, const StopToken& stop,
                              const Progress& progress) {
    Doctor doctor(stop, progress);
    doctor.look(datasets);
    return doctor.take();
}

const char* nameOf(FindingKind kind) {
    constexpr const char* kNames[kFindingKinds] = {"answer at another place",
                                                   "answer not in the context",
                                                   "empty answer",
                                                   "empty question",
                                                   "empty context",
                                                   "id used again",
                                                   "duplicate question",
                                                   "contradictory answers",
                                                   "context in two files"};
    return kNames[static_cast<std::size_t>(kind)];
}

std::string describe(const Finding& finding, const Dataset& dataset) {
    const Example& example = dataset.examples[static_cast<std::size_t>(finding.examples.front())];
    std::string line = "question " + std::to_string(finding.examples.front() + 1) + " (id “" +
                       text::sliceCodePoints(example.id, 0, 80) + "”): " + nameOf(finding.kind);
    if (finding.examples.size() > 1)
        line += ", " + std::to_string(finding.examples.size()) + " questions";
    if (finding.answer < 0)
        return line;
    const Answer& answer = example.answers[static_cast<std::size_t>(finding.answer)];
    line += ", “" + text::sliceCodePoints(answer.text, 0, 40) + "” at " + std::to_string(answer.start.value);
    if (finding.kind == FindingKind::Misplaced) {
        line += "; it stands at " + std::to_string(finding.place.start);
        if (finding.place.counting != Counting::Unknown)
            line += std::string(": answer_start ") + nameOf(finding.place.counting);
    } else if (!finding.closest.empty()) {
        line += "; the context has “" + text::sliceCodePoints(finding.closest, 0, 40) + "” at " +
                std::to_string(finding.place.start);
    }
    return line;
}

} // namespace finetune::data
