// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/wordpiece_tokenizer.h"

#include "core/base/error.h"
#include "core/text/characters.h"
#include "core/text/utf8.h"
#include "core/text/wordpiece_text.h"

#include <algorithm>

namespace finetune::text {
namespace {

class WordPieceTokenizer final : public Tokenizer {
public:
    WordPieceTokenizer(WordPieceParts parts, const ModelSide& side);

    void tokenize(std::string_view text, TokenizedText& out) const override { text_.tokenize(text, out); }
    std::vector<Encoding> encode(std::string_view text, std::optional<std::string_view> pair,
                                 const EncodeOptions& options) const override;
    std::vector<Encoding> windows(const TokenizedText& text, const TokenizedText* pair,
                                  const EncodeOptions& options) const override;
    void cutSecond(std::span<const std::int32_t> first, std::size_t second, int maxLength, int stride,
                   SecondCut& out) const override;

    std::string_view token(std::int32_t id) const override;
    std::string tokenText(std::int32_t id, std::string_view matched) const override;
    std::optional<std::int32_t> id(std::string_view token) const override;
    std::int32_t vocabularySize() const override { return static_cast<std::int32_t>(parts_.tokens.size()); }
    std::int32_t clsId() const override { return clsId_; }
    std::int32_t padId() const override { return padId_; }
    bool hasTypeIds() const override { return side_.typeIds; }

private:
    Encoding window(const std::array<const TokenizedText*, 2>& texts, const Parts& parts,
                    const std::array<std::size_t, 2>& part, bool specialTokens) const;
    void pad(std::vector<Encoding>& windows, Padding padding, std::optional<int> maxLength) const;
    std::int32_t needed(const std::string& token, const char* role) const;

