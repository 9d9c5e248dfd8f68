// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/judged_marks.h"

#include "core/text/utf8.h"

#include <algorithm>
#include <set>

namespace finetune::ui {

std::vector<text::Span> goldSpans(const std::vector<data::Answer>& answers) {
    std::vector<text::Span> spans;
    for (const data::Answer& answer : answers) {
        const text::Span span{answer.start.value, answer.start.value + text::countCodePoints(answer.text)};
        if (std::ranges::find(spans, span) == spans.end())
            spans.push_back(span);
    }
    return spans;
}

std::vector<TextMark> judgedMarks(const std::vector<text::Span>& golds, text::Span predicted) {
    std::set<std::int32_t> edges{predicted.start, predicted.end};
    for (const text::Span gold : golds)
        edges.insert({gold.start, gold.end});
    std::vector<TextMark> marks;
    for (auto edge = edges.begin(); std::next(edge) != edges.end(); ++edge) {
        const text::Span part{*edge, *std::next(edge)};
        const auto holds = [part](text::Span span) { return span.start <= part.start && part.end <= span.end; };
        const bool isGold = std::ranges::any_of(golds, holds), isPredicted = holds(predicted);
        if (!isGold && !isPredicted)
            continue;
        const MarkKind kind = isGold && isPredicted ? MarkKind::Agreed : isGold ? MarkKind::Gold : MarkKind::Predicted;
        if (!marks.empty() && marks.back().kind == kind && marks.back().span.end == part.start)
            marks.back().span.end = part.end;
        else
            marks.push_back({part, kind});
    }
    return marks;
}

} // namespace finetune::ui
