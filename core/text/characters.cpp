// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/characters.h"

#include <algorithm>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

namespace finetune::text {
namespace {

bool hasCategory(char32_t c, std::uint32_t mask) {
    return (U_GET_GC_MASK(static_cast<UChar32>(c)) & mask) != 0;
}

// Whether that version of Unicode has the character. What came later is unassigned in the reference's tables.
bool isInUnicode(char32_t c, int version) {
    UVersionInfo age;
    u_charAge(static_cast<UChar32>(c), age);
    return age[0] > 0 && age[0] <= version;
}

struct Range {
    char32_t first, last;
};

template <std::size_t Size>
bool contains(const Range (&ranges)[Size], char32_t c) {
    return std::ranges::any_of(ranges, [c](Range range) { return c >= range.first && c <= range.last; });
}

// The reference's tables, found by asking tokenizers 0.22.2 about every code point:
// - categories (the crate unicode_categories): Unicode 8,
// - decompositions and combining classes (unicode_normalization_alignments): Unicode 9,
// - \w of regular expressions (regex-syntax): Unicode 16,
// - lower case (Rust's standard library): Unicode 17.
// Our ICU may be older or newer than each. An older table is read as ICU's, limited to the characters of that version,
// with the few that changed category since; what a newer table has on top of Unicode 15 is listed.
constexpr int kCategories = 8, kDecompositions = 9, kListedSince = 15;

// Punctuation in Unicode 8: U+166D became a symbol in 12, U+111C9 a mark in 11.
constexpr Range kWerePunctuation[] = {{0x166D, 0x166D}, {0x111C9, 0x111C9}};

// Nonspacing marks in Unicode 8 that became spacing ones, in 14 and 16.
constexpr Range kWereMarks[] = {{0x1734, 0x1734}, {0x1171E, 0x1171E}};

// Not yet nonspacing marks in Unicode 8: letters, a spacing mark, punctuation.
constexpr Range kBecameMarks[] = {{0x1885, 0x1886}, {0xA9BD, 0xA9BD}, {0x111C9, 0x111C9}};

// Word characters of Unicode 15.1 and 16.
constexpr Range kNewWordCharacters[] = {{0x0897, 0x0897},   {0x1C89, 0x1C8A},   {0xA7CB, 0xA7CD},   {0xA7DA, 0xA7DC},
                                        {0x105C0, 0x105F3}, {0x10D40, 0x10D65}, {0x10D69, 0x10D6D}, {0x10D6F, 0x10D85},
                                        {0x10EC2, 0x10EC4}, {0x10EFC, 0x10EFC}, {0x11380, 0x11389}, {0x1138B, 0x1138B},
                                        {0x1138E, 0x1138E}, {0x11390, 0x113B5}, {0x113B7, 0x113C0}, {0x113C2, 0x113C2},
                                        {0x113C5, 0x113C5}, {0x113C7, 0x113CA}, {0x113CC, 0x113D3}, {0x113E1, 0x113E2},
                                        {0x116D0, 0x116E3}, {0x11BC0, 0x11BE0}, {0x11BF0, 0x11BF9}, {0x11F5A, 0x11F5A},
                                        {0x13460, 0x143FA}, {0x16100, 0x16139}, {0x16D40, 0x16D6C}, {0x16D70, 0x16D79},
                                        {0x18CFF, 0x18CFF}, {0x1CCF0, 0x1CCF9}, {0x1E5D0, 0x1E5FA}, {0x2EBF0, 0x2EE5D}};

// Capitals of Unicode 16 and 17 and the first one's small letter.
struct LowerRange {
    char32_t first, last, lower;
};
constexpr LowerRange kNewLower[] = {{0x1C89, 0x1C89, 0x1C8A},   {0xA7CB, 0xA7CB, 0x264},  {0xA7CC, 0xA7CC, 0xA7CD},
                                    {0xA7CE, 0xA7CE, 0xA7CF},   {0xA7D2, 0xA7D2, 0xA7D3}, {0xA7D4, 0xA7D4, 0xA7D5},
                                    {0xA7DA, 0xA7DA, 0xA7DB},   {0xA7DC, 0xA7DC, 0x19B},  {0x10D50, 0x10D65, 0x10D70},
                                    {0x16EA0, 0x16EB8, 0x16EBB}};

} // namespace

bool isControl(char32_t c) {
    if (c == '\t' || c == '\n' || c == '\r')
        return false;
    return hasCategory(c, U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CO_MASK | U_GC_CS_MASK) && isInUnicode(c, kCategories);
}

bool isSpace(char32_t c) {
    return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool isPunctuation(char32_t c) {
    if (c < 0x80)
        return (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126);
    return (hasCategory(c, U_GC_P_MASK) && isInUnicode(c, kCategories)) || contains(kWerePunctuation, c);
}

bool isNonspacingMark(char32_t c) {
    if (hasCategory(c, U_GC_MN_MASK))
        return isInUnicode(c, kCategories) && !contains(kBecameMarks, c);
    return contains(kWereMarks, c);
}

bool isChinese(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x2A6DF) ||
           (c >= 0x2A700 && c <= 0x2B73F) || (c >= 0x2B740 && c <= 0x2B81F) || (c >= 0x2B920 && c <= 0x2CEAF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

bool isWordCharacter(char32_t c) {
    const auto point = static_cast<UChar32>(c);
    const bool word = u_hasBinaryProperty(point, UCHAR_ALPHABETIC) ||
                      hasCategory(c, U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK) ||
                      u_hasBinaryProperty(point, UCHAR_JOIN_CONTROL);
    return (word && isInUnicode(c, kListedSince)) || contains(kNewWordCharacters, c);
}

void appendLower(char32_t c, std::u32string& out) {
    if (c == 0x130) { // the one character whose lower case is two (SpecialCasing.txt)
        out += U"i\u0307";
        return;
    }
    const auto lower = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
    if (lower != c && isInUnicode(c, kListedSince)) {
        out += lower;
        return;
    }
    for (const LowerRange& range : kNewLower)
        if (c >= range.first && c <= range.last) {
            out += range.lower + (c - range.first);
            return;
        }
    out += c;
}

void appendDecomposed(char32_t c, std::u32string& out) {
    if (c < 0xC0 || (c >= 0x3400 && c <= 0x9FFF)) { // most text, and none of it decomposes
        out += c;
        return;
    }
    UErrorCode status = U_ZERO_ERROR;
    static const UNormalizer2* nfd = unorm2_getNFDInstance(&status);
    UChar buffer[32];
    const std::int32_t units = unorm2_getDecomposition(nfd, static_cast<UChar32>(c), buffer, 32, &status);
    if (units < 0 || U_FAILURE(status) || !isInUnicode(c, kDecompositions)) {
        out += c;
        return;
    }
    for (std::int32_t at = 0; at < units;) {
        UChar32 piece = 0;
        U16_NEXT(buffer, at, units, piece);
        out += static_cast<char32_t>(piece);
    }
}

std::uint8_t combiningClass(char32_t c) {
    const std::uint8_t combining = u_getCombiningClass(static_cast<UChar32>(c));
    return combining == 0 || isInUnicode(c, kDecompositions) ? combining : 0;
}

} // namespace finetune::text
