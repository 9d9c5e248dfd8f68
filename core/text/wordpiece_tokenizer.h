// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/added_tokens.h"
#include "core/text/bert_normalizer.h"
#include "core/text/post_processor.h"
#include "core/text/tokenizer.h"
#include "core/text/truncation.h"
#include "core/text/wordpiece.h"

namespace finetune::text {

// What a file says about a tokenizer of BERT's kind.
struct WordPieceParts {
    BertNormalizer normalizer;
    WordPiece model;
    std::vector<std::string> tokens; // of the model, by id; empty where an id has none
    std::size_t tokenCount = 0;      // entries of the vocabulary: holes do not count
    std::vector<AddedToken> added;
    PostProcessor postProcessor;
};

// How a tokenizer meets the model.
struct ModelSide {
    std::string cls, pad;
    Side paddingSide = Side::Right, truncationSide = Side::Right;
    std::optional<int> maxLength; // where a call truncates or pads and names none
    bool typeIds = true;
    bool splitSpecialTokens = false;
};

// Added tokens in the raw text, then BertNormalizer, added tokens in the normalised text, BertPreTokenizer, WordPiece,
// windows, special tokens and padding. Throws Input when `side` names a token that there is not.
std::unique_ptr<Tokenizer> makeWordPieceTokenizer(WordPieceParts parts, const ModelSide& side);

} // namespace finetune::text
