// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/sha256.h"
#include "core/data/features.h"

#include <bit>

namespace finetune::data {
namespace {

constexpr std::size_t kChainFeatures = 500;
constexpr std::size_t kChainDigits = 16;

static_assert(std::endian::native == std::endian::little, "digests are of little-endian numbers");

// Bytes of one feature, in the order that goldens/README.md fixes.
class Writer {
public:
    Writer(const text::Tokenizer& tokenizer, const FeatureOptions& options)
        : tokenizer_(tokenizer), options_(options) {}

    // `id`: of the example; only Validation looks at it.
    std::string_view bytes(const Feature& feature, const std::string& id, DigestKind kind) {
        out_.clear();
        const std::int32_t real = feature.size();
        const std::int32_t length = options_.padToMaxLength ? std::max(real, options_.maxLength) : real;
        each(length, [&](auto i) { return i < real ? feature.ids[static_cast<std::size_t>(i)] : tokenizer_.padId(); });
        each(length, [&](auto i) { return i < real ? 1 : 0; });
        if (tokenizer_.hasTypeIds())
            each(length, [&](auto i) { return i < real ? feature.typeOf(i) : 0; });
        if (kind == DigestKind::Train) {
            add(feature.startPosition);
            add(feature.endPosition);
        } else {
            out_ += id;
            out_ += '\0';
            addOffsets(feature, length);
        }
        return out_;
    }

private:
    void add(std::int32_t value) { out_.append(reinterpret_cast<const char*>(&value), sizeof value); }

    template <class Value>
    void each(std::int32_t length, Value value) {
        for (std::int32_t i = 0; i < length; ++i)
            add(value(i));
    }

    void addOffsets(const Feature& feature, std::int32_t length) {
        for (std::int32_t i = 0; i < length; ++i) {
            const bool context = i >= feature.contextBegin && i < feature.contextEnd;
            const text::Span span =
                context ? feature.offsets[static_cast<std::size_t>(i - feature.contextBegin)] : text::Span{-1, -1};
            add(span.start);
            add(span.end);
        }
    }

    const text::Tokenizer& tokenizer_;
    const FeatureOptions& options_;
    std::string out_;
};

} // namespace

Digest digestOf(const Features& features, const std::vector<Example>& examples, const text::Tokenizer& tokenizer,
                const FeatureOptions& options, DigestKind kind) {
    Writer writer(tokenizer, options);
    Sha256 whole, block;
    Digest digest;
    const std::string none;
    for (const Feature& feature : features.features) {
        const std::string& id =
            kind == DigestKind::Validation ? examples[static_cast<std::size_t>(feature.example)].id : none;
        const std::string_view bytes = writer.bytes(feature, id, kind);
        whole.update(bytes.data(), bytes.size());
        block.update(bytes.data(), bytes.size());
        if (++digest.features % kChainFeatures == 0) {
            digest.chain.push_back(block.hex().substr(0, kChainDigits));
            block = {};
        }
    }
    digest.chain.push_back(block.hex().substr(0, kChainDigits));
    digest.digest = whole.hex();
    return digest;
}

} // namespace finetune::data
