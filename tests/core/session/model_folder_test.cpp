// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/model_folder.h"

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/model/safetensors.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"
#include "tests/support/torch_file.h"

#include <QTest>
#include <algorithm>

using namespace finetune;
namespace fs = std::filesystem;

namespace {

// The tiny project's tokenizer and configuration with weights that have the right names and sizes.
fs::path tinyModel(int layers = 2, std::int64_t rows = 22) {
    const fs::path folder = test::writeTinyProject(test::scratchFolder()).folder;
    const std::vector<float> zeros(static_cast<std::size_t>(rows * 16));
    const auto view = [&](std::vector<std::int64_t> shape) {
        std::size_t count = 1;
        for (const std::int64_t size : shape)
            count *= static_cast<std::size_t>(size);
        return model::TensorView{"F32", shape, std::as_bytes(std::span(zeros).first(count))};
    };
    std::vector<model::NamedTensor> tensors{{"bert.embeddings.word_embeddings.weight", view({rows, 16})}};
    for (int layer = 0; layer < layers; ++layer)
        tensors.push_back({"bert.encoder.layer." + std::to_string(layer) + ".output.dense.bias", view({16})});
    model::writeSafetensors(folder / "model.safetensors", tensors);
    return folder;
}

void write(const fs::path& file, const std::string& text = "x") {
    files::writeAtomically(file, text);
}

void setKey(const fs::path& folder, const char* key, const Json& value) {
    Json config = readJson(folder / "config.json");
    config[key] = value;
    writeJson(folder / "config.json", config);
}

// Makes a good folder into one of the kinds that people choose by mistake.
fs::path spoil(const QString& how) {
    fs::path folder = tinyModel();
    const auto instead = [&](const char* name) {
        fs::remove(folder / "model.safetensors");
        write(folder / name);
    };
    const auto withoutConfiguration = [&](const char* name) {
        fs::remove(folder / "config.json");
        write(folder / name);
    };
    if (how == "not there")
        folder /= "nowhere";
    else if (how == "a file")
        folder /= "vocab.txt";
    else if (how == "empty") {
        folder /= "empty";
        fs::create_directories(folder);
    } else if (how == "weights of PyTorch")
        instead("pytorch_model.bin");
    else if (how == "weights of TensorFlow")
        instead("tf_model.h5");
    else if (how == "weights of Flax")
        instead("flax_model.msgpack");
    else if (how == "a download that was cut")
        instead("model.safetensors.incomplete");
    else if (how == "weights under another name")
        instead("weights.safetensors");
    else if (how == "a LoRA adapter")
        withoutConfiguration("adapter_config.json");
    else if (how == "a GGUF file")
        withoutConfiguration("model.q4.gguf");
    else if (how == "an ONNX file")
        withoutConfiguration("model.onnx");
    else if (how == "a run")
        withoutConfiguration("run.json");
    else if (how == "the cache of a download") {
        const fs::path cache = folder.parent_path() / "models--tiny" / "snapshots";
        fs::create_directories(cache);
        fs::rename(folder, cache / "0a1b2c");
        folder = cache.parent_path();
    } else if (how == "a pointer of Git LFS")
        write(folder / "model.safetensors", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n");
    else if (how == "weights cut short")
        fs::resize_file(folder / "model.safetensors", fs::file_size(folder / "model.safetensors") - 4);
    else if (how == "an encoder of another family")
        setKey(folder, "model_type", "roberta");
    else if (how == "a model that writes")
        setKey(folder, "model_type", "llama");
    else if (how == "a type that nobody knows")
        setKey(folder, "model_type", "blorb");
    else if (how == "no type")
        setKey(folder, "model_type", nullptr);
    else if (how == "fewer layers than it says")
        setKey(folder, "num_hidden_layers", 3);
    else if (how == "another vocabulary size")
        setKey(folder, "vocab_size", 30);
    else if (how == "no tokenizer")
        fs::remove(folder / "vocab.txt");
    else if (how == "a longer vocabulary")
        write(folder / "vocab.txt", files::read(folder / "vocab.txt") + "more\nwords\n");
    return folder;
}

} // namespace

class ModelFolderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aModelIsDescribedWithItsFiles() {
        const fs::path folder = tinyModel();
        write(folder / "README.md", "---\nlicense: apache-2.0\n---\n");
        write(folder / "notes.txt");
        const session::ModelFolder look = session::lookAtModel(folder);
        QVERIFY2(look.usable(), look.hindrance ? look.hindrance->what() : "");
        QCOMPARE(look.info->layers, std::int64_t{2});
        QCOMPARE(look.info->licence, std::string("apache-2.0"));
        QCOMPARE(look.info->newlyInitialised.size(), std::size_t{2});
        QCOMPARE(look.tokenizerTokens, std::int64_t{22});
        QCOMPARE(look.tokenizerClass, std::string("BertTokenizer"));
        QVERIFY(look.lowercases);
        QCOMPARE(look.files.front().name, std::string("config.json"));
        QCOMPARE(look.files.back().name, std::string("notes.txt"));
        QVERIFY(look.files.back().use == session::FileUse::NotUsed);
        for (const session::ModelFile& file : look.files)
            QCOMPARE(file.bytes, static_cast<std::int64_t>(fs::file_size(folder / file.name)));
    }

