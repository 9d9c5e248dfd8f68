// SPDX-License-Identifier: GPL-3.0-or-later
// `finetune debug postprocess`: n-best and answers from logits alone, to compare with the Python examples.
#include "app/finetune/commands.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/eval/nbest.h"
#include "core/model/safetensors.h"

#include <cstring>
#include <iostream>

namespace finetune::cli {
namespace {

struct Options {
    std::string features, logits, file, arguments;
};

// The names are those of transformers' question-answering examples.
struct Arguments {
    std::string tokenizer;
    data::FeatureOptions features;
    eval::NBestOptions nBest;
};

Arguments readArguments(const std::string& file) {
    Arguments arguments;
    const Json json = readJson(file);
    if (!json.is_object())
        throw Error(Kind::Input, "must hold an object").in(file);
    const std::map<std::string, std::function<void(const Json&)>> known = {
        {"tokenizer", [&](const Json& value) { value.get_to(arguments.tokenizer); }},
        {"max_length", [&](const Json& value) { value.get_to(arguments.features.maxLength); }},
        {"max_seq_length", [&](const Json& value) { value.get_to(arguments.features.maxLength); }},
        {"stride", [&](const Json& value) { value.get_to(arguments.features.stride); }},
        {"doc_stride", [&](const Json& value) { value.get_to(arguments.features.stride); }},
        {"n_best_size", [&](const Json& value) { value.get_to(arguments.nBest.nBest); }},
        {"max_answer_length", [&](const Json& value) { value.get_to(arguments.nBest.maxAnswerTokens); }},
        {"version_2_with_negative", [&](const Json& value) { value.get_to(arguments.nBest.v2); }},
        {"null_score_diff_threshold", [&](const Json& value) { value.get_to(arguments.nBest.nullThreshold); }},
    };
    for (const auto& [key, value] : json.items()) {
        const auto found = known.find(key);
        if (found == known.end())
            throw Error(Kind::Usage, "“" + key + "” is not an argument of debug postprocess").in(file);
        try {
            found->second(value);
        } catch (const Json::exception&) {
            throw Error(Kind::Input, std::string("has the wrong type: ") + value.type_name())
                .in(file)
                .at("“" + key + "”");
        }
    }
    return arguments;
}

// A tensor of two or three dimensions as numbers of one type.
template <class Number>
struct Table {
    std::vector<std::int64_t> shape;
    std::vector<Number> values;

