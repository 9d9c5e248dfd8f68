// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/position.h"

#include <optional>
#include <string>
#include <string_view>

namespace finetune::data {

struct ClosestText {
    std::string text; // as the context has it
    CodePoints start;
};

// What the context has in the place of a text that it does not have letter for letter: case, the shape of quotes,
// dashes and spaces, and white space at the text's ends are passed over. The one nearest to `start`; none when there is
// none.
std::optional<ClosestText> closestText(std::string_view context, std::string_view text, CodePoints start);

} // namespace finetune::data