    void weightsOfPyTorchAreReadWhereThereAreNoOthers() {
        const auto use = [](const session::ModelFolder& look) {
            return std::ranges::find(look.files, "pytorch_model.bin", &session::ModelFile::name)->use;
        };
        const fs::path folder = tinyModel();
        write(folder / "pytorch_model.bin");
        QVERIFY(use(session::lookAtModel(folder)) == session::FileUse::NotUsed);
        const std::int64_t parameters = session::lookAtModel(folder).info->parameters;
        test::saveAsTorch(folder);
        const session::ModelFolder look = session::lookAtModel(folder);
        QVERIFY2(look.usable(), look.hindrance ? look.hindrance->what() : "");
        QVERIFY(use(look) == session::FileUse::Weights);
        QCOMPARE(look.info->parameters, parameters);
        QCOMPARE(look.info->dtype, std::string("F32"));
    }

    void aVocabularySmallerThanTheEmbeddingIsFine() {
        const fs::path folder = tinyModel(2, 30);
        setKey(folder, "vocab_size", 30);
        QVERIFY(session::lookAtModel(folder).usable());
    }

    void aFolderThatCannotBeUsedSaysWhyAndWhatHelps_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("cure");
        const auto row = [](const char* how, const char* what, const char* cure) {
            QTest::newRow(how) << what << cure;
        };
        row("not there", "no such folder", "another one");
        row("a file", "is a file", "the folder that holds it");
        row("empty", "no config.json", "save_pretrained");
        row("weights of PyTorch", "is damaged", "Fetch the file again");
        row("weights of TensorFlow", "no model.safetensors", "from_tf=True");
        row("weights of Flax", "no model.safetensors", "from_flax=True");
        row("a download that was cut", "no model.safetensors", "not finished: model.safetensors.incomplete");
        row("weights under another name", "no model.safetensors", "Rename weights.safetensors");
        row("a LoRA adapter", "no config.json", "merge");
        row("a GGUF file", "no config.json", "GGUF");
        row("an ONNX file", "no config.json", "ONNX");
        row("a run", "no config.json", "one of its checkpoints");
        row("the cache of a download", "no config.json", "snapshots/0a1b2c");
        row("a pointer of Git LFS", "only the pointer", "git lfs pull");
        row("weights cut short", "past the end of the file", "");
        row("an encoder of another family", "“roberta” is not known", "not read yet");
        row("a model that writes", "“llama” is not known", "writes text");
        row("a type that nobody knows", "“blorb” is not known", "bert or distilbert");
        row("no type", "no model_type", "save_pretrained");
        row("fewer layers than it says", "3 layers, the weights hold 2", "fetch the folder again");
        row("another vocabulary size", "another size than config.json says", "fetch the folder again");
        row("no tokenizer", "neither tokenizer.json nor vocab.txt", "save_pretrained");
        row("a longer vocabulary", "24 tokens, the model 22", "came with this model");
    }

    void aFolderThatCannotBeUsedSaysWhyAndWhatHelps() {
        QFETCH(QString, what);
        QFETCH(QString, cure);
        const session::ModelFolder look = session::lookAtModel(spoil(QTest::currentDataTag()));
        QVERIFY(!look.usable());
        const QString happened = QString::fromStdString(look.hindrance->happened());
        const QString help = QString::fromStdString(look.hindrance->help());
        QVERIFY2(happened.contains(what), qPrintable(happened));
        QVERIFY2(help.contains(cure), qPrintable(help));
    }

    void ofABrokenFolderTheFilesAreStillListed() {
        const session::ModelFolder look = session::lookAtModel(spoil("weights of PyTorch"));
        QVERIFY(!look.files.empty());
        QVERIFY(!look.info);
        QVERIFY(session::lookAtModel(spoil("no tokenizer")).info);
    }
};

QTEST_GUILESS_MAIN(ModelFolderTest)
#include "model_folder_test.moc"
