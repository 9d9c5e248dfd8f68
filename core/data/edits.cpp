// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/edits.h"

#include "core/data/answer_place.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <unordered_map>

namespace finetune::data {
namespace {

bool stands(const Answer& answer, const std::string& context) {
    return !answer.text.empty() && standsAt(context, answer.text, answer.start.value);
}

bool hasSoundTexts(const Example& example) {
    return !text::isBlank(example.question) && !text::isBlank(*example.context);
}

std::shared_ptr<Dataset> emptyCopy(const Dataset& source) {
    auto copy = std::make_shared<Dataset>();
    copy->file = source.file;
    copy->version = source.version;
    copy->problems = source.problems;
    copy->part = source.part;
    copy->examples.reserve(source.examples.size());
    return copy;
}

void apply(const Edit& edit, Example& example) {
    if (edit.id)
        example.id = *edit.id;
    if (edit.question)
        example.question = *edit.question;
    if (edit.answers) {
        example.answers = *edit.answers;
        example.isImpossible = example.answers.empty();
    }
}

// The example without its wrong answers; none when nothing is left that can be used.
std::optional<Example> soundPart(const Example& example) {
    if (!hasSoundTexts(example))
        return {};
    Example sound = example;
    std::erase_if(sound.answers, [&](const Answer& answer) { return !stands(answer, *example.context); });
    if (sound.answers.empty() && !example.answers.empty())
        return {};
    return sound;
}

} // namespace

std::int32_t Derived::sourceOf(std::int32_t example) const {
    return origin.empty() ? example : origin[static_cast<std::size_t>(example)];
}

std::int32_t Derived::exampleOf(std::int32_t source) const {
    if (origin.empty())
        return dataset && source < static_cast<std::int32_t>(dataset->examples.size()) ? source : -1;
    const auto found = std::ranges::lower_bound(origin, source);
    return found != origin.end() && *found == source ? static_cast<std::int32_t>(found - origin.begin()) : -1;
}

Derived applyEdits(const std::shared_ptr<const Dataset>& source, std::span<const Edit> edits) {
    if (edits.empty())
        return {source, {}};
    std::unordered_map<std::int32_t, std::vector<const Edit*>> byExample;
    for (const Edit& edit : edits)
        byExample[edit.example].push_back(&edit);
    auto edited = emptyCopy(*source);
    Derived result;
    result.origin.reserve(source->examples.size());
    for (std::size_t i = 0; i < source->examples.size(); ++i) {
        const auto index = static_cast<std::int32_t>(i);
        const auto found = byExample.find(index);
        if (found != byExample.end() && std::ranges::any_of(found->second, &Edit::leaveOut))
            continue;
        Example& example = edited->examples.emplace_back(source->examples[i]);
        if (found != byExample.end())
            for (const Edit* edit : found->second)
                apply(*edit, example);
        result.origin.push_back(index);
    }
    result.dataset = std::move(edited);
    return result;
}

bool isSound(const Example& example) {
    return hasSoundTexts(example) &&
           std::ranges::all_of(example.answers, [&](const Answer& answer) { return stands(answer, *example.context); });
}

Derived soundExamples(const std::shared_ptr<const Dataset>& source) {
    if (std::ranges::all_of(source->examples, isSound))
        return {source, {}};
    auto sound = emptyCopy(*source);
    Derived result;
    for (std::size_t i = 0; i < source->examples.size(); ++i) {
        auto part = soundPart(source->examples[i]);
        if (!part)
            continue;
        sound->examples.push_back(std::move(*part));
        result.origin.push_back(static_cast<std::int32_t>(i));
    }
    result.dataset = std::move(sound);
    return result;
}

} // namespace finetune::data
