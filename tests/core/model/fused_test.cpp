// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/fused/fused.h"
#include "core/model/fused/rows.h"
#include "core/model/model.h"
#include "core/train/optimizer.h"
#include "tests/support/shared_data.h"

#include <QTest>
#include <cmath>
#include <numeric>
#include <torch/torch.h>

using namespace finetune;
using model::Batch;
using model::Execution;
using model::Precision;

namespace {

// Widths that no register's size divides, so that the ends of rows are tried as well.
Json config(const std::string& family, const std::string& activation, double dropout) {
    if (family == "bert")
        return {{"model_type", "bert"},
                {"vocab_size", 60},
                {"hidden_size", 36},
                {"num_hidden_layers", 2},
                {"num_attention_heads", 3},
                {"intermediate_size", 50},
                {"max_position_embeddings", 64},
                {"hidden_act", activation},
                {"initializer_range", 0.3},
                {"hidden_dropout_prob", dropout},
                {"attention_probs_dropout_prob", dropout}};
    return {{"model_type", "distilbert"},
            {"vocab_size", 60},
            {"dim", 36},
            {"n_layers", 2},
            {"n_heads", 3},
            {"hidden_dim", 50},
            {"max_position_embeddings", 64},
            {"activation", activation},
            {"initializer_range", 0.3},
            {"dropout", dropout},
            {"attention_dropout", dropout},
            {"qa_dropout", 0.0}};
}

Batch batch(int padTo, int sequences) {
    std::vector<std::vector<std::int32_t>> rows;
    std::vector<std::int32_t> typeBegin;
    for (const int length : {5, 33, 17, 40}) {
        if (std::ssize(rows) == sequences)
            break;
        rows.emplace_back();
        for (int i = 0; i < length; ++i)
            rows.back().push_back(1 + (i * 7 + length) % 59);
        typeBegin.push_back(length / 3);
    }
    Batch made = model::makeBatch({rows.begin(), rows.end()}, typeBegin, padTo, 0);
    made.starts = torch::tensor({1, 20, 0, 39}, torch::kInt64).narrow(0, 0, sequences);
    made.ends = torch::tensor({3, 25, 0, 39}, torch::kInt64).narrow(0, 0, sequences);
    return made;
}

Batch batch(bool padded) {
    return batch(padded ? 40 : 0, 4);
}

std::vector<torch::Tensor> gradients(model::Model& model, const Batch& batch, const Execution& execution,
                                     const model::ForwardOptions& options = {}) {
    model.setExecution(execution);
    for (const model::Parameter& parameter : model.parameters())
        torch::Tensor(parameter.value).mutable_grad() = torch::Tensor();
    model.forward(batch, options).loss.backward();
    std::vector<torch::Tensor> all;
    for (const model::Parameter& parameter : model.parameters())
        all.push_back(parameter.value.grad().to(torch::kFloat64).clone());
    return all;
}

torch::Tensor flat(const std::vector<torch::Tensor>& tensors) {
    std::vector<torch::Tensor> parts;
    for (const torch::Tensor& tensor : tensors)
        parts.push_back(tensor.flatten());
    return torch::cat(parts);
}

double distance(const torch::Tensor& a, const torch::Tensor& b) { // of the norm of b
    return ((a - b).norm() / b.norm()).item<double>();
}

model::ForwardOptions training(std::uint64_t seed) {
    return {.training = true, .hiddenStates = false, .generator = at::detail::createCPUGenerator(seed)};
}

// Which of the rows' entries dropout keeps, from probabilities that are all equal before it.
torch::Tensor mask(std::uint64_t seed, std::uint64_t firstRow, std::int64_t count, std::int64_t width, double rate) {
    torch::Tensor scores = torch::zeros({count, width}), room = torch::empty({2, width}), sums = torch::empty({count});
    const model::rows::Dropout drop{seed, static_cast<std::uint32_t>(rate * 4294967296.0),
                                    static_cast<float>(1 / (1 - rate))};
    model::rows::operations<float>().softmax(scores.data_ptr<float>(), width, 1, drop, firstRow, sums.data_ptr<float>(),
                                             room.data_ptr<float>(), count, width);
    return (scores > 0).to(torch::kFloat64);
}

double correlation(const torch::Tensor& a, const torch::Tensor& b) {
    const torch::Tensor x = (a - a.mean()).flatten(), y = (b - b.mean()).flatten();
    return (x.dot(y) / (x.norm() * y.norm())).item<double>();
}

} // namespace

class FusedTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void gradientsAreAsNearToFloat64AsThePlainOnes_data() {
        QTest::addColumn<QString>("family");
        QTest::addColumn<QString>("activation");
        QTest::addColumn<bool>("padded");
        for (const bool padded : {false, true})
            for (const char* family : {"bert", "distilbert"})
                for (const char* activation : {"gelu", "gelu_new", "relu", "silu"})
                    QTest::addRow("%s %s %s", family, activation, padded ? "padded" : "packed")
                        << family << activation << padded;
    }

    void gradientsAreAsNearToFloat64AsThePlainOnes() {
        QFETCH(QString, family);
        QFETCH(QString, activation);
        QFETCH(bool, padded);
        const auto model = model::initModel(config(family.toStdString(), activation.toStdString(), 0), 3);
        const auto folder = test::scratchFolder() / "fused";
        std::filesystem::create_directories(folder);
        model::saveModel(*model, folder);
        const auto exact = model::loadModel(folder, {.dtype = torch::kFloat64});
        const Batch rows = batch(padded);
        const auto reference = gradients(*exact, rows, {}), plain = gradients(*model, rows, {.fused = false}),
                   fused = gradients(*model, rows, {});
        QVERIFY(distance(flat(fused), flat(reference)) <= distance(flat(plain), flat(reference)) + 1e-6);
        double largest = 0;
        for (const torch::Tensor& gradient : reference)
            largest = std::max(largest, gradient.norm().item<double>());
        for (std::size_t i = 0; i < reference.size(); ++i) {
            if (model->parameters()[i].name == "qa_outputs.bias")
                continue; // zero in exact arithmetic, and not of our operations
            // So are others: a floor for the norm. One weight alone may be unlucky.
            const double norm = std::max(reference[i].norm().item<double>(), 1e-3 * largest);
            const double ours = (fused[i] - reference[i]).norm().item<double>() / norm,
                         theirs = (plain[i] - reference[i]).norm().item<double>() / norm;
            QVERIFY2(ours <= 3 * theirs + 1e-6, (model->parameters()[i].name + ": " + std::to_string(ours * 1e6) +
                                                 "e-6 of the norm, the plain " + std::to_string(theirs * 1e6) + "e-6")
                                                    .c_str());
        }
    }

    void withDropoutTheGradientIsTheSlopeOfTheSameMasks_data() {
        QTest::addColumn<QString>("family");
        QTest::newRow("bert") << "bert";
        QTest::newRow("distilbert") << "distilbert";
    }

    void withDropoutTheGradientIsTheSlopeOfTheSameMasks() {
        QFETCH(QString, family);
        const auto model = model::initModel(config(family.toStdString(), "gelu", 0.3), 5);
        const Batch rows = batch(false);
        const auto slope = gradients(*model, rows, {}, training(9));
        const double norm = flat(slope).norm().item<double>();
        const auto lossAt = [&](double step) {
            const torch::NoGradGuard noGrad;
            for (std::size_t i = 0; i < slope.size(); ++i)
                torch::Tensor(model->parameters()[i].value).add_(slope[i] / norm, step);
            const double loss = model->forward(rows, training(9)).loss.item<double>();
            for (std::size_t i = 0; i < slope.size(); ++i)
                torch::Tensor(model->parameters()[i].value).add_(slope[i] / norm, -step);
            return loss;
        };
        constexpr double kStep = 2e-3;
        const double measured = (lossAt(kStep) - lossAt(-kStep)) / (2 * kStep);
        QVERIFY2(std::abs(measured - norm) < 0.01 * norm,
                 qPrintable(QStringLiteral("%1 is not %2").arg(measured).arg(norm)));
    }

    void dropoutKeepsAsManyAsItsRateSays() {
        for (const double rate : {0.1, 0.5}) {
            const torch::Tensor kept = mask(77, 0, 400, 250, rate);
            const double deviation = std::sqrt(rate * (1 - rate) / static_cast<double>(kept.numel()));
            QVERIFY(std::abs(kept.mean().item<double>() - (1 - rate)) < 5 * deviation);
            // Rows and columns too: none is favoured. 5.5 deviations of the smaller sample.
            const torch::Tensor rows = (kept.mean(1) - (1 - rate)).abs(), columns = (kept.mean(0) - (1 - rate)).abs();
            QVERIFY(rows.max().item<double>() < 5.5 * std::sqrt(rate * (1 - rate) / 250));
            QVERIFY(columns.max().item<double>() < 5.5 * std::sqrt(rate * (1 - rate) / 400));
        }
    }

    void masksOfRowsHeadsStepsAndLayersAreIndependentAndRepeatable() {
        constexpr std::int64_t kRows = 300, kWidth = 320;
        const double most = 5 / std::sqrt(static_cast<double>(kRows * kWidth));
        const torch::Tensor one = mask(1, 0, kRows, kWidth, 0.1);
        QVERIFY(torch::equal(one, mask(1, 0, kRows, kWidth, 0.1)));
        QVERIFY(torch::equal(one.narrow(0, 100, 50), mask(1, 100, 50, kWidth, 0.1)));   // whoever computes them
        QVERIFY(std::abs(correlation(one, mask(1, kRows, kRows, kWidth, 0.1))) < most); // another head's rows
        QVERIFY(std::abs(correlation(one, mask(2, 0, kRows, kWidth, 0.1))) < most);     // another seed
        QVERIFY(std::abs(correlation(one, mask(1 + 0x9e3779b97f4a7c15u, 0, kRows, kWidth, 0.1))) < most); // next layer
        for (const std::int64_t shift : {1, 2, 16}) {
            QVERIFY(std::abs(correlation(one.narrow(0, 0, kRows - shift), one.narrow(0, shift, kRows - shift))) < most);
            QVERIFY(std::abs(correlation(one.narrow(1, 0, kWidth - shift), one.narrow(1, shift, kWidth - shift))) <
                    most);
        }
    }

    void everyInstructionSetComputesTheSame() {
        const std::int64_t rows = 9, width = 53;
        torch::manual_seed(3);
        const torch::Tensor y = torch::randn({rows, width}), bias = torch::randn({width}), x = torch::randn_like(y),
                            gamma = torch::randn({width}), beta = torch::randn({width});
        const auto compute = [&](const model::rows::Table& table) {
            const auto& of = model::rows::operations<float>(table);
            torch::Tensor sum = torch::empty_like(y), out = torch::empty_like(y), mean = torch::empty({rows}),
                          rstd = torch::empty({rows}), dBias = torch::zeros({width}), dU = torch::empty_like(y);
            of.addNorm(y.const_data_ptr<float>(), bias.const_data_ptr<float>(), x.const_data_ptr<float>(),
                       gamma.const_data_ptr<float>(), beta.const_data_ptr<float>(), 1e-5f, {5, 1u << 30, 4.f / 3},
                       sum.data_ptr<float>(), out.data_ptr<float>(), mean.data_ptr<float>(), rstd.data_ptr<float>(), 0,
                       rows, width);
            of.activateBackward(model::rows::Activation::Gelu, y.const_data_ptr<float>(), bias.const_data_ptr<float>(),
                                x.const_data_ptr<float>(), dU.data_ptr<float>(), dBias.data_ptr<float>(), 0, rows,
                                width);
            return torch::cat({out.flatten(), dU.flatten(), dBias});
        };
        const torch::Tensor best = compute(model::rows::table());
        for (const model::rows::Table* table : model::rows::tables())
            QVERIFY2(torch::allclose(compute(*table), best, 1e-5, 1e-5), table->instructions);
    }

    void rowsThatNoSequenceOwnsChangeNothing_data() {
        QTest::addColumn<bool>("padded");
        QTest::newRow("packed") << false;
        QTest::newRow("padded") << true;
    }

    void rowsThatNoSequenceOwnsChangeNothing() {
        QFETCH(bool, padded);
        const Batch rows = batch(padded);
        torch::manual_seed(3);
        const torch::Tensor qkv = torch::randn({rows.tokens(), 108}), slope = torch::randn({rows.tokens(), 36});
        const auto attended = [&](bool spare) { // and the gradient
            const torch::Tensor from = qkv.clone().requires_grad_();
            torch::Tensor out = model::fused::attend(spare ? model::fused::withSpareRows(from) : from, rows, 3, {});
            const torch::Tensor behind = out.narrow(0, rows.tokens(), out.size(0) - rows.tokens()).detach();
            out = out.narrow(0, 0, rows.tokens());
            (out * slope).sum().backward();
            return std::pair(torch::cat({out.detach(), from.grad()}, 1), behind);
        };
        const auto [with, behind] = attended(true);
        QVERIFY(behind.size(0) > 0 && behind.eq(0).all().item<bool>());
        QVERIFY(torch::allclose(with, attended(false).first, 1e-5, 1e-6));
    }

    void bfloat16FollowsFloat32_data() {
        QTest::addColumn<bool>("fused");
        QTest::addColumn<bool>("padded");
        QTest::newRow("fused") << true << false;
        QTest::newRow("fused, padded") << true << true;
        QTest::newRow("autocast, as on a GPU") << false << false;
    }

    void bfloat16FollowsFloat32() {
        QFETCH(bool, fused);
        QFETCH(bool, padded);
        const auto model = model::initModel(config("bert", "gelu", 0), 3);
        const Batch rows = batch(padded);
        const torch::Tensor exact = flat(gradients(*model, rows, {}));
        const torch::Tensor half =
            flat(gradients(*model, rows, {.precision = Precision::BFloat16, .fused = fused, .queued = !fused}));
        QVERIFY(distance(half, exact) < 0.05); // 8 bits of fraction through two layers and back
        QVERIFY(distance(half, exact) > 1e-5); // and it is really used
    }

    void attentionOverAllSequencesAtOnceIsThatOfEach_data() {
        QTest::addColumn<int>("padTo");
        QTest::addColumn<int>("sequences");
        QTest::newRow("packed") << 0 << 4;
        QTest::newRow("packed, one sequence") << 0 << 1;
        QTest::newRow("padded") << 40 << 4;
        QTest::newRow("padded further") << 43 << 4;
    }

    void attentionOverAllSequencesAtOnceIsThatOfEach() {
        QFETCH(int, padTo);
        QFETCH(int, sequences);
        const auto folder = test::scratchFolder() / "together";
        std::filesystem::create_directories(folder);
        model::saveModel(*model::initModel(config("bert", "gelu", 0), 3), folder);
        const auto model = model::loadModel(folder, {.dtype = torch::kFloat64});
        const Batch rows = batch(padTo, sequences);
        const torch::Tensor each = flat(gradients(*model, rows, {})),
                            together = flat(gradients(*model, rows, {.queued = true}));
        QVERIFY(distance(together, each) < 1e-12);
        model->setExecution({.queued = true});
        const auto logits = model->forward(rows, {}).startLogits;
        model->setExecution({});
        QVERIFY(torch::allclose(logits, model->forward(rows, {}).startLogits, 1e-10, 1e-10));
    }

    // What a GPU gets, as far as a machine without one can tell: the same buffers, copied.
    void weightsThatWereMovedAreStillTheModels() {
        const auto model = model::initModel(config("bert", "gelu", 0), 3);
        const Batch rows = batch(false);
        const auto before = gradients(*model, rows, {});
        const void* place = model->store().values.const_data_ptr();
        model->store().moveTo(torch::kCPU);
        QVERIFY(model->store().values.const_data_ptr() != place);
        for (const model::Parameter& parameter : model->parameters())
            QVERIFY(!parameter.value.grad().defined() && parameter.value.is_alias_of(model->store().values));
        QVERIFY(torch::equal(flat(gradients(*model, rows, {})), flat(before)));
        model->store().values.zero_(); // the layers see it
        QCOMPARE(model->forward(rows, {}).startLogits.abs().max().item<double>(), 0.0);
    }

    void bfloat16SeesWeightsThatWereChanged() {
        const auto model = model::initModel(config("bert", "gelu", 0), 3);
        const auto other = model::initModel(config("bert", "gelu", 0), 4);
        const Batch rows = batch(false);
        const torch::NoGradGuard noGrad;
        for (const auto& each : {model.get(), other.get()})
            each->setExecution({.precision = Precision::BFloat16});
        const torch::Tensor before = model->forward(rows, {}).startLogits;
        for (std::size_t i = 0; i < model->parameters().size(); ++i)
            torch::Tensor(model->parameters()[i].value).copy_(other->parameters()[i].value);
        QVERIFY(!torch::equal(model->forward(rows, {}).startLogits, before));
        QVERIFY(torch::equal(model->forward(rows, {}).startLogits, other->forward(rows, {}).startLogits));
    }

    void anOptimizerStepIsThePlainOne_data() {
        QTest::addColumn<double>("maxNorm");
        QTest::newRow("clipped") << 0.01;
        QTest::newRow("not clipped") << 0.0;
    }

    void anOptimizerStepIsThePlainOne() {
        QFETCH(double, maxNorm);
        std::vector<torch::Tensor> results;
        for (const Execution& execution : {Execution{}, Execution{.fused = false}, Execution{.queued = true}}) {
            const auto model = model::initModel(config("bert", "gelu", 0), 3);
            train::TrainingArguments arguments;
            train::Optimizer optimizer(*model, arguments);
            model->setExecution(execution);
            optimizer.zeroGradients();
            torch::manual_seed(8);
            for (int step = 0; step < 3; ++step) {
                model->store().gradients.normal_();
                QVERIFY(optimizer.clip(maxNorm).item<double>() > 0.01);
                optimizer.step(1e-2);
            }
            results.push_back(model->store().values.clone());
        }
        QVERIFY(distance(results[0], results[1]) < 1e-6);
        QVERIFY(distance(results[2], results[1]) < 1e-6);
    }
};

QTEST_APPLESS_MAIN(FusedTest)
#include "fused_test.moc"
