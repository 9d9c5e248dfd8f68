// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model.h"
#include "core/model/weights.h"
#include "tests/support/shared_data.h"

#include <QTest>
#include <map>
#include <torch/torch.h>

using namespace finetune;
using model::Batch;

namespace {

using Tensors = std::map<std::string, torch::Tensor>;

// The golden's four sequences as the model takes them: padded to the common length, or packed.
Batch batchOf(const Tensors& cases, bool packed) {
    const auto ids = cases.at("in.input_ids"), mask = cases.at("in.attention_mask");
    std::vector<std::vector<std::int32_t>> rows;
    std::vector<std::int32_t> typeBegin;
    for (std::int64_t s = 0; s < ids.size(0); ++s) {
        const auto length = mask[s].sum().item<std::int64_t>();
        rows.emplace_back();
        for (std::int64_t i = 0; i < length; ++i)
            rows.back().push_back(ids[s][i].item<std::int32_t>());
        typeBegin.push_back(cases.contains("in.token_type_ids") ? 5 : static_cast<std::int32_t>(length));
    }
    Batch batch = model::makeBatch({rows.begin(), rows.end()}, typeBegin, packed ? 0 : ids.size(1), 0);
    batch.starts = cases.at("in.start_positions");
    batch.ends = cases.at("in.end_positions");
    return batch;
}

Tensors run(const std::filesystem::path& folder, const Tensors& cases) {
    const auto model = model::loadModel(folder);
    const auto out = model->forward(batchOf(cases, false), {.training = false, .hiddenStates = true, .generator = {}});
    out.loss.backward();
    Tensors got{{"start_logits", out.startLogits}, {"end_logits", out.endLogits}, {"loss", out.loss}};
    for (std::size_t i = 0; i < out.hiddenStates.size(); ++i)
        got["hidden_states." + std::to_string(i)] = out.hiddenStates[i];
    for (const model::Parameter& parameter : model->parameters())
        got["grad." + parameter.name] = parameter.value.grad();
    return got;
}

std::string kindOf(const std::string& name) {
    return name.substr(0, name.find('.', 4));
}

} // namespace

class GoldenTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void logitsStatesLossAndGradientsEqualTheReference_data() {
        QTest::addColumn<QString>("family");
        for (const char* family : {"distilbert", "bert", "bert-gelu_new", "bert-relu"})
            QTest::newRow(family) << family;
    }

    void logitsStatesLossAndGradientsEqualTheReference() {
        FINETUNE_REQUIRE_SHARED(shared);
        QFETCH(QString, family);
        const auto folder = shared / "goldens/model" / family.toStdString();
        const Tensors cases = model::readTensors(folder / "cases.safetensors");
        const Tensors got = run(folder, cases);
        std::map<std::string, double> largest; // per kind: gradients that are zero in exact arithmetic need a floor
        for (const auto& [name, value] : cases)
            if (name.starts_with("out."))
                largest[kindOf(name)] = std::max(largest[kindOf(name)], value.norm().item<double>());
        int compared = 0;
        for (const auto& [name, value] : cases) {
            if (!name.starts_with("out."))
                continue;
            const auto found = got.find(name.substr(4));
            QVERIFY2(found != got.end() && found->second.defined(), ("we do not give " + name).c_str());
            const double difference = (found->second.detach().reshape(value.sizes()) - value).norm().item<double>();
            const double scale = std::max(value.norm().item<double>(), 1e-3 * largest[kindOf(name)]);
            QVERIFY2(difference <= 1e-4 * scale,
                     (name + " differs by " + std::to_string(difference / scale) + " of its norm").c_str());
            ++compared;
        }
        QVERIFY(compared > 50);
    }

    void packedRowsEqualThePaddedOnes_data() { logitsStatesLossAndGradientsEqualTheReference_data(); }

    void packedRowsEqualThePaddedOnes() {
        FINETUNE_REQUIRE_SHARED(shared);
        QFETCH(QString, family);
        const auto folder = shared / "goldens/model" / family.toStdString();
        const Tensors cases = model::readTensors(folder / "cases.safetensors");
        const auto model = model::loadModel(folder);
        const Batch padded = batchOf(cases, false), packed = batchOf(cases, true);
        const model::ForwardOptions options{.training = false, .hiddenStates = true, .generator = {}};
        const auto a = model->forward(padded, options), b = model->forward(packed, options);
        for (std::int64_t s = 0; s < padded.sequences(); ++s)
            for (std::size_t i = 0; i < a.hiddenStates.size(); ++i) {
                const auto left = a.hiddenStates[i].narrow(0, padded.bounds[s], padded.real[s]);
                const auto right = b.hiddenStates[i].narrow(0, packed.bounds[s], packed.real[s]);
                QVERIFY(torch::allclose(left, right, 1e-4, 1e-5));
            }
    }

    void dropoutWithTheSameGeneratorIsTheSame() {
        FINETUNE_REQUIRE_SHARED(shared);
        const auto folder = shared / "goldens/model/bert";
        const auto model = model::loadModel(folder);
        const Batch batch = batchOf(model::readTensors(folder / "cases.safetensors"), true);
        const auto loss = [&](std::uint64_t seed) {
            return model
                ->forward(batch,
                          {.training = true, .hiddenStates = false, .generator = at::detail::createCPUGenerator(seed)})
                .loss.item<double>();
        };
        QCOMPARE(loss(1), loss(1));
        QVERIFY(loss(1) != loss(2));
    }
};

QTEST_APPLESS_MAIN(GoldenTest)
#include "golden_test.moc"
