// SPDX-License-Identifier: GPL-3.0-or-later
// Training on features that another program made, where nothing but LibTorch is at hand (FINETUNE_TORCH_ONLY):
//   finetune-features --model DIR --features F.safetensors [--learning_rate 3e-5 …]
// takes every training argument by its name, writes the run folder (--output_dir) with the trained model in it, and
// prints each log entry as a line of JSON. `finetune debug train` is the same in the whole program.
#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/train/execution.h"
#include "core/train/feature_file.h"

#include <iostream>

using namespace finetune;

namespace {

struct Options {
    std::string model, features;
    train::TrainingArguments training;
};

Options parse(const std::vector<std::string>& words) {
    Options options;
    options.training.saveStrategy = "no";
    for (std::size_t i = 0; i < words.size(); i += 2) {
        if (!words[i].starts_with("--") || i + 1 == words.size())
            throw Error(Kind::Usage, "“" + words[i] + "” is not the name of an argument with a value after it")
                .cure("finetune-features --model DIR --features F.safetensors [--learning_rate 3e-5 …]");
        if (words[i] == "--model")
            options.model = words[i + 1];
        else if (words[i] == "--features")
            options.features = words[i + 1];
        else
            train::setArgumentText(options.training, words[i], words[i + 1]);
    }
    if (options.model.empty() || options.features.empty())
        throw Error(Kind::Usage, "--model and --features are needed");
    return options;
}

class Printed : public train::RunObserver {
public:
    void onEvent(const train::RunEvent& event) override {
        if (event.type == train::RunEvent::Type::Notice)
            std::cerr << event.text << "\n";
        else if (event.type == train::RunEvent::Type::Log || event.type == train::RunEvent::Type::Finished)
            std::cout << event.entry.dump() << std::endl;
    }
};

void run(const Options& options) {
    const train::TrainingArguments& arguments = options.training;
    std::cerr << train::chooseExecution(arguments).description << "\n";
    const train::FeatureFile features = train::readFeatureFile(options.features);
    const auto model = model::loadModel(options.model, {.seed = static_cast<std::uint64_t>(arguments.seed),
                                                        .headByFormula = arguments.headByFormula,
                                                        .noDropout = arguments.noDropout});
    Printed observer;
    train::train(*model, features.set, arguments, {}, {}, observer, {});
    model::saveModel(*model, arguments.outputDir);
}

} // namespace

int main(int argc, char** argv) {
    try {
        keepFreedMemory();
        run(parse({argv + 1, argv + argc}));
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
}
