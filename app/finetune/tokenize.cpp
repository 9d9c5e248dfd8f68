// SPDX-License-Identifier: GPL-3.0-or-later
// `finetune tokenize`: texts from standard input as the model's windows, to look at or to compare with Python.
#include "app/finetune/commands.h"
#include "app/finetune/options.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/text/tokenizer.h"
#include "core/text/utf8.h"

#include <iostream>
#include <memory>

namespace finetune::cli {
namespace {

using text::Encoding;

struct Options {
    std::string tokenizer, truncation = "none", padding = "none";
    int maxLength = 0;
    text::EncodeOptions encode;
    bool pair = false, noSpecial = false;
};

struct Line {
    std::string text;
    std::optional<std::string> pair;
};

text::Truncation truncationOf(const std::string& name) {
    if (name == "only_first")
        return text::Truncation::OnlyFirst;
    if (name == "only_second")
        return text::Truncation::OnlySecond;
    return name == "longest_first" ? text::Truncation::LongestFirst : text::Truncation::None;
}

text::Padding paddingOf(const std::string& name) {
    if (name == "max_length")
        return text::Padding::MaxLength;
    return name == "longest" ? text::Padding::Longest : text::Padding::None;
}

Line parse(const std::string& line, bool pairNeeded) {
    const Json value = Json::parse(line, nullptr, false);
    if (value.is_discarded())
        throw Error(Kind::Input, "the line is not JSON").cure("Give one object a line: {\"text\": …, \"pair\": …}");
    if (!value.is_object() || !value.contains("text") || !value["text"].is_string())
        throw Error(Kind::Input, "the line has no “text”").cure("Give one object a line: {\"text\": …, \"pair\": …}");
    Line out{value["text"].get<std::string>(), std::nullopt};
    if (value.contains("pair") && !value["pair"].is_null()) {
        if (!value["pair"].is_string())
            throw Error(Kind::Input, "“pair” is not a text");
        out.pair = value["pair"].get<std::string>();
    }
    if (pairNeeded && !out.pair)
        throw Error(Kind::Input, "the line has no “pair”, which --pair asks for");
    return out;
}

Json toJson(const text::Tokenizer& tokenizer, const Encoding& window, const Line& line) {
    Json tokens = Json::array(), offsets = Json::array(), sequences = Json::array();
    for (std::size_t i = 0; i < window.size(); ++i) {
        const text::Span span = window.offsets[i];
        const std::string& source = window.sequenceIds[i] == 1 ? *line.pair : line.text;
        tokens.push_back(tokenizer.tokenText(window.ids[i], text::sliceCodePoints(source, span.start, span.end)));
        offsets.push_back({span.start, span.end});
        sequences.push_back(window.sequenceIds[i] == Encoding::kNoSequence ? Json() : Json(window.sequenceIds[i]));
    }
    return {{"ids", window.ids},
            {"tokens", tokens},
            {"type_ids", window.typeIds},
            {"offsets", offsets},
            {"special_tokens_mask", window.specialTokensMask},
            {"attention_mask", window.attentionMask},
            {"sequence_ids", sequences}};
}

// A line that cannot be encoded gives null and says why, so that lines out and lines in stay side by side.
Json answer(const text::Tokenizer& tokenizer, const std::string& input, const Options& options) {
    Json windows = Json::array();
    try {
        const Line line = parse(input, options.pair);
        for (const Encoding& window : tokenizer.encode(
                 line.text, line.pair ? std::optional<std::string_view>(*line.pair) : std::nullopt, options.encode))
            windows.push_back(toJson(tokenizer, window, line));
    } catch (const Error& error) {
        return {{"encodings", nullptr}, {"error", error.what()}};
    }
    return {{"encodings", windows}};
}

void run(Options options) {
    options.encode.addSpecialTokens = !options.noSpecial;
    options.encode.truncation = truncationOf(options.truncation);
    options.encode.padding = paddingOf(options.padding);
    if (options.maxLength > 0)
        options.encode.maxLength = options.maxLength;
    const auto tokenizer = text::loadTokenizer(tokenizerFolder(options.tokenizer));
    std::ios::sync_with_stdio(false);
    for (std::string input; std::getline(std::cin, input);)
        std::cout << answer(*tokenizer, input, options).dump(-1, ' ', false, Json::error_handler_t::replace) << "\n";
    std::cout.flush();
    if (!std::cout)
        throw Error(Kind::Environment, "the output could not be written");
}

} // namespace

void addTokenize(CLI::App& app) {
    CLI::App* command = app.add_subcommand(
        "tokenize", "Show texts as the model's tokens: a line of JSON in, {\"text\", \"pair\"}, a line of JSON out");
    const auto options = std::make_shared<Options>();
    command->add_option("--tokenizer", options->tokenizer, "Folder of a tokenizer or a model, or its name on the hub")
        ->required();
    command->add_flag("--pair", options->pair, "Each line must have a pair");
    command->add_option(bothSpellings("max_length"), options->maxLength, "Tokens of a window, special ones included")
        ->check(CLI::PositiveNumber);
    command->add_option("--stride", options->encode.stride, "Tokens that neighbouring windows share (0)")
        ->check(CLI::NonNegativeNumber);
    command->add_option("--truncation", options->truncation, "Which text is cut into windows (none)")
        ->check(CLI::IsMember({"only_second", "only_first", "longest_first", "none"}));
    command->add_option("--padding", options->padding, "To which length windows are filled (none)")
        ->check(CLI::IsMember({"max_length", "longest", "none"}));
    command->add_flag(bothSpellings("no_special"), options->noSpecial, "Leave out the special tokens");
    command->callback([options] { run(*options); });
}

} // namespace finetune::cli
