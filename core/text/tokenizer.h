// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/position.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace finetune::text {

struct Span { // half-open, code points of the original text; {0, 0} for special and padding tokens
    std::int32_t start = 0;
    std::int32_t end = 0;
    bool operator==(const Span&) const = default;
};

// The tokens of one text before truncation and special tokens: parallel arrays.
struct TokenizedText {
    std::vector<std::int32_t> ids;
    std::vector<Span> offsets;
    std::size_t size() const { return ids.size(); }
    void clear() { ids.clear(), offsets.clear(); }
};

// One window as the model sees it: parallel arrays of the same length (Hugging Face's `Encoding`).
struct Encoding {
    static constexpr std::int8_t kNoSequence = -1; // special and padding tokens
    std::vector<std::int32_t> ids;
    std::vector<std::int32_t> typeIds;
    std::vector<Span> offsets;
    std::vector<std::int8_t> specialTokensMask;
    std::vector<std::int8_t> attentionMask;
    std::vector<std::int8_t> sequenceIds; // 0 first text, 1 second, kNoSequence
    std::size_t size() const { return ids.size(); }
};

struct TokenRange { // half-open, tokens of one text
    std::size_t begin = 0, end = 0;
    bool operator==(const TokenRange&) const = default;
};

// The windows of a pair of which only the second text is cut: the same tokens stand around each of its parts.
struct SecondCut {
    std::vector<std::int32_t> before, after; // special tokens and the first text
    std::vector<TokenRange> parts;           // tokens of the second text, one range a window
};

enum class Truncation { None, OnlyFirst, OnlySecond, LongestFirst };
enum class Padding { None, Longest, MaxLength };

struct EncodeOptions {
    bool addSpecialTokens = true;
    Truncation truncation = Truncation::None;
    std::optional<int> maxLength = std::nullopt; // tokens, special ones included
    int stride = 0;                              // tokens that neighbouring windows share
    Padding padding = Padding::None;
};

// A tokenizer read from a folder. All methods are const and safe to call from several threads.
class Tokenizer {
public:
    virtual ~Tokenizer() = default;

    // Appends the tokens of `text` (UTF-8) to `out`, which a caller reuses: no allocation per token.
    virtual void tokenize(std::string_view text, TokenizedText& out) const = 0;

    // One text, or a pair (an empty second text makes a pair too), as windows: the first and then the overflowing ones.
    // Where truncation or padding needs a maxLength and none is given, model_max_length of the folder counts, and
    // without that neither is done. Throws Input when the special tokens and the text that is not truncated leave no
    // room, or no more than the stride (Hugging Face raises the same, or makes windows longer than maxLength).
    virtual std::vector<Encoding> encode(std::string_view text, std::optional<std::string_view> pair,
                                         const EncodeOptions& options) const = 0;

    // Windows of texts that were tokenized before: what `encode` does after `tokenize`.
    virtual std::vector<Encoding> windows(const TokenizedText& text, const TokenizedText* pair,
                                          const EncodeOptions& options) const = 0;

    // Where `windows` with OnlySecond and no padding cuts a second text of so many tokens, without laying the windows
    // out. Replaces `out`; throws as `windows` does.
    virtual void cutSecond(std::span<const std::int32_t> first, std::size_t second, int maxLength, int stride,
                           SecondCut& out) const = 0;

    virtual std::string_view token(std::int32_t id) const = 0; // "[UNK]"-like text; empty for an unknown id
    // The token as Hugging Face prints it: an added token reads as the text that it matched, `matched` being the part
    // of the text at its offsets (normalised where it is sought in the normalised text), any other as token(id).
    virtual std::string tokenText(std::int32_t id, std::string_view matched) const = 0;
    virtual std::optional<std::int32_t> id(std::string_view token) const = 0;
    virtual std::int32_t vocabularySize() const = 0; // highest id + 1, added tokens included
    virtual std::int32_t clsId() const = 0;
    virtual std::int32_t padId() const = 0;
    virtual bool hasTypeIds() const = 0; // whether the model's input has token_type_ids (BERT: yes; DistilBERT: no)
};

// Reads tokenizer.json (wins) or vocab.txt, with tokenizer_config.json. Throws Input that names the file.
std::unique_ptr<Tokenizer> loadTokenizer(const std::filesystem::path& folder);

// The files of a tokenizer that exist in the folder, to be copied byte for byte beside an exported model.
std::vector<std::filesystem::path> tokenizerFiles(const std::filesystem::path& folder);

} // namespace finetune::text
