// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/tokenizer_files.h"
#include "core/text/tokenizer_config.h"
#include "core/text/tokenizer_json.h"
#include "core/text/utf8.h"

#include <algorithm>

namespace finetune::text {
namespace {
namespace fs = std::filesystem;

// One token a line; ends of line as Python's text mode reads them. A token that stands twice has the later id.
std::vector<std::string> readVocabulary(const fs::path& file) {
    const std::string text = files::read(file);
    if (text.empty())
        throw Error(Kind::Input, "the vocabulary is empty").in(file);
    if (!isValidUtf8(text))
        throw Error(Kind::Input, "is not UTF-8").in(file);
    if (text.starts_with("\xEF\xBB\xBF"))
        throw Error(Kind::Input, "begins with a byte order mark, which would be part of the first token")
            .in(file)
            .cure("Save it without one");
    std::vector<std::string> tokens;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
        tokens.push_back(text.substr(at, end - at));
        at = end + (text.compare(end, 2, "\r\n") == 0 ? 2 : 1);
    }
    return tokens;
}

// After the tokens of tokenizer.json come those of the configuration, and the special tokens that neither names.
void addTokens(const TokenizerConfig& config, std::vector<AddedToken>& added) {
    std::vector<AddedToken> more;
    for (const auto& [id, token] : config.addedDecoder) {
        const auto last = std::find_if(added.rbegin(), added.rend(),
                                       [&](const AddedToken& known) { return known.content == token.content; });
        if (last == added.rend() || *last != token)
            more.push_back(token);
    }
    const auto names = [](const std::vector<AddedToken>& tokens, const std::string& content) {
        return std::any_of(tokens.begin(), tokens.end(), [&](const AddedToken& t) { return t.content == content; });
    };
    for (const auto& special : config.specialTokens) {
        for (AddedToken& token : more)
            token.special |= token.content == special.token.content;
        if (special.isObject || (!names(added, special.token.content) && !names(more, special.token.content)))
            more.push_back(special.token);
    }
    added.insert(added.end(), more.begin(), more.end());
}

TokenizerFile fromVocabulary(const fs::path& file, const TokenizerConfig& config) {
    if (!config.isBert)
        throw Error(Kind::Input, "the tokenizer class “" + config.className + "” cannot be built from vocab.txt")
            .in(file)
            .cure("Choose a folder with tokenizer.json");
    TokenizerFile out;
    WordPieceParts& parts = out.parts;
    parts.tokens = readVocabulary(file);
    parts.model.initial.reserve(parts.tokens.size());
    for (std::size_t id = parts.tokens.size(); id-- > 0;)
        parts.tokenCount += parts.model.add(parts.tokens[id], "##", static_cast<std::int32_t>(id)) ? 1 : 0;
    const auto idOf = [&](const std::string& token) {
        const std::int32_t id = parts.model.initial.find(token);
        if (id < 0)
            throw Error(Kind::Input, "the vocabulary has no “" + token + "”")
                .in(file)
                .cure("Check that it is the vocabulary of a BERT model, one token a line");
        return id;
    };
    parts.model.unknownId = idOf(config.unk.value_or("[UNK]"));
    parts.postProcessor = PostProcessor::bert(idOf(config.cls.value_or("[CLS]")), idOf(config.sep.value_or("[SEP]")));
    return out;
}

} // namespace

std::unique_ptr<Tokenizer> loadTokenizer(const fs::path& folder) {
    const TokenizerConfig config = readTokenizerConfig(folder);
    const fs::path json = folder / "tokenizer.json", vocabulary = folder / "vocab.txt";
    const bool fromJson = fs::exists(json);
    if (!fromJson && !fs::exists(vocabulary))
        throw Error(Kind::Input, "holds neither tokenizer.json nor vocab.txt")
            .in(folder)
            .cure("Choose a folder as save_pretrained writes it");
    const fs::path& file = fromJson ? json : vocabulary;
    TokenizerFile read = fromJson ? readTokenizerJson(json) : fromVocabulary(vocabulary, config);
    if (config.isBert) // these classes set their normalizer, whatever the file says
        read.parts.normalizer = {.cleanText = read.parts.normalizer.cleanText,
                                 .handleChineseCharacters = config.handleChineseCharacters,
                                 .stripAccents = config.stripAccents.value_or(config.lowercase),
                                 .lowercase = config.lowercase};
    addTokens(config, read.parts.added);
    const ModelSide side{
        .cls = config.cls.value_or("[CLS]"),
        .pad = config.pad ? *config.pad : read.padToken.value_or("[PAD]"),
        .paddingSide = config.paddingSide ? *config.paddingSide : read.paddingSide.value_or(Side::Right),
        .truncationSide = config.truncationSide ? *config.truncationSide : read.truncationSide.value_or(Side::Right),
        .maxLength = config.maxLength,
        .typeIds = config.typeIds,
        .splitSpecialTokens = config.splitSpecialTokens};
    try {
        return makeWordPieceTokenizer(std::move(read.parts), side);
    } catch (Error& error) {
        throw error.in(file);
    }
}

std::vector<fs::path> tokenizerFiles(const fs::path& folder) {
    std::vector<fs::path> found;
    for (const char* name : kTokenizerFiles)
        if (fs::exists(folder / name))
            found.push_back(folder / name);
    return found;
}

} // namespace finetune::text
