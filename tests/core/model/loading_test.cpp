// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/model/describe.h"
#include "core/model/model.h"
#include "core/model/weights.h"
#include "tests/support/shared_data.h"

#include <QTest>
#include <functional>
#include <torch/torch.h>

using namespace finetune;
namespace fs = std::filesystem;

namespace {

Json tinyConfig(const char* type = "bert") {
    return {{"model_type", type},
            {"vocab_size", 11},
            {"hidden_size", 8},
            {"dim", 8},
            {"n_layers", 1},
            {"num_hidden_layers", 1},
            {"num_attention_heads", 2},
            {"n_heads", 2},
            {"hidden_dim", 12},
            {"intermediate_size", 12},
            {"max_position_embeddings", 16}};
}

fs::path savedModel(const Json& config = tinyConfig()) {
    const fs::path folder = test::scratchFolder();
    model::saveModel(*model::initModel(config, 5), folder);
    return folder;
}

// Rewrites the weights with other names or without some ("" leaves a tensor out).
void rename(const fs::path& folder, const std::function<std::string(const std::string&)>& name) {
    std::vector<torch::Tensor> kept;
    std::vector<std::string> names;
    {
        const model::SafetensorsFile file(folder / "model.safetensors");
        for (const auto& [old, view] : file.tensors())
            if (!name(old).empty()) {
                names.push_back(name(old));
                kept.push_back(model::toTensor(view));
            }
    }
    std::vector<model::NamedTensor> out;
    for (std::size_t i = 0; i < kept.size(); ++i)
        out.push_back({names[i], model::viewOf(kept[i])});
    model::writeSafetensors(folder / "model.safetensors", out);
}

QString messageOf(const std::function<void()>& action) {
    try {
        action();
        return "no error";
    } catch (const Error& error) {
        return error.what();
    }
}

} // namespace

class LoadingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSavedModelLoadsWithTheSameWeights() {
        for (const char* type : {"bert", "distilbert"}) {
            const auto first = model::initModel(tinyConfig(type), 5);
            const fs::path folder = test::scratchFolder();
            model::saveModel(*first, folder);
            const auto second = model::loadModel(folder);
            QCOMPARE(second->parameters().size(), first->parameters().size());
            for (std::size_t i = 0; i < first->parameters().size(); ++i)
                QVERIFY(torch::equal(first->parameters()[i].value, second->parameters()[i].value));
            QVERIFY(second->newlyInitialised.empty());
        }
    }

    void namesWithoutPrefixAndOldLayerNormNamesAreUnderstood() {
        const fs::path folder = savedModel();
        rename(folder, [](std::string name) {
            if (name.starts_with("bert."))
                name.erase(0, 5);
            if (name.ends_with("LayerNorm.weight"))
                name.replace(name.size() - 6, 6, "gamma");
            if (name.ends_with("LayerNorm.bias"))
                name.replace(name.size() - 4, 4, "beta");
            return name;
        });
        QVERIFY(model::loadModel(folder)->newlyInitialised.empty());
    }

    void aMissingHeadIsMadeNewAndSaidSo() {
        const fs::path folder = savedModel();
        rename(folder, [](const std::string& name) { return name.starts_with("qa_outputs") ? "" : name; });
        const auto model = model::loadModel(folder);
        QCOMPARE(model->newlyInitialised.size(), std::size_t{2});
        QCOMPARE(model::describe(folder).newlyInitialised.size(), std::size_t{2});
        model::LoadOptions formula;
        formula.headByFormula = true;
        const auto head = model::loadModel(folder, formula)->parameters().end()[-2].value.detach().flatten();
        QCOMPARE(head[3].item<float>(), static_cast<float>(0.02 * std::sin(3.0)));
    }

    void whatCannotBeLoadedIsNamed_data() {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("message");
        QTest::newRow("missing tensor") << "missing"
                                        << "encoder.layer.0.attention.self.key.weight is missing";
        QTest::newRow("wrong shape") << "shape"
                                     << "has the shape 11×8; the configuration asks for 12×8";
        QTest::newRow("unknown family") << "family"
                                        << "model_type “t5” is not known";
        QTest::newRow("no family") << "none"
                                   << "has no model_type";
        QTest::newRow("no weights") << "weights"
                                    << "holds no model.safetensors";
        QTest::newRow("heads do not divide") << "heads"
                                             << "not a multiple";
        QTest::newRow("unknown activation") << "activation"
                                            << "the activation “wave”";
    }

    void whatCannotBeLoadedIsNamed() {
        QFETCH(QString, change);
        QFETCH(QString, message);
        const fs::path folder = savedModel();
        Json config = tinyConfig();
        if (change == "missing")
            rename(folder, [](const std::string& name) { return name.ends_with("self.key.weight") ? "" : name; });
        if (change == "shape")
            config["vocab_size"] = 12;
        if (change == "family")
            config["model_type"] = "t5";
        if (change == "none")
            config.erase("model_type");
        if (change == "weights")
            fs::remove(folder / "model.safetensors");
        if (change == "heads")
            config["num_attention_heads"] = 3;
        if (change == "activation")
            config["hidden_act"] = "wave";
        writeJson(folder / "config.json", config);
        const QString told = messageOf([&] { model::loadModel(folder); });
        QVERIFY2(told.contains(message), qPrintable(told));
    }

    void aSequenceLongerThanThePositionsAndAnUnknownTokenAreErrors() {
        const auto model = model::initModel(tinyConfig(), 1);
        const std::vector<std::int32_t> tooLong(17, 1), unknown{1, 11};
        QVERIFY(messageOf([&] { model->forward(model::makeBatch({tooLong}, {17}, 0, 0), {}); }).contains("17 tokens"));
        QVERIFY(messageOf([&] { model->forward(model::makeBatch({unknown}, {2}, 0, 0), {}); }).contains("token 11"));
    }

    void describeTellsSizesWithoutReadingTensors() {
        const auto info = model::describe(savedModel());
        QCOMPARE(info.modelType, "bert");
        QCOMPARE(info.parameters, model::initModel(tinyConfig(), 1)->parameterCount());
        QVERIFY(info.newlyInitialised.empty());
    }
};

QTEST_APPLESS_MAIN(LoadingTest)
#include "loading_test.moc"
