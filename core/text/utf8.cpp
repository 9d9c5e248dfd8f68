// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/utf8.h"

#include <algorithm>

namespace finetune::text {
namespace {

int sequenceLength(unsigned char lead) {
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead < 0xE0)
        return 2;
    if (lead >= 0xE0 && lead < 0xF0)
        return 3;
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

// 0 when the bytes at `at` are no code point.
int decodeOne(std::string_view text, std::size_t at, char32_t& c) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const int length = sequenceLength(lead);
    if (length == 0 || at + static_cast<std::size_t>(length) > text.size())
        return 0;
    constexpr unsigned char kMask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    c = lead & kMask[length];
    for (int i = 1; i < length; ++i) {
        const auto byte = static_cast<unsigned char>(text[at + static_cast<std::size_t>(i)]);
        if ((byte & 0xC0) != 0x80)
            return 0;
        c = c << 6 | (byte & 0x3F);
    }
    constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = c >= 0xD800 && c < 0xE000;
    return c < kLeast[length] || surrogate || c > 0x10FFFF ? 0 : length;
}

template <class Visit>
void forEach(std::string_view text, Visit visit) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = next(text, at);
        if (!visit(begin, c))
            return;
    }
}

} // namespace

char32_t next(std::string_view text, std::size_t& at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80)
        return ++at, lead;
    char32_t c = 0;
    const int length = decodeOne(text, at, c);
    at += length == 0 ? 1 : static_cast<std::size_t>(length);
    return length == 0 ? kReplacement : c;
}

void append(std::string& out, char32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | c >> 6);
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | c >> 12);
        out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | c >> 18);
        out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
        out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

bool isValidUtf8(std::string_view text) {
    char32_t c = 0;
    for (std::size_t at = 0; at < text.size();) {
        const int length = decodeOne(text, at, c);
        if (length == 0)
            return false;
        at += static_cast<std::size_t>(length);
    }
    return true;
}

std::int32_t countCodePoints(std::string_view text) {
    std::int32_t count = 0;
    forEach(text, [&](std::size_t, char32_t) { return ++count, true; });
    return count;
}

void decode(std::string_view text, std::u32string& out) {
    out.clear();
    forEach(text, [&](std::size_t, char32_t c) { return out.push_back(c), true; });
}

Bytes toBytes(std::string_view text, CodePoints position) {
    std::size_t at = 0;
    for (std::int32_t i = 0; i < position.value && at < text.size(); ++i)
        next(text, at);
    return {static_cast<std::int32_t>(at)};
}

CodePoints toCodePoints(std::string_view text, Bytes position) {
    return {countCodePoints(text.substr(0, static_cast<std::size_t>(position.value)))};
}

Utf16Units toUtf16(std::string_view text, CodePoints position) {
    std::int32_t units = 0, count = 0;
    forEach(text, [&](std::size_t, char32_t c) {
        if (count++ >= position.value)
            return false;
        units += c >= 0x10000 ? 2 : 1;
        return true;
    });
    return {units};
}

CodePoints fromUtf16(std::string_view text, Utf16Units position) {
    std::int32_t units = 0, count = 0;
    forEach(text, [&](std::size_t, char32_t c) {
        units += c >= 0x10000 ? 2 : 1;
        if (units > position.value)
            return false;
        ++count;
        return true;
    });
    return {count};
}

std::string sliceCodePoints(std::string_view text, std::int32_t start, std::int32_t end) {
    const auto first = static_cast<std::size_t>(toBytes(text, {start}).value);
    const std::string_view rest = text.substr(first);
    return std::string(rest.substr(0, static_cast<std::size_t>(toBytes(rest, {end - start}).value)));
}

bool isPythonSpace(char32_t c) {
    return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

std::string_view strip(std::string_view text) {
    std::size_t first = text.size(), last = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        if (!isPythonSpace(next(text, at))) {
            first = std::min(first, begin);
            last = at;
        }
    }
    return first >= last ? std::string_view{} : text.substr(first, last - first);
}

// Looks no further than the first character that is none: strip would walk through every context.
bool isBlank(std::string_view text) {
    for (std::size_t at = 0; at < text.size();)
        if (!isPythonSpace(next(text, at)))
            return false;
    return true;
}

} // namespace finetune::text
