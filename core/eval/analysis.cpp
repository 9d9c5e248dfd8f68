// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/eval/analysis.h"

#include "core/eval/metrics.h"
#include "core/eval/sentences.h"
#include "core/text/characters.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace finetune::eval {
namespace {

bool overlap(text::Span a, text::Span b) {
    return a.start < b.end && b.start < a.end;
}

std::vector<text::Span> goldSpans(const data::Example& example) {
    std::vector<text::Span> spans;
    for (const data::Answer& answer : example.answers)
        spans.push_back({answer.start.value, answer.start.value + text::countCodePoints(answer.text)});
    return spans;
}

AnswerKind kindByPlace(const data::Example& example, const std::vector<text::Span>& golds, text::Span given) {
    const auto slips = [&](text::Span gold) { return overlap(gold, given); };
    if (std::any_of(golds.begin(), golds.end(), slips))
        return AnswerKind::BoundarySlip;
    const bool near = std::any_of(golds.begin(), golds.end(), [&](text::Span gold) {
        return overlap(widenedToSentences(*example.context, gold), given);
    });
    return near ? AnswerKind::WrongPlace : AnswerKind::WrongSentence;
}

double bestCharacterF1(const data::Example& example, const std::string& given) {
    double best = example.answers.empty() && given.empty() ? 1 : 0;
    for (const data::Answer& answer : example.answers)
        best = std::max(best, characterF1(answer.text, given));
    return best;
}

// Where values are gathered: each range once, in order.
struct Range {
    std::int32_t low, high;
};
constexpr Range kAnswerWords[] = {{0, 0}, {1, 1}, {2, 2}, {3, 4}, {5, 8}, {9, -1}};
constexpr Range kWindows[] = {{1, 1}, {2, 2}, {3, 3}, {4, -1}};

class Groups {
public:
    template <std::size_t N>
    explicit Groups(const Range (&ranges)[N]) {
        for (const Range& range : ranges)
            groups_.push_back({.low = range.low, .high = range.high});
    }
    explicit Groups(std::size_t values) {
        for (std::size_t value = 0; value < values; ++value)
            groups_.push_back({.low = static_cast<std::int32_t>(value), .high = static_cast<std::int32_t>(value)});
    }

    void add(std::int32_t value, const Judgement& judgement) {
        for (Group& group : groups_)
            if (value >= group.low && (group.high < 0 || value <= group.high)) {
                ++group.count;
                group.exact += judgement.exact;
                group.f1 += judgement.f1;
                return;
            }
    }

    std::vector<Group> finish() {
        std::erase_if(groups_, [](const Group& group) { return group.count == 0; });
        for (Group& group : groups_) {
            group.exact *= 100.0 / static_cast<double>(group.count);
            group.f1 *= 100.0 / static_cast<double>(group.count);
        }
        return std::move(groups_);
    }

private:
    std::vector<Group> groups_;
};

constexpr Range kAll[] = {{0, -1}};

} // namespace

Judgement judge(const data::Example& example, const Candidate* given) {
    const std::string none;
    const AnswerScore score = scoreAnswer(example, given ? given->text : none);
    Judgement judgement{.exact = score.exact, .f1 = score.f1};
    const auto golds = goldSpans(example);
    if (golds.empty() && given)
        judgement.kind = AnswerKind::FalseAnswer;
    else if (score.exact > 0)
        judgement.kind = AnswerKind::Right;
    else if (!given)
        judgement.kind = AnswerKind::FalseNoAnswer;
    else
        judgement.kind = kindByPlace(example, golds, given->span);
    judgement.rightElsewhere =
        judgement.kind == AnswerKind::Right && given &&
        std::none_of(golds.begin(), golds.end(), [&](text::Span gold) { return overlap(gold, given->span); });
    return judgement;
}

const Candidate* answerAt(const Prediction& prediction, std::optional<double> nullThreshold) {
    if (nullThreshold && prediction.nullDifference > *nullThreshold)
        return nullptr;
    const auto found = std::find_if(prediction.best.begin(), prediction.best.end(),
                                    [](const Candidate& candidate) { return !candidate.text.empty(); });
    return found == prediction.best.end() ? nullptr : &*found;
}

std::int32_t countWords(const std::string& text) {
    std::int32_t words = 0;
    bool inWord = false;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = text::next(text, at);
        if (text::isChinese(c)) {
            ++words;
            inWord = false;
        } else if (text::isPythonSpace(c)) {
            inWord = false;
        } else {
            words += !inWord;
            inWord = true;
        }
    }
    return words;
}

Analysis analyse(const std::vector<data::Example>& examples, const std::vector<Prediction>& predictions,
                 const std::vector<std::int32_t>& windows, std::optional<double> nullThreshold, const StopToken& stop) {
    Analysis analysis;
    analysis.judgements.reserve(examples.size());
    Groups all(kAll), words(kQuestionWords), lengths(kAnswerWords), cuts(kWindows);
    for (std::size_t i = 0; i < examples.size(); ++i) {
        if (i % 64 == 0)
            stop.throwIfRequested();
        const data::Example& example = examples[i];
        const Candidate* given = answerAt(predictions[i], nullThreshold);
        const Judgement judgement = judge(example, given);
        analysis.characterF1 += bestCharacterF1(example, given ? given->text : std::string());
        ++analysis.kinds[static_cast<std::size_t>(judgement.kind)];
        all.add(0, judgement);
        words.add(static_cast<std::int32_t>(questionWord(example.question)), judgement);
        lengths.add(example.answers.empty() ? 0 : std::max(1, countWords(example.answers.front().text)), judgement);
        cuts.add(std::max(1, windows[i]), judgement);
        analysis.judgements.push_back(judgement);
    }
    const std::vector<Group> whole = all.finish();
    analysis.all = whole.empty() ? Group{} : whole.front();
    analysis.characterF1 *= 100.0 / std::max<double>(1, static_cast<double>(examples.size()));
    analysis.questionWords = words.finish();
    analysis.answerWords = lengths.finish();
    analysis.windows = cuts.finish();
    return analysis;
}

std::vector<Change> changes(const std::vector<std::string>& idsBefore, const std::vector<Judgement>& before,
                            const std::vector<std::string>& ids, const std::vector<Judgement>& now) {
    std::unordered_map<std::string_view, bool> wasRight;
    for (std::size_t i = 0; i < idsBefore.size(); ++i)
        wasRight[idsBefore[i]] = before[i].exact > 0;
    std::vector<Change> all(ids.size(), Change::None);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto found = wasRight.find(ids[i]);
        const bool isRight = now[i].exact > 0;
        if (found != wasRight.end() && found->second != isRight)
            all[i] = isRight ? Change::BecameRight : Change::BecameWrong;
    }
    return all;
}

} // namespace finetune::eval
