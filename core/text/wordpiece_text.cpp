// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/wordpiece_text.h"

#include "core/text/bert_pre_tokenizer.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <array>

namespace finetune::text {
namespace {

// What the stages make of a byte. Letters and digits are 0: they only become small.
enum ByteClass : std::uint8_t {
    kBlank = 1,       // white space that is never removed
    kPunctuation = 2, // a word of its own
    kOther = 4,       // control characters, and all that is not ASCII
};

constexpr auto kClasses = [] {
    std::array<std::uint8_t, 256> classes{};
    for (std::size_t c = 0; c < classes.size(); ++c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        classes[c] = letter ? 0 : blank ? kBlank : c < 0x20 || c > 0x7E ? kOther : kPunctuation;
    }
    return classes;
}();

std::uint8_t classOf(char c) {
    return kClasses[static_cast<unsigned char>(c)];
}

// Calls plain(begin, end) for the stretches between matches and found(match) for the matches, in order.
template <class Plain, class Found>
void split(std::size_t size, const std::vector<TokenMatcher::Match>& matches, Plain plain, Found found) {
    std::size_t at = 0;
    for (const TokenMatcher::Match& match : matches) {
        if (at < match.begin)
            plain(at, match.begin);
        found(match);
        at = match.end;
    }
    if (at < size)
        plain(at, size);
}

} // namespace

// Buffers that are reused from text to text.
struct WordPieceText::Scratch {
    std::u32string characters;
    std::vector<TokenMatcher::Match> rawMatches, matches;
    Normalized normalized;
    std::string word;
    std::vector<WordPiece::Piece> pieces;
};

WordPieceText::Scratch& WordPieceText::scratch() {
    thread_local Scratch scratch;
    return scratch;
}

// Added tokens may hold white space and take what is beside them: where there may be one, the whole text is looked at.
bool WordPieceText::goesByRuns(std::string_view text) const {
    return matchers_.normalized.empty() && !matchers_.raw.mayMatch(text);
}

// White space ends every word, and no stage looks over it: so the runs between white space can go one by one, those of
// printable ASCII byte by byte. What is left looks back by one character: an accent that a decomposition adds comes
// from where the character before it comes from, so the white space before a run goes with it.
void WordPieceText::tokenize(std::string_view text, TokenizedText& out) const {
    if (!goesByRuns(text))
        return tokenizeByStages(text, out);
    Scratch& s = scratch();
    std::int32_t position = 0; // of `at`, in code points
    for (std::size_t at = 0; at < text.size();) {
        if (classOf(text[at]) == kBlank) {
            ++at, ++position;
            continue;
        }
        std::size_t end = at;
        unsigned seen = 0;
        for (; end < text.size() && classOf(text[end]) != kBlank; ++end)
            seen |= classOf(text[end]);
        if (seen & kOther) {
            const std::size_t before = at > 0 ? 1 : 0;
            decode(text.substr(at - before, end - at + before), s.characters);
            position -= static_cast<std::int32_t>(before);
            tokenizeStretch(s.characters, position, s, out);
            position += static_cast<std::int32_t>(s.characters.size());
        } else {
            tokenizeAscii(text.substr(at, end - at), position, s, out);
            position += static_cast<std::int32_t>(end - at);
        }
        at = end;
    }
}

void WordPieceText::tokenizeAscii(std::string_view run, std::int32_t first, Scratch& s, TokenizedText& out) const {
    s.word = run;
    if (normalizer_.lowercase)
        for (char& c : s.word)
            c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    const std::string_view text = s.word;
    const auto put = [&](std::size_t begin, std::size_t end) {
        model_.cut(text.substr(begin, end - begin), end - begin, s.pieces);
        const std::int32_t at = first + static_cast<std::int32_t>(begin);
        for (const WordPiece::Piece& piece : s.pieces) {
            out.ids.push_back(piece.id);
            out.offsets.push_back(
                {at + static_cast<std::int32_t>(piece.begin), at + static_cast<std::int32_t>(piece.end)});
        }
    };
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (classOf(text[at]) != kPunctuation)
            continue;
        if (begin < at)
            put(begin, at);
        put(at, at + 1);
        begin = at + 1;
    }
    if (begin < text.size())
        put(begin, text.size());
}

void WordPieceText::tokenizeByStages(std::string_view text, TokenizedText& out) const {
    Scratch& s = scratch();
    decode(text, s.characters);
    matchers_.raw.find(s.characters, s.rawMatches);
    const std::u32string_view characters = s.characters;
    split(
        characters.size(), s.rawMatches,
        [&](std::size_t begin, std::size_t end) {
            tokenizeStretch(characters.substr(begin, end - begin), static_cast<std::int32_t>(begin), s, out);
        },
        [&](const TokenMatcher::Match& match) {
            out.ids.push_back(match.id);
            out.offsets.push_back({static_cast<std::int32_t>(match.begin), static_cast<std::int32_t>(match.end)});
        });
}

// `first` is the code point at which `raw` begins in the text.
void WordPieceText::tokenizeStretch(std::u32string_view raw, std::int32_t first, Scratch& s, TokenizedText& out) const {
    normalizer_.normalize(raw, first, s.normalized);
    matchers_.normalized.find(s.normalized.characters, s.matches);
    const std::u32string_view text = s.normalized.characters;
    split(
        text.size(), s.matches,
        [&](std::size_t from, std::size_t to) {
            forEachBertWord(text.substr(from, to - from), [&](std::size_t begin, std::size_t end) {
                tokenizeWord(from + begin, from + end, s, out);
            });
        },
        [&](const TokenMatcher::Match& match) {
            out.ids.push_back(match.id);
            out.offsets.push_back({s.normalized.source[match.begin], s.normalized.source[match.end - 1] + 1});
        });
}

// The word is the characters [begin, end) of the normalised text.
void WordPieceText::tokenizeWord(std::size_t begin, std::size_t end, Scratch& s, TokenizedText& out) const {
    s.word.clear();
    for (std::size_t i = begin; i < end; ++i)
        append(s.word, s.normalized.characters[i]);
    model_.cut(s.word, end - begin, s.pieces);
    const bool ascii = s.word.size() == end - begin;
    std::size_t at = begin;
    for (const WordPiece::Piece& piece : s.pieces) {
        const std::size_t first = at;
        at += ascii ? piece.end - piece.begin
                    : static_cast<std::size_t>(
                          countCodePoints(std::string_view(s.word).substr(piece.begin, piece.end - piece.begin)));
        out.ids.push_back(piece.id);
        out.offsets.push_back({s.normalized.source[first], s.normalized.source[at - 1] + 1});
    }
}

} // namespace finetune::text
