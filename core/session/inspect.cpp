// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/inspect.h"

#include "core/text/utf8.h"

#include <algorithm>

namespace finetune::session {
namespace {

// Byte offsets of every code point and of the end, in one walk: a context has as many tokens as it has words.
std::vector<Bytes> byteOffsets(std::string_view text) {
    std::vector<Bytes> offsets;
    for (std::size_t at = 0; at < text.size(); text::next(text, at))
        offsets.push_back({static_cast<std::int32_t>(at)});
    offsets.push_back({static_cast<std::int32_t>(text.size())});
    return offsets;
}

ByteSpan bytesOf(const std::vector<Bytes>& offsets, text::Span span) {
    const auto last = static_cast<std::int32_t>(offsets.size()) - 1;
    const auto at = [&](std::int32_t codePoint) {
        return offsets[static_cast<std::size_t>(std::clamp(codePoint, 0, last))];
    };
    return {at(span.start), at(span.end)};
}

AnswerPlace placeOf(const data::Example& example, std::span<const text::Span> offsets) {
    if (example.answers.empty())
        return AnswerPlace::None;
    const data::Answer& answer = example.answers.front();
    const std::int32_t start = answer.start.value;
    const std::int32_t end = start + text::countCodePoints(answer.text);
    if (offsets.empty())
        return AnswerPlace::Outside;
    if (offsets.front().start <= start && offsets.back().end >= end)
        return AnswerPlace::Whole;
    return end <= offsets.front().start || start >= offsets.back().end ? AnswerPlace::Outside : AnswerPlace::Partly;
}

struct Texts {
    std::vector<Bytes> question, context;
};

InspectedToken tokenAt(const text::Encoding& encoding, std::size_t i, const text::Tokenizer& tokenizer,
                       const Texts& texts) {
    InspectedToken token;
    token.id = encoding.ids[i];
    token.text = tokenizer.token(token.id);
    token.span = encoding.offsets[i];
    if (encoding.sequenceIds[i] == text::Encoding::kNoSequence)
        return token;
    const bool isContext = encoding.sequenceIds[i] == 1;
    token.kind = isContext ? TokenKind::Context : TokenKind::Question;
    token.bytes = bytesOf(isContext ? texts.context : texts.question, token.span);
    return token;
}

void placeInContext(Inspection& inspection, const std::vector<data::Feature>& features, int stride) {
    const auto first = data::firstContextTokens(features, inspection.contextTokens, stride);
    for (std::size_t w = 0; w < features.size(); ++w) {
        InspectedWindow& window = inspection.windows[w];
        window.firstContextToken = first[w];
        window.endContextToken = first[w] + features[w].contextEnd - features[w].contextBegin;
    }
}

void markShared(std::vector<InspectedWindow>& windows, const std::vector<data::Feature>& features) {
    const auto holds = [&](std::size_t window, std::int32_t place) {
        return place >= windows[window].firstContextToken && place < windows[window].endContextToken;
    };
    for (std::size_t w = 0; w < windows.size(); ++w) {
        for (std::int32_t i = features[w].contextBegin; i < features[w].contextEnd; ++i) {
            const std::int32_t place = windows[w].firstContextToken + i - features[w].contextBegin;
            InspectedToken& token = windows[w].tokens[static_cast<std::size_t>(i)];
            token.sharedWithPrevious = w > 0 && holds(w - 1, place);
            token.sharedWithNext = w + 1 < windows.size() && holds(w + 1, place);
        }
    }
}

std::string labelledText(const InspectedWindow& window, const std::string& context) {
    const auto& first = window.tokens[static_cast<std::size_t>(window.exact.start)];
    const auto& last = window.tokens[static_cast<std::size_t>(window.exact.end)];
    return text::sliceCodePoints(context, first.span.start, std::max(first.span.start, last.span.end));
}

// One example's windows from two sides: as features with labels, and as encodings that know the question's places too.
struct Cut {
    std::vector<data::Feature> exact, tutorial;
    std::vector<text::Encoding> encodings;
};

Cut cut(const data::Example& example, const text::TokenizedText& question, const text::TokenizedText& context,
        const text::Tokenizer& tokenizer, data::FeatureOptions options) {
    Cut made;
    options.labels = data::Labels::Exact;
    made.exact = data::windowsOf(example, tokenizer, options);
    options.labels = data::Labels::Tutorial;
    made.tutorial = data::windowsOf(example, tokenizer, options);
    made.encodings = tokenizer.windows(
        question, &context,
        {.truncation = text::Truncation::OnlySecond, .maxLength = options.maxLength, .stride = options.stride});
    if (made.exact.size() != made.encodings.size() || made.exact.size() != made.tutorial.size())
        throw Error(Kind::Internal, "the features and the windows of an example differ").at("id “" + example.id + "”");
    return made;
}

InspectedWindow windowOf(const data::Example& example, const Cut& cut, std::size_t w, const text::Tokenizer& tokenizer,
                         const Texts& texts) {
    InspectedWindow window;
    const data::Feature& exact = cut.exact[w];
    for (std::size_t i = 0; i < cut.encodings[w].size(); ++i)
        window.tokens.push_back(tokenAt(cut.encodings[w], i, tokenizer, texts));
    window.cls = std::max(0, exact.ids.indexOf(tokenizer.clsId()));
    window.answer = placeOf(example, exact.offsets);
    window.exact = {exact.startPosition, exact.endPosition};
    window.tutorial = {cut.tutorial[w].startPosition, cut.tutorial[w].endPosition};
    if (window.holdsAnswer())
        window.labelledText = labelledText(window, *example.context);
    return window;
}

} // namespace

Inspector::Inspector(const std::filesystem::path& modelFolder) : tokenizer_(text::loadTokenizer(modelFolder)) {}

Inspection Inspector::inspect(const data::Example& example, const data::FeatureOptions& options) const {
    Inspection result;
    result.question = text::strip(example.question);
    result.context = example.context;
    result.answers = example.answers;
    result.paddingToken = tokenizer_->token(tokenizer_->padId());

    text::TokenizedText question, context;
    tokenizer_->tokenize(result.question, question);
    tokenizer_->tokenize(*example.context, context);
    result.questionTokens = static_cast<std::int32_t>(question.size());
    result.contextTokens = static_cast<std::int32_t>(context.size());

    Cut made;
    try {
        made = cut(example, question, context, *tokenizer_, options);
    } catch (const Error& error) {
        if (error.kind() != Kind::Input && error.kind() != Kind::Usage)
            throw;
        result.problem = {error.place(), error.happened(), error.help()};
        return result;
    }
    const Texts texts{byteOffsets(result.question), byteOffsets(*example.context)};
    for (std::size_t w = 0; w < made.exact.size(); ++w) {
        InspectedWindow& window = result.windows.emplace_back(windowOf(example, made, w, *tokenizer_, texts));
        window.padding = options.padToMaxLength ? std::max(0, options.maxLength - window.size()) : 0;
    }
    placeInContext(result, made.exact, options.stride);
    markShared(result.windows, made.exact);
    return result;
}

} // namespace finetune::session
