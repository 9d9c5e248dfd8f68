// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/added_tokens.h"

#include "core/base/error.h"
#include "core/text/characters.h"
#include "core/text/utf8.h"

#include <algorithm>

namespace finetune::text {

void TokenMatcher::add(std::u32string pattern, std::int32_t id, const AddedToken& token, bool silent) {
    std::string bytes;
    for (const char32_t c : pattern) {
        append(bytes, c);
        hasReplacement_ |= c == kReplacement;
    }
    firsts_.set(pattern.front() & 0xFF);
    if (firstBytes_.find(bytes.front()) == std::string::npos)
        firstBytes_ += bytes.front();
    const auto after = std::find_if(patterns_.begin(), patterns_.end(),
                                    [&](const Pattern& other) { return other.text.size() < pattern.size(); });
    patterns_.insert(
        after, {std::move(pattern), std::move(bytes), id, token.singleWord, token.stripLeft, token.stripRight, silent});
}

const TokenMatcher::Pattern* TokenMatcher::at(std::u32string_view rest) const {
    for (const Pattern& pattern : patterns_)
        if (rest.starts_with(pattern.text))
            return &pattern;
    return nullptr;
}

bool TokenMatcher::mayMatch(std::string_view text) const {
    const auto has = [text](const auto& what) { return text.find(what) != std::string_view::npos; };
    return hasReplacement_ ||
           (std::ranges::any_of(firstBytes_, has) && std::ranges::any_of(patterns_, has, &Pattern::bytes));
}

void TokenMatcher::find(std::u32string_view text, std::vector<Match>& out) const {
    out.clear();
    if (empty())
        return;
    std::size_t taken = 0; // where the last match ended, white space included
    for (std::size_t at = 0; at < text.size();) {
        const Pattern* pattern = firsts_.test(text[at] & 0xFF) ? this->at(text.substr(at)) : nullptr;
        if (!pattern) {
            ++at;
            continue;
        }
        std::size_t begin = at, end = at + pattern->text.size();
        at = end;
        if (pattern->silent)
            continue;
        if (pattern->singleWord &&
            ((begin > 0 && isWordCharacter(text[begin - 1])) || (end < text.size() && isWordCharacter(text[end]))))
            continue;
        while (pattern->stripLeft && begin > taken && isSpace(text[begin - 1]))
            --begin;
        while (pattern->stripRight && end < text.size() && isSpace(text[end]))
            ++end;
        out.push_back({begin, end, pattern->id});
        taken = end;
    }
}

std::optional<std::int32_t> AddedTokens::id(std::string_view content) const {
    const auto found = ids_.find(content);
    return found == ids_.end() ? std::nullopt : std::optional(found->second);
}

std::int32_t AddedTokens::idFor(const AddedToken& token) const {
    if (const auto known = id(token.content))
        return *known;
    if (const std::int32_t known = vocabulary_->find(token.content); known >= 0)
        return known;
    auto next = static_cast<std::int32_t>(vocabularyCount_);
    for (const auto& [content, id] : ids_)
        next = std::max(next, id + 1);
    return next;
}

void AddedTokens::add(const AddedToken& token) {
    if (token.content.empty())
        return;
    if (token.special && specialNames_.insert(token.content).second)
        special_.push_back(token);
    if (std::any_of(byId_.begin(), byId_.end(), [&](const auto& entry) { return entry.second == token; }))
        return;
    const std::int32_t id = idFor(token);
    ids_[token.content] = id;
    byId_[id] = token;
    if (!specialNames_.contains(token.content))
        plain_.push_back(token);
}

AddedTokens::Matchers AddedTokens::matchers(const BertNormalizer& normalizer, bool splitSpecial) const {
    Matchers out;
    for (const auto* tokens : {&special_, &plain_})
        for (const AddedToken& token : *tokens) {
            const std::int32_t id = ids_.at(token.content);
            const AddedToken& flags = byId_.at(id); // of the last one added, as in the reference
            const bool silent = splitSpecial && specialNames_.contains(token.content);
            std::u32string characters;
            decode(token.content, characters);
            if (!token.normalized) {
                out.raw.add(std::move(characters), id, flags, silent);
                continue;
            }
            Normalized pattern;
            normalizer.normalize(characters, 0, pattern);
            if (pattern.characters.empty())
                throw Error(Kind::Input, "nothing is left of the added token “" + token.content +
                                             "” once it is normalised, so it would match everywhere")
                    .cure("Mark it as not normalized or remove it");
            out.normalized.add(std::move(pattern.characters), id, flags, silent);
        }
    return out;
}

} // namespace finetune::text