    WordPieceParts parts_;
    ModelSide side_;
    AddedTokens added_;
    AddedTokens::Matchers matchers_;
    WordPieceText text_{parts_.normalizer, parts_.model, matchers_};
    std::int32_t clsId_ = 0, padId_ = 0;
};

WordPieceTokenizer::WordPieceTokenizer(WordPieceParts parts, const ModelSide& side)
    : parts_(std::move(parts)), side_(side), added_(parts_.model.initial, parts_.tokenCount) {
    for (const AddedToken& token : parts_.added)
        added_.add(token);
    matchers_ = added_.matchers(parts_.normalizer, side.splitSpecialTokens);
    if (!added_.byId().empty()) {
        const auto highest = static_cast<std::size_t>(added_.byId().rbegin()->first);
        parts_.tokens.resize(std::max(parts_.tokens.size(), highest + 1));
    }
    clsId_ = needed(side.cls, "cls_token");
    padId_ = needed(side.pad, "pad_token");
}

std::int32_t WordPieceTokenizer::needed(const std::string& token, const char* role) const {
    if (const auto found = id(token))
        return *found;
    throw Error(Kind::Input, "the " + std::string(role) + " “" + token + "” is not in the vocabulary")
        .cure("Take the vocabulary and the configuration from the same model");
}

std::vector<Encoding> WordPieceTokenizer::encode(std::string_view text, std::optional<std::string_view> pair,
                                                 const EncodeOptions& options) const {
    TokenizedText first, second;
    tokenize(text, first);
    if (pair)
        tokenize(*pair, second);
    return windows(first, pair ? &second : nullptr, options);
}

std::vector<Encoding> WordPieceTokenizer::windows(const TokenizedText& text, const TokenizedText* pair,
                                                  const EncodeOptions& options) const {
    const std::optional<int> maxLength = options.maxLength ? options.maxLength : side_.maxLength;
    const PostProcessor& post = parts_.postProcessor;
    const TruncationRoom room{maxLength.value_or(0), options.addSpecialTokens ? post.specialCount(pair != nullptr) : 0,
                              post.specialCount(false)};
    const Parts parts =
        truncate(text.size(), pair ? std::optional(pair->size()) : std::nullopt,
                 maxLength ? options.truncation : Truncation::None, options.stride, room, side_.truncationSide);

    // The text that stands first in the template leads; where both overflow, the window with the first parts is the
    // first, then come those with later parts of the leading text, as the reference merges them.
    const auto& pieces = post.pieces(pair != nullptr);
    const auto firstText = std::find_if(pieces.begin(), pieces.end(), [](const auto& p) { return p.sequence >= 0; });
    const std::size_t leading = firstText != pieces.end() && firstText->sequence == 1 ? 1 : 0, other = 1 - leading;
    std::vector<Encoding> out;
    out.reserve(parts[0].size() * parts[1].size());
    const auto add = [&](std::size_t leadingPart, std::size_t otherPart) {
        std::array<std::size_t, 2> part{};
        part[leading] = leadingPart, part[other] = otherPart;
        out.push_back(window({&text, pair}, parts, part, options.addSpecialTokens));
    };
    add(0, 0);
    for (std::size_t i = 1; i < parts[leading].size(); ++i)
        for (std::size_t j = 0; j < parts[other].size(); ++j)
            add(i, j);
    for (std::size_t j = 1; j < parts[other].size(); ++j)
        add(0, j);
    pad(out, options.padding, maxLength);
    return out;
}

void WordPieceTokenizer::cutSecond(std::span<const std::int32_t> first, std::size_t second, int maxLength, int stride,
                                   SecondCut& out) const {
    const PostProcessor& post = parts_.postProcessor;
    Parts parts = truncate(first.size(), second, Truncation::OnlySecond, stride,
                           {maxLength, post.specialCount(true), post.specialCount(false)}, side_.truncationSide);
    out.parts = std::move(parts[1]);
    out.before.clear();
    out.after.clear();
    auto* side = &out.before;
    for (const PostProcessor::Piece& piece : post.pieces(true)) {
        if (piece.sequence == 1)
            side = &out.after;
        else if (piece.sequence == 0)
            side->insert(side->end(), first.begin(), first.end());
        else
            side->insert(side->end(), piece.specialIds.begin(), piece.specialIds.end());
    }
}

Encoding WordPieceTokenizer::window(const std::array<const TokenizedText*, 2>& texts, const Parts& parts,
                                    const std::array<std::size_t, 2>& part, bool specialTokens) const {
    Encoding out;
    const auto append = [&](std::size_t count, std::int32_t typeId, int sequence) {
        out.typeIds.insert(out.typeIds.end(), count, typeId);
        out.specialTokensMask.insert(out.specialTokensMask.end(), count, sequence < 0);
        out.attentionMask.insert(out.attentionMask.end(), count, 1);
        out.sequenceIds.insert(out.sequenceIds.end(), count, static_cast<std::int8_t>(sequence));
    };
    for (const PostProcessor::Piece& piece : parts_.postProcessor.pieces(texts[1] != nullptr)) {
        if (piece.sequence < 0) {
            if (!specialTokens)
                continue;
            out.ids.insert(out.ids.end(), piece.specialIds.begin(), piece.specialIds.end());
            out.offsets.resize(out.ids.size());
            append(piece.specialIds.size(), piece.typeId, Encoding::kNoSequence);
            continue;
        }
        const auto sequence = static_cast<std::size_t>(piece.sequence);
        const TokenRange range = parts[sequence][part[sequence]];
        const auto begin = static_cast<std::ptrdiff_t>(range.begin), end = static_cast<std::ptrdiff_t>(range.end);
        const TokenizedText& text = *texts[sequence];
        out.ids.insert(out.ids.end(), text.ids.begin() + begin, text.ids.begin() + end);
        out.offsets.insert(out.offsets.end(), text.offsets.begin() + begin, text.offsets.begin() + end);
        // The reference gives the template's type to the first part only; overflowing parts have the text's number.
        append(range.end - range.begin, part[sequence] == 0 ? piece.typeId : piece.sequence, piece.sequence);
    }
    return out;
}

void WordPieceTokenizer::pad(std::vector<Encoding>& windows, Padding padding, std::optional<int> maxLength) const {
    std::size_t length = 0;
    if (padding == Padding::Longest)
        length = windows.front().size();
    else if (padding == Padding::MaxLength && maxLength)
        length = static_cast<std::size_t>(std::max(*maxLength, 0));
    for (Encoding& window : windows) {
        if (window.size() >= length)
            continue;
        const std::size_t count = length - window.size();
        const auto fill = [&](auto& values, auto value) {
            values.insert(side_.paddingSide == Side::Right ? values.end() : values.begin(), count, value);
        };
        fill(window.ids, padId_);
        fill(window.typeIds, std::int32_t{0}); // whatever pad_type_id a file names: transformers passes its class's
        fill(window.offsets, Span{});
        fill(window.specialTokensMask, std::int8_t{1});
        fill(window.attentionMask, std::int8_t{0});
        fill(window.sequenceIds, Encoding::kNoSequence);
    }
}

std::string_view WordPieceTokenizer::token(std::int32_t id) const {
    if (const auto added = added_.byId().find(id); added != added_.byId().end())
        return added->second.content;
    const auto at = static_cast<std::size_t>(id);
    return id >= 0 && at < parts_.tokens.size() ? std::string_view(parts_.tokens[at]) : std::string_view{};
}

std::string WordPieceTokenizer::tokenText(std::int32_t id, std::string_view matched) const {
    const auto added = added_.byId().find(id);
    if (added == added_.byId().end())
        return std::string(token(id));
    const AddedToken& token = added->second;
    const auto asSought = [&](std::string_view text) {
        std::u32string characters;
        decode(text, characters);
        if (!token.normalized)
            return characters;
        Normalized normalized;
        parts_.normalizer.normalize(characters, 0, normalized);
        return normalized.characters;
    };
    const std::u32string text = asSought(matched), pattern = asSought(token.content);
    std::size_t begin = text.find(pattern);
    if (begin == std::u32string::npos) { // the model gave this id, or the post-processor
        const std::string& fromModel = parts_.tokens[static_cast<std::size_t>(id)];
        return fromModel.empty() ? token.content : fromModel;
    }
    std::size_t end = begin + pattern.size();
    while (token.stripLeft && begin > 0 && isSpace(text[begin - 1]))
        --begin;
    while (token.stripRight && end < text.size() && isSpace(text[end]))
        ++end;
    std::string out;
    for (; begin < end; ++begin)
        append(out, text[begin]);
    return out;
}

std::optional<std::int32_t> WordPieceTokenizer::id(std::string_view token) const {
    if (const auto added = added_.id(token))
        return added;
    const std::int32_t found = parts_.model.initial.find(token);
    return found >= 0 ? std::optional(found) : std::nullopt;
}

} // namespace

std::unique_ptr<Tokenizer> makeWordPieceTokenizer(WordPieceParts parts, const ModelSide& side) {
    return std::make_unique<WordPieceTokenizer>(std::move(parts), side);
}

} // namespace finetune::text
