// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/project.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/eval/metrics.h"
#include "core/session/predictor.h"

#include <ATen/Parallel.h>
#include <thread>

namespace finetune::session {
namespace fs = std::filesystem;

Loaded load(const fs::path& folder, const train::TrainingArguments& arguments) {
    const auto cores = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    at::set_num_threads(arguments.threads > 0 ? static_cast<int>(arguments.threads) : cores);
    if (!fs::is_directory(folder))
        throw Error(Kind::Input, "there is no such model folder")
            .in(folder)
            .cure("Choose a folder that holds config.json, model.safetensors and the tokenizer's files");
    Loaded loaded{.folder = folder, .tokenizer = text::loadTokenizer(folder), .model = {}};
    model::LoadOptions options;
    options.seed = static_cast<std::uint64_t>(arguments.seed);
    options.headByFormula = arguments.headByFormula;
    options.noDropout = arguments.noDropout;
    loaded.model = model::loadModel(folder, options);
    const auto rows = loaded.model->config().value("vocab_size", std::int64_t{0});
    if (rows > 0 && loaded.tokenizer->vocabularySize() > rows)
        throw Error(Kind::Input, "the vocabulary does not fit the embedding: the tokenizer has " +
                                     std::to_string(loaded.tokenizer->vocabularySize()) + " tokens, the model " +
                                     std::to_string(rows))
            .in(folder)
            .cure("Use the tokenizer files that came with this model");
    if (arguments.maxLength > loaded.model->maxPositions())
        throw Error(Kind::Usage, "max_length " + std::to_string(arguments.maxLength) + " is more than the " +
                                     std::to_string(loaded.model->maxPositions()) + " positions of this model")
            .in(folder)
            .cure("Set max_length to " + std::to_string(loaded.model->maxPositions()) + " or less");
    return loaded;
}

data::FeatureOptions featureOptions(const train::TrainingArguments& arguments) {
    data::FeatureOptions options;
    options.maxLength = static_cast<int>(arguments.maxLength);
    options.stride = static_cast<int>(arguments.docStride);
    options.padToMaxLength = arguments.padding == "max_length";
    options.labels = arguments.labels == "tutorial" ? data::Labels::Tutorial : data::Labels::Exact;
    return options;
}

Prepared prepare(const DataSource& source, data::Texts texts, const Loaded& loaded,
                 const train::TrainingArguments& arguments, data::OnProblem onProblem, const StopToken& stop,
                 const Progress& progress) {
    const data::FeatureOptions options = featureOptions(arguments);
    const auto threads = static_cast<int>(arguments.threads);
    Prepared prepared;
    if (source.edited) {
        prepared.dataset = *source.edited;
        prepared.counts = data::countsOf(prepared.dataset.examples);
        prepared.features =
            data::makeFeatures(prepared.dataset.examples, *loaded.tokenizer, options, threads, stop, progress);
    } else {
        prepared = data::openWindows({source.file, source.options, onProblem, loaded.folder, options}, texts,
                                     *loaded.tokenizer, threads, stop, progress);
    }
    if (prepared.features.features.empty()) {
        Error error(Kind::Input, "no question of this file can be used");
        error.in(source.file);
        const auto& problems =
            prepared.dataset.problems.empty() ? prepared.features.problems : prepared.dataset.problems;
        if (!problems.empty())
            error.cure("The first problem is at " + problems.front().place + ": " + problems.front().what);
        throw error;
    }
    return prepared;
}

Scored score(model::Model& model, const Prepared& prepared, const text::Tokenizer& tokenizer,
             const train::TrainingArguments& arguments, bool v2, double nullThreshold, const StopToken& stop,
             const Progress& progress) {
    eval::NBestOptions options;
    options.v2 = v2;
    options.nullThreshold = nullThreshold;
    const auto& examples = prepared.dataset.examples;
    eval::NBest nBest(examples, options);
    const ForwardTotals totals = forwardAll(
        model, prepared.features.features, tokenizer.padId(), arguments,
        [&](const data::Feature& window, auto starts, auto ends) { nBest.add(window, starts, ends); }, stop, progress);

    Scored scored;
    scored.predictions = nBest.finish();
    eval::Predictions texts;
    double characters = 0;
    for (std::size_t i = 0; i < examples.size(); ++i) {
        const std::string& given = scored.predictions[i].text;
        texts[examples[i].id] = given;
        double best = examples[i].answers.empty() ? (given.empty() ? 1.0 : 0.0) : 0.0;
        for (const data::Answer& answer : examples[i].answers)
            best = std::max(best, eval::characterF1(answer.text, given));
        characters += best;
    }
    const Json official = eval::squadMetrics(examples, texts);
    const double features = static_cast<double>(prepared.features.features.size());
    const double seconds = std::max(totals.seconds, 1e-9);
    scored.metrics = {{"eval_loss", totals.loss},
                      {"eval_exact_match", official.value("exact", 0.0)},
                      {"eval_f1", official.value("f1", 0.0)},
                      {"eval_character_f1", examples.empty() ? 0.0 : 100.0 * characters / examples.size()},
                      {"eval_runtime", totals.seconds},
                      {"eval_samples_per_second", features / seconds},
                      {"eval_steps_per_second", static_cast<double>(totals.batches) / seconds}};
    for (const auto& [key, value] : official.items())
        if (key != "exact" && key != "f1")
            scored.metrics["eval_" + key] = value;
    return scored;
}

void copyTokenizer(const fs::path& from, const fs::path& to) {
    for (const fs::path& file : text::tokenizerFiles(from))
        files::copySynced(file, to / file.filename());
}

void publishModel(const model::Model& model, const fs::path& tokenizerFolder, const fs::path& target,
                  const std::string& modelCard, const Json& configKeys) {
    const fs::path parent = fs::absolute(target).parent_path();
    const std::string name = target.filename().string();
    const fs::path partial = parent / ("." + name + ".partial");
    files::createFolders(parent);
    files::removeAll(partial);
    files::createFolders(partial);
    model::saveModel(model, partial);
    if (!configKeys.empty()) {
        Json config = readJson(partial / "config.json");
        config.update(configKeys);
        writeJson(partial / "config.json", config);
    }
    copyTokenizer(tokenizerFolder, partial);
    if (!modelCard.empty()) {
        const std::string_view view = modelCard;
        files::writeSynced(partial / "README.md", {&view, 1});
    }
    files::syncFolder(partial);
    // A folder cannot be renamed over a full one: the old one steps aside and goes only when the new one stands.
    const fs::path old = parent / ("." + name + ".old");
    files::removeAll(old);
    if (fs::exists(target))
        files::rename(target, old);
    files::rename(partial, target);
    files::syncFolder(parent);
    files::removeAll(old);
}

} // namespace finetune::session
