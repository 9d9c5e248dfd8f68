// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenizer.h"

#include <string>

namespace finetune::eval {

// The span grown to the whole sentences that it touches (Unicode's, UAX 29, without a language's rules). Code points;
// an empty span stays as it is. Linear in the length of the text up to the span's end.
text::Span widenedToSentences(const std::string& text, text::Span span);

} // namespace finetune::eval
