// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/position.h"

#include <string>
#include <string_view>

// UTF-8 text and its three ways of counting. Bytes that are not UTF-8 read as U+FFFD, one a byte; nothing here throws.
namespace finetune::text {

constexpr char32_t kReplacement = 0xFFFD;

// The code point at `at`, which moves past it.
char32_t next(std::string_view text, std::size_t& at);
void append(std::string& out, char32_t c);
bool isValidUtf8(std::string_view text);

std::int32_t countCodePoints(std::string_view text);
void decode(std::string_view text, std::u32string& out); // replaces `out`

Bytes toBytes(std::string_view text, CodePoints position);
CodePoints toCodePoints(std::string_view text, Bytes position);
Utf16Units toUtf16(std::string_view text, CodePoints position);
CodePoints fromUtf16(std::string_view text, Utf16Units position);

// Code points [start, end) of the text; what lies outside is left out.
std::string sliceCodePoints(std::string_view text, std::int32_t start, std::int32_t end);

// Without white space at both ends, as Python's str.strip.
std::string_view strip(std::string_view text);
bool isPythonSpace(char32_t c);
bool isBlank(std::string_view text); // nothing but white space

} // namespace finetune::text
