// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/answer_place.h"

#include "core/text/utf8.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace finetune::data {
namespace {

// On one line, and no more than a glance takes in.
std::string inQuotes(std::string_view text) {
    constexpr std::int32_t kShown = 40;
    std::string out = "“";
    for (const char c : text::sliceCodePoints(text, 0, kShown)) {
        if (c == '\n' || c == '\r' || c == '\t')
            out += c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t";
        else
            out += c;
    }
    return out + (text::countCodePoints(text) > kShown ? "…”" : "”");
}

bool begins(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80; // not the second or a later byte of a character
}

// Where a code point begins, or the end. Whole blocks are counted at once: this is run for every answer of a file. The
// text is valid UTF-8, or the parser would have refused it.
std::size_t byteOf(std::string_view text, std::int64_t codePoint) {
    constexpr std::size_t kBlock = 64;
    std::size_t at = 0;
    while (text.size() - at >= kBlock) {
        const auto inBlock = std::count_if(text.begin() + static_cast<std::ptrdiff_t>(at),
                                           text.begin() + static_cast<std::ptrdiff_t>(at + kBlock), begins);
        if (inBlock > codePoint)
            break;
        codePoint -= inBlock;
        at += kBlock;
    }
    for (; at < text.size(); ++at)
        if (begins(text[at]) && codePoint-- == 0)
            break;
    return at;
}

// Half of what is marked up is marked up more than once in its paragraph; beyond this many places nothing is gained.
constexpr std::size_t kMostOccurrences = 1000;

struct Occurrence {
    std::int64_t bytes, codePoints;
};

std::vector<Occurrence> occurrences(std::string_view context, std::string_view text) {
    std::vector<Occurrence> found;
    std::int64_t codePoints = 0;
    std::size_t counted = 0;
    for (std::size_t at = context.find(text); at != std::string_view::npos && found.size() < kMostOccurrences;
         at = context.find(text, at + 1)) {
        codePoints += text::countCodePoints(context.substr(counted, at - counted));
        counted = at;
        found.push_back({static_cast<std::int64_t>(at), codePoints});
    }
    return found;
}

// How else people's tools count: each gives what answer_start would be for an occurrence.
struct Miscount {
    Counting counting;
    const char* name;
    std::int64_t (*place)(std::string_view before, const Occurrence&);
};

std::int64_t count(std::string_view text, char c) {
    return std::count(text.begin(), text.end(), c);
}

constexpr std::array kMiscounts = {
    Miscount{Counting::Utf8Bytes, "counts bytes of UTF-8",
             [](std::string_view, const Occurrence& at) { return at.bytes; }},
    Miscount{Counting::Utf16Units, "counts UTF-16 units",
             [](std::string_view before, const Occurrence&) -> std::int64_t {
                 const auto all = text::countCodePoints(before);
                 return text::toUtf16(before, {all}).value;
             }},
    Miscount{Counting::LineEndsAsOne, "counts a line's end (CR LF in this context) as one character",
             [](std::string_view before, const Occurrence& at) { return at.codePoints - count(before, '\r'); }},
    Miscount{Counting::LineEndsAsTwo, "counts a line's end (LF in this context) as two characters, CR LF",
             [](std::string_view before, const Occurrence& at) {
                 return at.codePoints + (count(before, '\r') == 0 ? count(before, '\n') : 0);
             }},
    Miscount{Counting::FromOne, "counts from 1",
             [](std::string_view, const Occurrence& at) { return at.codePoints + 1; }},
};

std::string cureFor(std::string_view context, std::string_view text, std::int64_t start) {
    if (const auto found = findAnswer(context, text, start)) {
        const std::string place = std::to_string(found->start);
        if (found->counting == Counting::Unknown)
            return "answer_start counts code points from 0; the text is found at " + place;
        return "answer_start counts code points from 0; this one " + std::string(nameOf(found->counting)) +
               ". It should be " + place;
    }
    const std::string_view stripped = text::strip(text);
    if (!stripped.empty() && stripped.size() < text.size() && context.find(stripped) != std::string_view::npos)
        return "Without the white space at its ends the text is found in the context";
    return "The text is nowhere in the context: an answer must be cut out of it, letter for letter";
}

} // namespace

const char* nameOf(Counting counting) {
    for (const Miscount& miscount : kMiscounts)
        if (miscount.counting == counting)
            return miscount.name;
    return "";
}

std::optional<FoundPlace> findAnswer(std::string_view context, std::string_view text, std::int64_t start) {
    const auto found = occurrences(context, text);
    if (found.empty())
        return {};
    for (const Miscount& miscount : kMiscounts)
        for (const Occurrence& at : found)
            if (miscount.place(context.substr(0, static_cast<std::size_t>(at.bytes)), at) == start)
                return FoundPlace{at.codePoints, miscount.counting};
    const auto nearest = std::min_element(found.begin(), found.end(), [&](auto& a, auto& b) {
        return std::abs(a.codePoints - start) < std::abs(b.codePoints - start);
    });
    return FoundPlace{nearest->codePoints, Counting::Unknown};
}

bool standsAt(std::string_view context, std::string_view text, std::int64_t start) {
    const auto length = static_cast<std::int64_t>(context.size()); // at least as many bytes as code points
    return start >= 0 && start <= length && context.substr(byteOf(context, start), text.size()) == text;
}

std::optional<Misplaced> misplacedAnswer(std::string_view context, std::string_view text, std::int64_t start) {
    if (start < 0)
        return Misplaced{"answer_start is " + std::to_string(start) + ", before the context's beginning",
                         cureFor(context, text, start)};
    if (standsAt(context, text, start))
        return {};
    const std::size_t at = byteOf(context, start);
    if (at == context.size())
        return Misplaced{"answer_start " + std::to_string(start) + " is past the context's " +
                             std::to_string(text::countCodePoints(context)) + " characters",
                         cureFor(context, text, start)};
    const std::string there = text::sliceCodePoints(context.substr(at), 0, text::countCodePoints(text));
    return Misplaced{"the answer " + inQuotes(text) + " is not at answer_start " + std::to_string(start) +
                         "; there stands " + inQuotes(there),
                     cureFor(context, text, start)};
}

} // namespace finetune::data
