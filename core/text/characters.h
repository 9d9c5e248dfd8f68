// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

// What BERT's tokenizer asks of a character, answered as the reference (Hugging Face tokenizers 0.22) answers it. Its
// tables are of several Unicode versions; where ICU's differ, the difference is listed in characters.cpp and checked by
// the sweeps.
namespace finetune::text {

bool isControl(char32_t c);        // categories Cc, Cf, Co, Cs except tab, newline, return
bool isSpace(char32_t c);          // White_Space
bool isPunctuation(char32_t c);    // ASCII punctuation or a category P*
bool isNonspacingMark(char32_t c); // Mn
bool isChinese(char32_t c);        // the eight blocks of BERT's tokenizer
bool isWordCharacter(char32_t c);  // \w of a regular expression

void appendLower(char32_t c, std::u32string& out);      // full mapping, one or two characters
void appendDecomposed(char32_t c, std::u32string& out); // canonical decomposition (NFD)
std::uint8_t combiningClass(char32_t c);

} // namespace finetune::text
