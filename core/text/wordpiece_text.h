// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/added_tokens.h"
#include "core/text/bert_normalizer.h"
#include "core/text/tokenizer.h"
#include "core/text/wordpiece.h"

namespace finetune::text {

// How a text becomes tokens: added tokens in the raw text, BertNormalizer, added tokens in the normalised text,
// BertPreTokenizer, WordPiece. What it is given must outlive it.
class WordPieceText {
public:
    WordPieceText(const BertNormalizer& normalizer, const WordPiece& model, const AddedTokens::Matchers& matchers)
        : normalizer_(normalizer), model_(model), matchers_(matchers) {}

    // Appends the tokens of `text` (UTF-8), with offsets in code points.
    void tokenize(std::string_view text, TokenizedText& out) const;

    // The same tokens, each stage over the code points of the whole text: what `tokenize` does only where a text is not
    // plain ASCII.
    void tokenizeByStages(std::string_view text, TokenizedText& out) const;

private:
    struct Scratch;
    static Scratch& scratch(); // of this thread

    bool goesByRuns(std::string_view text) const;
    void tokenizeAscii(std::string_view run, std::int32_t first, Scratch& s, TokenizedText& out) const;
    void tokenizeStretch(std::u32string_view raw, std::int32_t first, Scratch& s, TokenizedText& out) const;
    void tokenizeWord(std::size_t begin, std::size_t end, Scratch& s, TokenizedText& out) const;

    const BertNormalizer& normalizer_;
    const WordPiece& model_;
    const AddedTokens::Matchers& matchers_;
};

} // namespace finetune::text
