// SPDX-License-Identifier: GPL-3.0-or-later
// Times training steps and evaluation batches on given features, one JSON object a run:
//   step_benchmark --model DIR|distilbert-base|minilm --features F.safetensors [--layout packed|padded]
//       [--precision float32|bfloat16] [--device cpu|cuda] [--plain] [--evaluate] [--no-dropout] [--batch 16]
//       [--threads N]
// F is as core/train/feature_file.h reads it.
#include "core/base/json.h"
#include "core/base/memory.h"
#include "core/model/fused/rows.h"
#include "core/model/model.h"
#include "core/train/batches.h"
#include "core/train/feature_file.h"
#include "core/train/optimizer.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <sys/resource.h>
#include <torch/torch.h>

using namespace finetune;

namespace {

struct Options {
    std::string model, features, layout = "packed", precision = "float32", device = "cpu";
    bool plain = false, evaluate = false, noDropout = false;
    std::int64_t batch = 16, threads = 0;
};

Options parse(int argc, char** argv) {
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string name = argv[i];
        const auto value = [&] { return std::string(++i < argc ? argv[i] : ""); };
        if (name == "--model")
            options.model = value();
        else if (name == "--features")
            options.features = value();
        else if (name == "--layout")
            options.layout = value();
        else if (name == "--precision")
            options.precision = value();
        else if (name == "--device")
            options.device = value();
        else if (name == "--batch")
            options.batch = std::stoll(value());
        else if (name == "--threads")
            options.threads = std::stoll(value());
        else if (name == "--plain")
            options.plain = true;
        else if (name == "--evaluate")
            options.evaluate = true;
        else if (name == "--no-dropout")
            options.noDropout = true;
        else
            throw std::runtime_error("unknown option " + name);
    }
    return options;
}

std::unique_ptr<model::Model> makeModel(const Options& options) {
    const double rate = options.noDropout ? 0 : 0.1;
    if (options.model == "distilbert-base")
        return model::initModel({{"model_type", "distilbert"}, {"dropout", rate}, {"attention_dropout", rate}}, 1);
    if (options.model == "minilm")
        return model::initModel({{"model_type", "bert"},
                                 {"hidden_size", 384},
                                 {"num_hidden_layers", 6},
                                 {"num_attention_heads", 12},
                                 {"intermediate_size", 1536},
                                 {"hidden_dropout_prob", rate},
                                 {"attention_probs_dropout_prob", rate}},
                                1);
    return model::loadModel(options.model, {.noDropout = options.noDropout});
}

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

rusage usage() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return used;
}

void run(const Options& options) {
    if (options.device == "cuda" && !torch::cuda::is_available())
        throw std::runtime_error("this LibTorch finds no CUDA device");
    const auto model = makeModel(options);
    const bool half = options.precision == "bfloat16";
    model->setExecution({.precision = half ? model::Precision::BFloat16 : model::Precision::Float32,
                         .fused = !options.plain,
                         .device = torch::Device(options.device)});
    const train::FeatureFile features = train::readFeatureFile(options.features);
    const std::vector<train::TrainingExample>& examples = features.set.examples;
    train::TrainingArguments arguments;
    train::Optimizer optimizer(*model, arguments);
    const auto step = [&](std::span<const train::TrainingExample> rows) {
        const model::Batch batch =
            train::batchOf(rows, options.layout == "packed" ? "none" : "max_length", features.set.fixedLength, 0);
        if (options.evaluate) {
            const torch::NoGradGuard noGrad;
            return model->forward(batch, {}).loss;
        }
        optimizer.zeroGradients();
        const torch::Tensor loss = model->forward(batch, {.training = true, .generator = {}}).loss;
        loss.backward();
        optimizer.clip(1);
        optimizer.step(2e-5);
        return loss.detach();
    };
    // Warm up with the longest ones: kernels are compiled and buffers grow.
    auto longest = examples;
    std::ranges::sort(longest, std::greater(), [](const auto& row) { return row.ids.size(); });
    const auto some = std::min<std::size_t>(longest.size(), static_cast<std::size_t>(options.batch));
    for (int i = 0; i < 2; ++i)
        step(std::span(longest).first(some)).item<float>();

    std::vector<double> seconds;
    torch::Tensor losses = torch::zeros({}, torch::TensorOptions(torch::kFloat64).device(options.device));
    std::int64_t tokens = 0;
    const rusage before = usage();
    const double begin = now();
    for (std::size_t at = 0; at < examples.size(); at += static_cast<std::size_t>(options.batch)) {
        const auto rows = std::span(examples).subspan(
            at, std::min<std::size_t>(static_cast<std::size_t>(options.batch), examples.size() - at));
        const double from = now();
        losses += step(rows);
        seconds.push_back(now() - from);
        for (const auto& row : rows)
            tokens += static_cast<std::int64_t>(row.ids.size());
    }
    const double loss = losses.item<double>(); // a GPU is done only now
    const double all = now() - begin;
    const rusage after = usage();
    std::ranges::sort(seconds);
    const auto cpu = [](const rusage& u) {
        return static_cast<double>(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
               1e-6 * static_cast<double>(u.ru_utime.tv_usec + u.ru_stime.tv_usec);
    };
    std::cout << Json{{"model", options.model},
                      {"layout", options.layout},
                      {"precision", options.precision},
                      {"device", options.device},
                      {"operations", model->isFused() ? "fused" : "plain"},
                      {"work", options.evaluate ? "evaluate" : "train"},
                      {"features", examples.size()},
                      {"real_tokens", tokens},
                      {"seconds", all},
                      {"cpu_seconds", cpu(after) - cpu(before)},
                      {"features_per_s", static_cast<double>(examples.size()) / all},
                      {"real_tokens_per_s", static_cast<double>(tokens) / all},
                      // Of a GPU the mean: its steps are queued and end when they like.
                      {"step_s_median",
                       model->isQueued() ? all / static_cast<double>(seconds.size()) : seconds[seconds.size() / 2]},
                      {"page_faults_per_step",
                       static_cast<double>(after.ru_minflt - before.ru_minflt) / static_cast<double>(seconds.size())},
                      {"peak_rss_mb", static_cast<double>(after.ru_maxrss) / 1024},
                      {"mean_loss", loss / static_cast<double>(seconds.size())},
                      {"threads", at::get_num_threads()},
                      {"instructions", model::rows::table().instructions}}
                     .dump()
              << "\n";
}

} // namespace

int main(int argc, char** argv) {
    try {
        keepFreedMemory();
        const Options options = parse(argc, argv);
        if (options.threads > 0)
            torch::set_num_threads(static_cast<int>(options.threads));
        run(options);
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
}
