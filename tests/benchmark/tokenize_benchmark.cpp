// SPDX-License-Identifier: GPL-3.0-or-later
// How fast texts become tokens and examples become windows, one JSON object a run:
//   tokenize_benchmark --tokenizer DIR --file SQUAD.json [--threads 1,2] [--rounds 15] [--max-length 384] [--stride
//   128]
// "tokenize": each context once, with offsets, in megabytes (1e6 bytes of UTF-8) a second. "features":
// data::makeFeatures as a whole, and the memory that the features take. Speeds are medians of the rounds, after one
// round to warm up, for each number of threads.
#include "core/base/json.h"
#include "core/data/features.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <sstream>
#include <thread>

using namespace finetune;

namespace {

struct Options {
    std::string tokenizer, file;
    std::vector<int> threads = {1, 2};
    int rounds = 15;
    data::FeatureOptions features;
};

Options parse(int argc, char** argv) {
    Options options;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string name = argv[i], value = argv[i + 1];
        if (name == "--tokenizer")
            options.tokenizer = value;
        else if (name == "--file")
            options.file = value;
        else if (name == "--rounds")
            options.rounds = std::stoi(value);
        else if (name == "--max-length")
            options.features.maxLength = std::stoi(value);
        else if (name == "--stride")
            options.features.stride = std::stoi(value);
        else if (name == "--threads") {
            options.threads.clear();
            std::istringstream list(value);
            for (std::string one; std::getline(list, one, ',');)
                options.threads.push_back(std::stoi(one));
        } else
            throw std::runtime_error("unknown option " + name);
    }
    return options;
}

// Median seconds of `work`.
template <class Work>
double measure(int rounds, Work work) {
    work();
    std::vector<double> seconds;
    for (int i = 0; i < rounds; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        work();
        seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    std::ranges::nth_element(seconds, seconds.begin() + rounds / 2);
    return seconds[static_cast<std::size_t>(rounds / 2)];
}

// Thread i takes every n-th text.
void tokenizeAll(const std::vector<std::string_view>& texts, const text::Tokenizer& tokenizer, int threads) {
    const auto work = [&](int first) {
        text::TokenizedText tokens;
        for (auto i = static_cast<std::size_t>(first); i < texts.size(); i += static_cast<std::size_t>(threads)) {
            tokens.clear();
            tokenizer.tokenize(texts[i], tokens);
        }
    };
    std::vector<std::jthread> others;
    for (int i = 1; i < threads; ++i)
        others.emplace_back(work, i);
    work(0);
}

void run(const Options& options) {
    const auto tokenizer = text::loadTokenizer(options.tokenizer);
    const data::Dataset dataset = data::readSquad(options.file);
    std::vector<std::string_view> contexts;
    for (const data::Example& example : dataset.examples)
        if (contexts.empty() || contexts.back().data() != example.context->data())
            contexts.emplace_back(*example.context);
    double megabytes = 0;
    for (const std::string_view context : contexts)
        megabytes += static_cast<double>(context.size()) / 1e6;

    Json out = {{"examples", dataset.examples.size()},
                {"contexts", contexts.size()},
                {"megabytes", megabytes},
                {"rounds", options.rounds},
                {"tokenize", Json::array()},
                {"features", Json::array()}};
    for (const int threads : options.threads) {
        const double seconds = measure(options.rounds, [&] { tokenizeAll(contexts, *tokenizer, threads); });
        out["tokenize"].push_back({{"threads", threads}, {"mb_per_s", megabytes / seconds}});
    }
    for (const int threads : options.threads) {
        data::Features made;
        const double seconds = measure(options.rounds, [&] {
            made = data::makeFeatures(dataset.examples, *tokenizer, options.features, threads);
        });
        const auto count = static_cast<double>(made.features.size());
        out["features"].push_back({{"threads", threads},
                                   {"count", made.features.size()},
                                   {"milliseconds", 1e3 * seconds},
                                   {"features_per_s", count / seconds},
                                   {"bytes_per_feature", static_cast<double>(made.bytes()) / count}});
    }
    std::cout << out.dump() << "\n";
}

} // namespace

int main(int argc, char** argv) {
    try {
        run(parse(argc, argv));
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
}