    std::span<const Number> row(std::size_t i) const {
        const std::size_t width = values.size() / static_cast<std::size_t>(shape[0]);
        return std::span(values).subspan(i * width, width);
    }
};

template <class From, class Number>
void convert(std::span<const std::byte> bytes, std::vector<Number>& into) {
    for (std::size_t at = 0; at + sizeof(From) <= bytes.size(); at += sizeof(From)) {
        From value;
        std::memcpy(&value, bytes.data() + at, sizeof value);
        into.push_back(static_cast<Number>(value));
    }
}

template <class Number>
Table<Number> table(const model::SafetensorsFile& file, const std::string& name, std::size_t dimensions) {
    const auto found = file.tensors().find(name);
    if (found == file.tensors().end())
        throw Error(Kind::Input, "there is no tensor “" + name + "”").in(file.path());
    const model::TensorView& tensor = found->second;
    if (tensor.shape.size() != dimensions)
        throw Error(Kind::Input,
                    "has " + std::to_string(tensor.shape.size()) + " dimensions, not " + std::to_string(dimensions))
            .in(file.path())
            .at("tensor “" + name + "”");
    Table<Number> read{tensor.shape, {}};
    if (tensor.dtype == "F32")
        convert<float>(tensor.bytes, read.values);
    else if (tensor.dtype == "F64")
        convert<double>(tensor.bytes, read.values);
    else if (tensor.dtype == "I32")
        convert<std::int32_t>(tensor.bytes, read.values);
    else if (tensor.dtype == "I64")
        convert<std::int64_t>(tensor.bytes, read.values);
    else
        throw Error(Kind::Input, "has dtype " + tensor.dtype + "; F32, F64, I32 and I64 are read")
            .in(file.path())
            .at("tensor “" + name + "”");
    return read;
}

// Windows as far as the n-best needs them, from what a Python tokenizer gave: offset_mapping [features, length, 2],
// (-1, -1) outside the context, and the example of each.
std::vector<data::Feature> readFeatures(const std::string& path, std::size_t examples) {
    const model::SafetensorsFile file(path);
    const auto offsets = table<std::int32_t>(file, "offset_mapping", 3);
    const auto owners = table<std::int64_t>(file, "overflow_to_sample_mapping", 1);
    if (offsets.shape[2] != 2 || offsets.shape[0] != owners.shape[0])
        throw Error(Kind::Input, "the tensors' shapes do not fit together").in(path);
    std::vector<data::Feature> features(static_cast<std::size_t>(owners.shape[0]));
    for (std::size_t i = 0; i < features.size(); ++i) {
        const std::int64_t owner = owners.values[i];
        if (owner < 0 || static_cast<std::size_t>(owner) >= examples)
            throw Error(Kind::Input,
                        "is of example " + std::to_string(owner) + "; the data has " + std::to_string(examples))
                .in(path)
                .at("feature " + std::to_string(i));
        const auto length = static_cast<std::size_t>(offsets.shape[1]);
        const auto row = offsets.row(i);
        std::size_t begin = 0, end = 0;
        std::vector<text::Span> spans;
        for (std::size_t t = 0; t < length; ++t) {
            if (row[2 * t] < 0)
                continue;
            if (spans.empty())
                begin = t;
            end = t + 1;
            spans.push_back({row[2 * t], row[2 * t + 1]});
        }
        if (end - begin != spans.size())
            throw Error(Kind::Input, "the context's tokens are not in one piece")
                .in(path)
                .at("feature " + std::to_string(i));
        features[i] =
            data::featureOf(std::vector<std::int32_t>(length), static_cast<std::int32_t>(begin), std::move(spans));
        features[i].example = static_cast<std::int32_t>(owner);
    }
    return features;
}

std::vector<data::Feature> makeFeatures(const data::Dataset& dataset, const Arguments& arguments,
                                        const std::string& argumentFile) {
    if (arguments.tokenizer.empty())
        throw Error(Kind::Usage, "there is no “tokenizer”")
            .in(argumentFile)
            .cure("Name its folder, or give --features");
    const auto tokenizer = text::loadTokenizer(arguments.tokenizer);
    return data::makeFeatures(dataset.examples, *tokenizer, arguments.features).features;
}

Json toJson(const eval::Prediction& prediction) {
    Json best = Json::array();
    for (const eval::Candidate& candidate : prediction.best)
        best.push_back({{"text", candidate.text},
                        {"start", candidate.span.start},
                        {"end", candidate.span.end},
                        {"score", candidate.score},
                        {"probability", candidate.probability}});
    return {{"text", prediction.text},
            {"null_score", prediction.nullScore},
            {"null_difference", prediction.nullDifference},
            {"best", best}};
}

void run(const Options& options) {
    const Arguments arguments = readArguments(options.arguments);
    const data::Dataset dataset = data::readSquad(options.file);
    const std::vector<data::Feature> features = options.features.empty()
                                                    ? makeFeatures(dataset, arguments, options.arguments)
                                                    : readFeatures(options.features, dataset.examples.size());
    const model::SafetensorsFile file(options.logits);
    const auto starts = table<float>(file, "start_logits", 2), ends = table<float>(file, "end_logits", 2);
    if (starts.shape != ends.shape || static_cast<std::size_t>(starts.shape[0]) != features.size())
        throw Error(Kind::Input, "start_logits and end_logits must both be [" + std::to_string(features.size()) +
                                     " features, length]; here there are " + std::to_string(starts.shape[0]))
            .in(options.logits);
    eval::NBest nBest(dataset.examples, arguments.nBest);
    for (std::size_t i = 0; i < features.size(); ++i) {
        if (features[i].size() > starts.shape[1])
            throw Error(Kind::Input, "has " + std::to_string(starts.shape[1]) + " logits for " +
                                         std::to_string(features[i].size()) + " tokens")
                .in(options.logits)
                .at("feature " + std::to_string(i));
        nBest.add(features[i], starts.row(i), ends.row(i));
    }
    Json out = Json::object();
    const std::vector<eval::Prediction> predictions = nBest.finish();
    for (std::size_t i = 0; i < predictions.size(); ++i)
        out[dataset.examples[i].id] = toJson(predictions[i]);
    std::cout << out.dump(1) << "\n";
}

} // namespace

void addDebugPostprocess(CLI::App& debug) {
    CLI::App* command = debug.add_subcommand("postprocess", "Answers from logits, by example id, as JSON");
    const auto options = std::make_shared<Options>();
    command->add_option("--features", options->features,
                        "safetensors file with offset_mapping [features, length, 2], (-1, -1) outside the context, and "
                        "overflow_to_sample_mapping [features]. Without it the features are made of --file with the "
                        "tokenizer and lengths in --args");
    command
        ->add_option("--logits", options->logits, "safetensors file with start_logits, end_logits [features, length]")
        ->required();
    command->add_option("--file", options->file, "SQuAD JSON file")->required();
    command
        ->add_option("--args", options->arguments,
                     "JSON object: tokenizer (folder), max_length, stride, n_best_size, max_answer_length, "
                     "version_2_with_negative, null_score_diff_threshold")
        ->required();
    command->callback([options] { run(*options); });
}

} // namespace finetune::cli
