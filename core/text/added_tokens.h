// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/bert_normalizer.h"
#include "core/text/wordpiece.h"

#include <bitset>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace finetune::text {

// A token that is found in the text before the model sees it (Hugging Face's AddedToken).
struct AddedToken {
    std::string content;
    bool singleWord = false;                    // only where no word character touches it
    bool stripLeft = false, stripRight = false; // takes the white space beside it
    bool normalized = true;                     // is sought, normalised, in the normalised text
    bool special = false;
    bool operator==(const AddedToken&) const = default;
};

// Finds tokens in a text: the leftmost first, of those the longest.
class TokenMatcher {
public:
    struct Match {
        std::size_t begin, end; // characters of the text, with the white space that the token takes
        std::int32_t id;
    };
    void add(std::u32string pattern, std::int32_t id, const AddedToken& token, bool silent);
    bool empty() const { return patterns_.empty(); }
    void find(std::u32string_view text, std::vector<Match>& out) const; // replaces `out`
    bool mayMatch(std::string_view text) const; // false: in this UTF-8 text `find` finds nothing. Fast

private:
    struct Pattern {
        std::u32string text;
        std::string bytes;
        std::int32_t id;
        bool singleWord, stripLeft, stripRight;
        bool silent; // takes part in the search and is then left as text
    };
    const Pattern* at(std::u32string_view rest) const;

    std::vector<Pattern> patterns_; // the longest first
    std::bitset<256> firsts_;       // low bytes of the patterns' first characters
    std::string firstBytes_;        // the patterns' first bytes
    bool hasReplacement_ = false;   // a pattern holds U+FFFD, which stands for any byte that is not UTF-8
};

// The added tokens of a tokenizer, with ids given as tokenizers' add_tokens gives them: a token of the vocabulary keeps
// its id, others follow the vocabulary's size, whatever id a file names.
class AddedTokens {
public:
    AddedTokens(const PieceTable& vocabulary, std::size_t vocabularyCount)
        : vocabulary_(&vocabulary), vocabularyCount_(vocabularyCount) {}

    void add(const AddedToken& token);

    std::optional<std::int32_t> id(std::string_view content) const;
    const std::map<std::int32_t, AddedToken>& byId() const { return byId_; }

    // The matchers for the raw and for the normalised text. `splitSpecial`: special tokens in the text are plain text.
    struct Matchers {
        TokenMatcher raw, normalized;
    };
    Matchers matchers(const BertNormalizer& normalizer, bool splitSpecial) const;

private:
    std::int32_t idFor(const AddedToken& token) const;

    const PieceTable* vocabulary_;
    std::size_t vocabularyCount_;
    std::map<std::string, std::int32_t, std::less<>> ids_;
    std::map<std::int32_t, AddedToken> byId_;
    std::vector<AddedToken> special_, plain_; // in the order of their coming
    std::set<std::string> specialNames_;
};

} // namespace finetune::text
