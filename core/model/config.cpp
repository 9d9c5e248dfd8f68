// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/config.h"

#include "core/base/error.h"

#include <algorithm>

namespace finetune::model {
namespace {

constexpr FamilyNames kFamilies[] = {
    {"bert", "bert.", "BertForQuestionAnswering"},
    {"distilbert", "distilbert.", "DistilBertForQuestionAnswering"},
};

// Types that people have at hand: encoders of a family that is not read, and models that are no encoders.
constexpr const char* kOtherEncoders[] = {"albert",     "big_bird",    "camembert",  "deberta",     "deberta-v2",
                                          "electra",    "ernie",       "funnel",     "longformer",  "mobilebert",
                                          "modernbert", "mpnet",       "nomic_bert", "rembert",     "roberta",
                                          "roformer",   "squeezebert", "xlm",        "xlm-roberta", "xlnet"};
constexpr const char* kWriters[] = {"bart",    "bloom",    "falcon", "gemma", "gemma2",  "gpt2",
                                    "gpt_neo", "gpt_neox", "llama",  "mbart", "mistral", "mt5",
                                    "opt",     "phi",      "phi3",   "qwen2", "qwen3",   "t5"};

std::string cureFor(const std::string& modelType) {
    const auto is = [&](const char* name) { return modelType == name; };
    if (std::ranges::any_of(kOtherEncoders, is))
        return "This is an encoder of a family that is not read yet; choose a model of type bert or distilbert";
    if (std::ranges::any_of(kWriters, is))
        return "This model writes text; finding an answer in a text needs an encoder: choose a model of type bert or "
               "distilbert";
    return "Choose a model of type bert or distilbert";
}

// Reads keys with their check; every mistake names the key and the file.
class Reader {
public:
    Reader(const Json& config, const std::filesystem::path& file) : config_(config), file_(file) {}

    void size(const char* key, std::int64_t& value, std::int64_t least = 1) const {
        if (!present(key))
            return;
        if (!config_[key].is_number_integer() || config_[key] < least || config_[key] > 10'000'000)
            fail(key);
        value = config_[key].get<std::int64_t>();
    }
    void share(const char* key, double& value) const {
        if (!present(key))
            return;
        if (!config_[key].is_number() || config_[key] < 0.0 || config_[key] >= 1.0)
            fail(key);
        value = config_[key].get<double>();
    }
    void text(const char* key, std::string& value) const {
        if (!present(key))
            return;
        if (!config_[key].is_string())
            fail(key);
        value = config_[key].get<std::string>();
    }

private:
    bool present(const char* key) const { return config_.contains(key) && !config_[key].is_null(); }
    [[noreturn]] void fail(const char* key) const {
        throw Error(Kind::Input, "the value " + config_[key].dump() + " cannot be used").in(file_).at(key);
    }
    const Json& config_;
    const std::filesystem::path& file_;
};

void readBert(const Reader& read, EncoderConfig& c) {
    read.size("hidden_size", c.hidden);
    read.size("num_hidden_layers", c.layers);
    read.size("num_attention_heads", c.heads);
    read.size("intermediate_size", c.intermediate);
    read.size("type_vocab_size", c.types);
    read.share("hidden_dropout_prob", c.dropout);
    read.share("attention_probs_dropout_prob", c.attentionDropout);
    read.share("layer_norm_eps", c.layerNormEps);
    read.text("hidden_act", c.activation);
}

void readDistilBert(const Reader& read, EncoderConfig& c) {
    c.layers = 6;
    c.types = 0;
    c.headDropout = 0.1;
    read.size("dim", c.hidden);
    read.size("n_layers", c.layers);
    read.size("n_heads", c.heads);
    read.size("hidden_dim", c.intermediate);
    read.share("dropout", c.dropout);
    read.share("attention_dropout", c.attentionDropout);
    read.share("qa_dropout", c.headDropout);
    read.text("activation", c.activation);
}

} // namespace

const FamilyNames& familyNames(const std::string& modelType) {
    for (const FamilyNames& names : kFamilies)
        if (modelType == names.modelType)
            return names;
    throw Error(Kind::Input, "the model_type “" + modelType + "” is not known here").cure(cureFor(modelType));
}

EncoderConfig parseConfig(const Json& config, const std::filesystem::path& file) {
    if (!config.is_object() || !config.contains("model_type") || !config["model_type"].is_string())
        throw Error(Kind::Input, "has no model_type").in(file).cure("Choose a folder as save_pretrained writes it");
    EncoderConfig c;
    c.modelType = config["model_type"].get<std::string>();
    try {
        familyNames(c.modelType);
    } catch (Error& error) {
        throw error.in(file);
    }
    const Reader read(config, file);
    read.size("vocab_size", c.vocabulary);
    read.size("max_position_embeddings", c.maxPositions);
    read.share("initializer_range", c.initializerRange);
    read.size("pad_token_id", c.padId, 0);
    if (config.contains("pad_token_id") && config["pad_token_id"].is_null())
        c.padId = -1;
    c.modelType == "bert" ? readBert(read, c) : readDistilBert(read, c);
    if (c.hidden % c.heads != 0)
        throw Error(Kind::Input, "the hidden size " + std::to_string(c.hidden) + " is not a multiple of the " +
                                     std::to_string(c.heads) + " attention heads")
            .in(file);
    std::string positions = "absolute";
    read.text("position_embedding_type", positions);
    if (positions != "absolute")
        throw Error(Kind::Input, "position embeddings of type “" + positions + "” are not supported").in(file);
    return c;
}

} // namespace finetune::model
