// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/eval/sentences.h"

#include "core/base/error.h"
#include "core/text/utf8.h"

#include <memory>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

namespace finetune::eval {
namespace {

using Break = std::unique_ptr<UBreakIterator, void (*)(UBreakIterator*)>;
using Text = std::unique_ptr<UText, UText* (*)(UText*)>;

void check(UErrorCode status) {
    if (U_FAILURE(status))
        throw Error(Kind::Internal, std::string("finding sentences failed: ") + u_errorName(status));
}

// Opening one costs more than using it; it is kept for the thread.
UBreakIterator* sentences() {
    UErrorCode status = U_ZERO_ERROR;
    thread_local const Break iterator(ubrk_open(UBRK_SENTENCE, "", nullptr, 0, &status), ubrk_close);
    check(status);
    return iterator.get();
}

} // namespace

text::Span widenedToSentences(const std::string& text, text::Span span) {
    if (span.end <= span.start)
        return span;
    UErrorCode status = U_ZERO_ERROR;
    const Text view(utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status), utext_close);
    check(status);
    UBreakIterator* iterator = sentences();
    ubrk_setUText(iterator, view.get(), &status);
    check(status);
    const std::int32_t first = text::toBytes(text, {span.start}).value, last = text::toBytes(text, {span.end}).value;
    const auto size = static_cast<std::int32_t>(text.size());
    const std::int32_t begin = ubrk_isBoundary(iterator, first) ? first : ubrk_preceding(iterator, first);
    const std::int32_t end = ubrk_isBoundary(iterator, last) ? last : ubrk_following(iterator, last);
    return {text::toCodePoints(text, {std::max(begin, 0)}).value,
            text::toCodePoints(text, {end < 0 ? size : end}).value};
}

} // namespace finetune::eval
