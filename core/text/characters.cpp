// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/characters.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

namespace finetune::text {
namespace {

bool hasCategory(char32_t c, std::uint32_t mask) {
    return (U_GET_GC_MASK(static_cast<UChar32>(c)) & mask) != 0;
}

} // namespace

bool isControl(char32_t c) {
    if (c == '\t' || c == '\n' || c == '\r')
        return false;
    return hasCategory(c, U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CO_MASK | U_GC_CS_MASK);
}

bool isSpace(char32_t c) {
    return u_isUWhiteSpace(static_cast<UChar32>(c));
}

bool isPunctuation(char32_t c) {
    if (c < 0x80)
        return (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126);
    return hasCategory(c, U_GC_P_MASK);
}

bool isNonspacingMark(char32_t c) {
    return hasCategory(c, U_GC_MN_MASK);
}

bool isChinese(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x2A6DF) ||
           (c >= 0x2A700 && c <= 0x2B73F) || (c >= 0x2B740 && c <= 0x2B81F) || (c >= 0x2B920 && c <= 0x2CEAF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

bool isWordCharacter(char32_t c) {
    const auto point = static_cast<UChar32>(c);
    return u_hasBinaryProperty(point, UCHAR_ALPHABETIC) || hasCategory(c, U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK) ||
           u_hasBinaryProperty(point, UCHAR_JOIN_CONTROL);
}

void appendLower(char32_t c, std::vector<char32_t>& out) {
    if (c == 0x130) { // the one character whose lower case is two (SpecialCasing.txt)
        out.push_back('i');
        out.push_back(0x307);
        return;
    }
    out.push_back(static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
}

void appendDecomposed(char32_t c, std::vector<char32_t>& out) {
    UErrorCode status = U_ZERO_ERROR;
    static const UNormalizer2* nfd = unorm2_getNFDInstance(&status);
    UChar buffer[32];
    const std::int32_t units = unorm2_getDecomposition(nfd, static_cast<UChar32>(c), buffer, 32, &status);
    if (units < 0 || U_FAILURE(status)) {
        out.push_back(c);
        return;
    }
    for (std::int32_t at = 0; at < units;) {
        UChar32 piece = 0;
        U16_NEXT(buffer, at, units, piece);
        out.push_back(static_cast<char32_t>(piece));
    }
}

std::uint8_t combiningClass(char32_t c) {
    return u_getCombiningClass(static_cast<UChar32>(c));
}

} // namespace finetune::text
