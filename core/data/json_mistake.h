// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <string>
#include <string_view>

// nlohmann's parse errors in our words, for the readers of JSON.
namespace finetune::data {

// What is wrong and what helps, where that can be told; `said` is the parser's message.
Error jsonMistake(std::string_view said);

std::string placeOfJsonMistake(std::size_t byte, std::string_view said); // "line 3, column 7 (byte 120)"

} // namespace finetune::data
