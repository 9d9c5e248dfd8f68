// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/wordpiece_tokenizer.h"

#include <filesystem>

namespace finetune::text {

// What tokenizer.json holds. Its truncation and padding sections switch nothing on (the call's options decide); they
// only give the defaults for what the configuration does not say.
struct TokenizerFile {
    WordPieceParts parts;
    std::optional<bool> stripAccents; // as the file says it, before it follows lowercase
    std::optional<std::string> padToken;
    std::optional<Side> paddingSide, truncationSide;
};

// Throws Input that names the component when it is none of BERT's: WordPiece, BertNormalizer, BertPreTokenizer, and
// TemplateProcessing, BertProcessing or no post-processor.
TokenizerFile readTokenizerJson(const std::filesystem::path& file);

} // namespace finetune::text
