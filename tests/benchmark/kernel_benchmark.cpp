// SPDX-License-Identifier: GPL-3.0-or-later
// What this machine can do at best, and two parts of a run beside it; one JSON object a line:
//   kernel_benchmark [--threads N] [--rounds 15] [--folder DIR]
// "product": LibTorch's matrix products at the shapes of the two models, 3,072 tokens, in GFLOP/s (the best round).
// "optimizer": clipping and AdamW on as many numbers as DistilBERT-base has, beside the time that its memory traffic
// takes at the bandwidth of scaling a buffer of that size in place. "safetensors": save and load of MiniLM's size in
// DIR.
#include "core/base/json.h"
#include "core/base/memory.h"
#include "core/model/model.h"
#include "core/train/optimizer.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <torch/torch.h>

using namespace finetune;

namespace {

struct Options {
    int threads = 0, rounds = 15;
    std::filesystem::path folder = std::filesystem::temp_directory_path();
};

Options parse(int argc, char** argv) {
    Options options;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string name = argv[i], value = argv[i + 1];
        if (name == "--threads")
            options.threads = std::stoi(value);
        else if (name == "--rounds")
            options.rounds = std::stoi(value);
        else if (name == "--folder")
            options.folder = value;
        else
            throw std::runtime_error("unknown option " + name);
    }
    return options;
}

struct Seconds {
    double best, median;
};

template <class Work>
Seconds measure(int rounds, Work work) {
    work();
    work();
    std::vector<double> seconds;
    for (int i = 0; i < rounds; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        work();
        seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    std::ranges::sort(seconds);
    return {seconds.front(), seconds[seconds.size() / 2]};
}

void print(Json line) {
    line["threads"] = at::get_num_threads();
    std::cout << line.dump() << std::endl;
}

void products(const Options& options) {
    constexpr std::int64_t kTokens = 3072;
    for (const auto& [in, out] : {std::pair{384, 384}, {384, 1536}, {1536, 384}, {768, 768}, {768, 3072}, {3072, 768}})
        for (const auto type : {torch::kFloat32, torch::kBFloat16}) {
            const torch::NoGradGuard noGrad;
            const torch::Tensor x = torch::randn({kTokens, in}).to(type), weight = torch::randn({out, in}).to(type);
            torch::Tensor y = torch::empty({kTokens, out}, type);
            const Seconds seconds = measure(options.rounds, [&] { at::mm_out(y, x, weight.t()); });
            print({{"what", "product"},
                   {"in", in},
                   {"out", out},
                   {"precision", type == torch::kFloat32 ? "float32" : "bfloat16"},
                   {"gflop_per_s", 2e-9 * kTokens * in * out / seconds.best}});
        }
}

void optimizer(const Options& options) {
    const auto model = model::initModel({{"model_type", "distilbert"}}, 1);
    train::Optimizer optimizer(*model, train::TrainingArguments{});
    optimizer.zeroGradients();
    model->store().gradients.normal_(0, 1e-3);
    const double count = static_cast<double>(model->parameterCount());
    const Seconds step = measure(options.rounds, [&] {
        optimizer.clip(1);
        optimizer.step(2e-5);
    });
    torch::Tensor scaled = torch::ones({model->parameterCount()});
    const Seconds scale = measure(options.rounds, [&] { scaled.mul_(0.999); });
    // Scaling in place reads and writes 4 bytes a number, as AdamW does with its own: nothing is fetched only to be
    // overwritten. Clipping reads the gradients; AdamW reads four numbers and writes three.
    const double bandwidth = 8 * count / scale.median, bound = (4 + 28) * count / bandwidth;
    print({{"what", "optimizer"},
           {"parameters", count},
           {"step_s", step.median},
           {"bandwidth_gb_per_s", 1e-9 * bandwidth},
           {"bound_s", bound},
           {"times_bound", step.median / bound}});
}

void safetensors(const Options& options) {
    const auto model = model::initModel({{"model_type", "bert"},
                                         {"hidden_size", 384},
                                         {"num_hidden_layers", 6},
                                         {"num_attention_heads", 12},
                                         {"intermediate_size", 1536}},
                                        1);
    const auto folder = options.folder / "finetune-kernel-benchmark";
    std::filesystem::create_directories(folder);
    const Seconds save = measure(options.rounds, [&] { model::saveModel(*model, folder); });
    const Seconds load = measure(options.rounds, [&] { model::loadModel(folder); });
    const double megabytes = 1e-6 * static_cast<double>(std::filesystem::file_size(folder / "model.safetensors"));
    std::filesystem::remove_all(folder);
    print({{"what", "safetensors"}, {"megabytes", megabytes}, {"save_s", save.median}, {"load_s", load.median}});
}

} // namespace

int main(int argc, char** argv) {
    try {
        keepFreedMemory();
        const Options options = parse(argc, argv);
        if (options.threads > 0)
            torch::set_num_threads(options.threads);
        products(options);
        optimizer(options);
        safetensors(options);
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
}
