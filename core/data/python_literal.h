// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <optional>
#include <string_view>

namespace finetune::data {

// A list or dictionary as Python's repr or JSON writes it into a cell: texts in either kind of quotes, None, True, and
// numpy's array([…], dtype=…), which is how `datasets` and pandas write a column of answers into CSV. None for what is
// neither.
std::optional<Json> writtenValue(std::string_view text);

// Whether it begins as one.
bool looksWritten(std::string_view text);

} // namespace finetune::data
