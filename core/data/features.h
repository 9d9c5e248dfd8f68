// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/token_ids.h"
#include "core/data/dataset.h"
#include "core/text/tokenizer.h"

#include <span>

namespace finetune::data {

enum class Labels {
    Exact,
    Tutorial
}; // Tutorial: the Python workflow's start loop runs past the context (DESIGN, trap 1)

struct FeatureOptions {
    int maxLength = 384;        // tokens, special ones included
    int stride = 128;           // tokens that neighbouring windows share
    bool padToMaxLength = true; // seen in the digest, and in where Labels::Tutorial runs to
    Labels labels = Labels::Exact;
};

// Tokens that windows look into: a context's are there once for all its questions and windows, a question's once for
// its windows. Never changed, and shared by threads; in memory or in a mapped file (feature_cache.h).
struct FeatureTokens {
    std::span<const std::int32_t> ids;    // of the contexts, one after the other
    std::span<const text::Span> offsets;  // of these tokens, code points of their context
    std::span<const std::int32_t> around; // of each question, what stands before the context and what follows it
    std::shared_ptr<const void> owner;    // of what these lie in
};

// One window of one example: what the model sees, without padding (it is added where a batch wants it). A view that
// keeps what it looks into; a copy is cheap.
struct Feature {
    std::int32_t example = 0;            // index into the dataset
    std::int32_t window = 0;             // 0-based within the example
    TokenIds ids;                        // real tokens only
    std::int32_t contextBegin = 0;       // token index of the first context token; of the last token if there is none
    std::int32_t contextEnd = 0;         // one past the last
    std::span<const text::Span> offsets; // of the tokens [contextBegin, contextEnd), code points of the context
    std::int32_t startPosition = 0; // token index of the answer's first token, or CLS; Tutorial: may lie in the padding
    std::int32_t endPosition = 0;   // token index of its last token, inclusive, or CLS
    std::shared_ptr<const FeatureTokens> kept;                                              // where ids and offsets lie
    std::int32_t typeOf(std::int32_t token) const { return token >= contextBegin ? 1 : 0; } // BERT's token_type_ids
    bool holdsAnswer() const { return endPosition >= contextBegin; }                        // or it is labelled CLS
    std::int32_t size() const { return static_cast<std::int32_t>(ids.size()); }
};

struct Features {
    std::vector<Feature> features;
    std::vector<Problem> problems; // examples that gave no feature, each named
    std::int64_t tokens = 0;       // real tokens in all
    std::size_t bytes() const;     // memory of the features and their tokens
};

// A window as places among tokens: what a feature cache keeps of it.
struct WindowRecord {
    std::int32_t example = 0, window = 0;
    std::uint32_t beforeAt = 0, afterAt = 0, aroundEnd = 0; // in `around`; what follows the context begins at afterAt
    std::uint32_t contextAt = 0, contextEnd = 0;            // in `ids` and `offsets`
    std::int32_t startPosition = 0, endPosition = 0;
};

// The windows of neighbouring examples, with the tokens that they look into.
struct FeatureBlock {
    std::shared_ptr<const FeatureTokens> tokens;
    std::vector<WindowRecord> windows;
};
struct CutWindows {
    std::vector<FeatureBlock> blocks;
    std::vector<Problem> problems; // as in Features
};

// What makeFeatures does, short of the views. `first`: the number of the first of the examples in its data set, where
// they are a slice of it.
CutWindows cutWindows(const std::vector<Example>& examples, const text::Tokenizer& tokenizer,
                      const FeatureOptions& options, int threads = 0, const StopToken& stop = {},
                      const Progress& progress = {}, std::size_t first = 0);

// Adds views of windows that lie in these tokens, whose places were checked.
void append(Features& features, std::span<const WindowRecord> windows, std::shared_ptr<const FeatureTokens> tokens);

// The workflow's preprocessing: question stripped as Python's str.strip does, `only_second` truncation with stride, the
// first answer to token positions, CLS where it is not wholly in the window. An example whose question leaves no room
// is a problem; no other window is lost. Runs on `threads` threads (0: one a core), in the examples' order and
// identical at any number. Throws Usage for options that no example can meet, Cancelled when asked to stop.
Features makeFeatures(const std::vector<Example>& examples, const text::Tokenizer& tokenizer,
                      const FeatureOptions& options, int threads = 0, const StopToken& stop = {},
                      const Progress& progress = {});

// A window of tokens that were made elsewhere; those of the context lie at `contextBegin` and have the offsets.
Feature featureOf(std::vector<std::int32_t> ids, std::int32_t contextBegin, std::vector<text::Span> offsets);

// The windows of a single example; throws Input when the question leaves no room.
std::vector<Feature> windowsOf(const Example& example, const text::Tokenizer& tokenizer, const FeatureOptions& options);

// Where each window of one example begins among the tokens of its whole context: windows lie a fixed number of tokens
// apart, from the context's begin or, where the tokenizer truncates on the left, from its end. `contextTokens` and
// `stride` are those that the windows were cut with.
std::vector<std::int32_t> firstContextTokens(std::span<const Feature> windows, std::int32_t contextTokens, int stride);

// SHA-256 over all features, and one short digest for each 500 of them, to find a difference. A feature is hashed as
// input_ids, attention_mask and (where the tokenizer has them) token_type_ids, little-endian int32, padded when the
// options say so; then for Train the start and end position, for Validation the example's id, a zero byte and the
// offsets as pairs, (-1, -1) where the token is not context. Train needs no examples.
enum class DigestKind { Train, Validation };
struct Digest {
    std::size_t features = 0;
    std::string digest;
    std::vector<std::string> chain;
};
Digest digestOf(const Features& features, const std::vector<Example>& examples, const text::Tokenizer& tokenizer,
                const FeatureOptions& options, DigestKind kind);

} // namespace finetune::data
