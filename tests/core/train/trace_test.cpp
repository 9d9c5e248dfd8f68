// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/train/golden_training.h"
#include "tests/support/shared_data.h"

#include <QTest>
#include <cmath>
#include <torch/torch.h>

using namespace finetune;
using namespace finetune::test;

namespace {

bool near(double value, double expected, double relative) {
    return std::abs(value - expected) <= relative * std::max(std::abs(expected), 1e-3);
}

// The first entry that deviates, in words.
std::string historyDifference(const Json& got, const Json& expected) {
    if (got.size() != expected.size())
        return std::to_string(got.size()) + " entries for " + std::to_string(expected.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
        for (const auto& [key, value] : expected[i].items()) {
            const bool clock = key.starts_with("train_runtime") || key.ends_with("per_second");
            const bool exact = key == "learning_rate" || key == "epoch" || key == "step" || key == "total_flos";
            if (!got[i].contains(key))
                return "entry " + std::to_string(i) + " has no " + key;
            if (!clock && !near(got[i][key].get<double>(), value.get<double>(), exact ? 1e-12 : 1e-3))
                return "entry " + std::to_string(i) + ": " + got[i].dump() + " for " + expected[i].dump();
        }
        if (got[i].size() != expected[i].size())
            return "entry " + std::to_string(i) + " has other keys: " + got[i].dump();
    }
    return {};
}

// A constant added to all keys of a sequence, or to all its logits, changes no softmax. These biases' gradients are
// zero in exact arithmetic, so that AdamW, which divides by the gradient's size, walks along rounding errors: no two
// implementations end at the same place. What can be said is how far it gets.
bool isDrivenByRounding(const std::string& name, const Json& config) {
    const std::string last =
        std::to_string(config.value("n_layers", config.value("num_hidden_layers", std::int64_t{0})) - 1);
    return name.ends_with(".k_lin.bias") || name.ends_with(".key.bias") || name == "qa_outputs.bias" ||
           name.ends_with(".layer." + last + ".output_layer_norm.bias") ||
           name.ends_with(".layer." + last + ".output.LayerNorm.bias");
}

double sumOfRates(const Json& history) {
    double sum = 0;
    for (const Json& entry : history)
        sum += entry.value("learning_rate", 0.0);
    return sum;
}

std::string weightDifference(const model::Model& model, const Json& expected, double sumOfRates) {
    for (const model::Parameter& parameter : model.parameters()) {
        const torch::Tensor value = parameter.value.detach().to(torch::kFloat64);
        const Json& numbers = expected.at(parameter.name);
        const double norm = value.norm().item<double>(), sum = value.sum().item<double>();
        const std::string told = parameter.name + ": sum and norm " + std::to_string(sum) + ", " +
                                 std::to_string(norm) + " for " + numbers.dump();
        if (isDrivenByRounding(parameter.name, model.config())) {
            if (value.abs().max().item<double>() > sumOfRates) // they start at 0
                return told;
            continue;
        }
        const double scale = numbers[1].get<double>() * std::sqrt(static_cast<double>(value.numel()));
        if (!near(norm, numbers[1], 1e-3) || std::abs(sum - numbers[0].get<double>()) > 1e-3 * std::max(scale, 1e-3))
            return told;
    }
    return {};
}

} // namespace

class TraceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void trainingFollowsHuggingFacesTraces_data() {
        FINETUNE_REQUIRE_SHARED(shared);
        QTest::addColumn<QString>("name");
        const Json golden = readJson(shared / "goldens/training/traces.json");
        for (const auto& [name, trace] : golden.at("traces").items())
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
    void trainingFollowsHuggingFacesTraces() {
        FINETUNE_REQUIRE_SHARED(shared);
        QFETCH(QString, name);
        const Json trace = readJson(shared / "goldens/training/traces.json").at("traces").at(name.toStdString());
        const GoldenTraining data(shared);
        const auto scratch = scratchFolder();
        auto arguments = train::argumentsFromJson(trace.at("arguments"), goldenArguments(scratch)).arguments;
        arguments.saveStrategy = "no";
        Recorder recorder;
        const std::string family = name.section('/', 0, 0).toStdString();
        const Run run = runTraining(shared / "goldens/training" / family, data.set(), arguments, recorder);
        const std::string history = historyDifference(run.result.logHistory, trace.at("log_history"));
        QVERIFY2(history.empty(), history.c_str());
        const std::string weights = weightDifference(*run.model, trace.at("final"), sumOfRates(run.result.logHistory));
        QVERIFY2(weights.empty(), weights.c_str());
    }
};

QTEST_APPLESS_MAIN(TraceTest)
#include "trace_test.moc"
