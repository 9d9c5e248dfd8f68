// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/text/tokenizer.h"

#include <span>

namespace finetune::data {

enum class Labels { Exact, Tutorial }; // Tutorial: the Python workflow's start loop runs past the context (DESIGN, trap 1)

struct FeatureOptions {
    int maxLength = 384;
    int stride = 128;
    bool padToMaxLength = true;
    Labels labels = Labels::Exact;
};

// One window of one example: what the model sees, without padding (compact; padding is added where a batch wants it).
struct Feature {
    std::int32_t example = 0;         // index into the dataset
    std::int32_t window = 0;          // 0-based within the example
    std::vector<std::int32_t> ids;    // real tokens only
    std::int32_t contextBegin = 0;    // token index of the first context token
    std::int32_t contextEnd = 0;      // one past the last
    std::vector<text::Span> offsets;  // of the context tokens [contextBegin, contextEnd), code points of the context
    std::int32_t startPosition = 0;   // token index of the answer's first token, or CLS (0)
    std::int32_t endPosition = 0;     // token index of its last token, inclusive, or CLS
    std::int32_t typeOf(std::int32_t token) const { return token >= contextBegin ? 1 : 0; } // BERT's token_type_ids
    std::int32_t size() const { return static_cast<std::int32_t>(ids.size()); }
};

struct Features {
    std::vector<Feature> features;
    std::vector<Problem> problems;    // examples that gave no feature, each named
    std::int64_t tokens = 0;          // real tokens in all
};

// The workflow's preprocessing: question stripped as Python's str.strip does, `only_second` truncation with stride, answer
// to token positions, CLS where the answer is not wholly in the window. Order of the examples kept at any thread count.
Features makeFeatures(const std::vector<Example>& examples, const text::Tokenizer& tokenizer,
                      const FeatureOptions& options, int threads = 0, const StopToken& stop = {},
                      const Progress& progress = {});

// The windows of a single example; throws Input when the question leaves no room.
std::vector<Feature> windowsOf(const Example& example, const text::Tokenizer& tokenizer, const FeatureOptions& options);

// SHA-256 of goldens/README.md over all features, and one short digest per 500.
enum class DigestKind { Train, Validation };
struct Digest {
    std::size_t features = 0;
    std::string digest;
    std::vector<std::string> chain;
};
Digest digestOf(const Features& features, const std::vector<Example>& examples, const text::Tokenizer& tokenizer,
                const FeatureOptions& options, DigestKind kind);

} // namespace finetune::data
