// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/features.h"
#include "core/text/tokenizer.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

// What the model will see of one example: its windows, token by token, as plain values for a viewer. No torch, no Qt.
namespace finetune::session {

enum class TokenKind { Special, Question, Context };

struct ByteSpan { // half-open, of the UTF-8 text
    Bytes start, end;
    bool operator==(const ByteSpan&) const = default;
};

struct InspectedToken {
    std::int32_t id = 0;
    std::string text; // as in the vocabulary: a WordPiece continuation keeps its "##"
    TokenKind kind = TokenKind::Special;
    text::Span span;                 // code points of Inspection::question or ::context, {0, 0} for a special token
    ByteSpan bytes;                  // the same place in bytes
    bool sharedWithPrevious = false; // stands in the window before as well
    bool sharedWithNext = false;
    bool isShared() const { return sharedWithPrevious || sharedWithNext; }
};

enum class AnswerPlace {
    None,    // the example is unanswerable
    Whole,   // every character is in the window: the only case with a label other than CLS
    Partly,  // an edge of the window cuts it
    Outside, // it is in other windows, or in none
};

struct LabelPair { // token indexes, both inclusive
    std::int32_t start = 0, end = 0;
    bool operator==(const LabelPair&) const = default;
};

struct InspectedWindow {
    std::vector<InspectedToken> tokens; // without padding
    std::int32_t padding = 0;           // tokens that max_length adds; 0 without padding
    std::int32_t firstContextToken = 0; // which tokens of the whole context it holds, [first, end)
    std::int32_t endContextToken = 0;
    std::int32_t cls = 0; // token index
    AnswerPlace answer = AnswerPlace::None;
    LabelPair exact;          // what the studio trains on by default
    LabelPair tutorial;       // what the Python workflow's loop gives (DESIGN, trap 1)
    std::string labelledText; // the characters from exact.start to exact.end; empty at CLS

    bool holdsAnswer() const { return answer == AnswerPlace::Whole; }
    // The Python workflow's loop runs past the context and labels the last position, mostly a padding token.
    bool tutorialLabelsPastTheContext() const { return tutorial != exact; }
    std::int32_t size() const { return static_cast<std::int32_t>(tokens.size()); }
};

struct Inspection {
    std::string question; // stripped, as the model gets it
    std::shared_ptr<const std::string> context;
    std::vector<data::Answer> answers; // the first one is trained on
    std::int32_t questionTokens = 0, contextTokens = 0;
    std::string paddingToken; // "[PAD]"
    std::vector<InspectedWindow> windows;
    std::optional<data::Problem> problem; // the example cannot be cut with these options; then there are no windows
};

// The tokenizer of a model folder, read once. Const, and safe to use from several threads at a time.
class Inspector {
public:
    // Throws Input that names the file.
    explicit Inspector(const std::filesystem::path& modelFolder);

    // `options.labels` plays no part: a window shows both. What no example or not this one can meet is its problem.
    Inspection inspect(const data::Example& example, const data::FeatureOptions& options) const;

    const text::Tokenizer& tokenizer() const { return *tokenizer_; }

private:
    std::unique_ptr<const text::Tokenizer> tokenizer_;
};

} // namespace finetune::session
