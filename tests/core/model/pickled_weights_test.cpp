// SPDX-License-Identifier: GPL-3.0-or-later
// pytorch_model.bin. LibTorch 2.13 does not read one: torch::pickle_load throws at every state_dict (its _metadata
// leaves None in the dictionary's place), and at every file of the form before 1.6.
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/model/weight_files.h"
#include "tests/support/shared_data.h"
#include "tests/support/torch_file.h"

#include <QProcess>
#include <QTest>
#include <fstream>

using namespace finetune;
using namespace finetune::test;

namespace {

namespace fs = std::filesystem;

std::string floats(const std::vector<float>& values) {
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)};
}

const std::string kSix = floats({0, 1, 2, 3, 4, 5});

fs::path written(const std::string& bytes) {
    const fs::path file = scratchFolder() / "pytorch_model.bin";
    files::writeAtomically(file, bytes);
    return file;
}

std::string bytesOf(const model::TensorView& view) {
    return {reinterpret_cast<const char*>(view.bytes.data()), view.bytes.size()};
}

const std::string kGood =
    torchFile(pickle::stateDict(pickle::tensor("a", {2, 3}, {3, 1}) + pickle::tensor("b", {3}, {1}, "0", 6, 3) +
                                pickle::tensor("c", {3, 2}, {1, 3})),
              {{"0", kSix}});

// Writes what is in the Python program's `state` in both forms, and what is in it as JSON.
constexpr const char* kPython = R"(
import collections, json, sys, torch
class Model(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = torch.nn.Linear(3, 2), torch.nn.Linear(3, 2)
        self.second.weight = self.first.weight
        self.register_buffer('position_ids', torch.arange(4).expand((1, -1)))
state = Model().state_dict()
state['half'] = torch.randn(2, 3).half()
state['bfloat'] = torch.randn(2, 3).bfloat16()
state['double'] = torch.randn(2, 3).double()
state['turned'] = torch.randn(2, 3).t()
state['every second'] = torch.randn(8)[1::2]
state['none'] = torch.empty(0, 3)
state['one'] = torch.tensor(7.5)
state['yes'] = torch.tensor([True, False])
state['parameter'] = torch.nn.Parameter(torch.randn(2))
assert state._metadata
torch.save(state, sys.argv[1] + '/new.bin')
torch.save(state, sys.argv[1] + '/old.bin', _use_new_zipfile_serialization=False)
print(json.dumps({name: [list(t.shape), bytes(t.detach().contiguous().flatten().view(torch.uint8).tolist()).hex()]
                  for name, t in state.items()}))
)";

} // namespace

class PickledWeightsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tensorsAreReadInTheirOrderAndShareTheirBytes() {
        const model::PickledWeights weights(written(kGood));
        QCOMPARE(weights.tensors().size(), std::size_t{3});
        const auto& a = weights.tensors().at("a");
        QCOMPARE(a.dtype, std::string("F32"));
        QCOMPARE(a.shape, (std::vector<std::int64_t>{2, 3}));
        QCOMPARE(bytesOf(a), kSix);
        QCOMPARE(bytesOf(weights.tensors().at("b")), floats({3, 4, 5}));
        QVERIFY(weights.tensors().at("b").bytes.data() == a.bytes.data() + 12);
        QCOMPARE(bytesOf(weights.tensors().at("c")), floats({0, 3, 1, 4, 2, 5}));
    }

    void hostileFilesAreRefusedWithTheReason_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const std::string& bytes, const char* message) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << message;
        };
        const auto pickled = [&](const char* name, const std::string& pickle, const char* message) {
            row(name, torchFile(pickle, {{"0", kSix}}), message);
        };
        const auto dict = [&](const char* name, const std::string& entries, const char* message) {
            pickled(name, pickle::stateDict(entries), message);
        };
        const std::uint64_t huge = std::uint64_t{1} << 62, minus = ~std::uint64_t{0};
        const std::string good = pickle::tensor("a", {6}, {1});
        row("empty", "", "is damaged");
        row("a text", "the answer", "is damaged");
        row("a plain pickle", pickle::stateDict(good), "is damaged");
        row("a zip without it", zipOf({{"x/y", "z"}}), "is damaged");
        row("cut short", kGood.substr(0, kGood.size() - 60), "is damaged");
        row("compressed", zipOf({{"archive/data.pkl", ""}}, 8), "compressed");
        row("big-endian", zipOf({{"archive/data.pkl", ""}, {"archive/byteorder", "big"}}), "big-endian");
        pickled("a command",
                "\x80\x02"
                "cposix\nsystem\n" +
                    pickle::text("touch evil") + "\x85R.",
                "“posix system”");
        dict("a command inside", pickle::text("a") + "c__builtin__\neval\n" + pickle::text("1") + "\x85R",
             "“__builtin__ eval”");
        pickled("a program of TorchScript",
                "\x80\x02"
                "c__torch__\nModel\n)\x81}b.",
                "“__torch__ Model”");
        pickled("another instruction", "\x80\x02(" + pickle::text("x") + "iposix\nsystem\n.", "instruction");
        pickled("another protocol", "\x80\x04.", "protocol");
        pickled("a list", "\x80\x02].", "something else than a dictionary");
        pickled("nothing", "\x80\x02.", "is damaged");
        pickled("no end", "\x80\x02}", "is damaged");
        pickled("a value that nobody kept", "\x80\x02h\x07.", "is damaged");
        pickled("a mark that nobody set", "\x80\x02t.", "is damaged");
        pickled("a text that is longer", "\x80\x02X\xff\xff\xff\xff.", "is damaged");
        pickled("nested deeply", "\x80\x02)" + std::string(2'000'000, '\x85') + ".", "something else");
        pickled("longer than any", "\x80\x02" + std::string(5'000'000, ')') + ".", "is damaged");
        dict("a number", pickle::text("epoch") + "K\x03", "“epoch”, which is not a tensor");
        dict("a name that is none", "K\x03K\x03", "not described");
        dict("twice", good + good, "“a” twice");
        dict("no such storage", pickle::tensor("a", {6}, {1}, "../0"), "is damaged");
        dict("no such dtype", pickle::tensor("a", {6}, {1}, "0", 6, 0, "QuantStorage"), "QuantStorage");
        dict("more than its storage", pickle::tensor("a", {7}, {1}), "not within its storage");
        dict("behind its storage", pickle::tensor("a", {3}, {1}, "0", 6, 4), "not within its storage");
        dict("far behind its storage", pickle::tensor("a", {1}, {1}, "0", 6, minus), "not within its storage");
        dict("a storage that is longer", pickle::tensor("a", {60}, {1}, "0", 60), "not within its storage");
        dict("a negative size", pickle::tensor("a", {minus}, {1}), "not within its storage");
        dict("a negative stride", pickle::tensor("a", {2}, {minus}), "not within its storage");
        dict("sizes that overflow", pickle::tensor("a", {huge, huge}, {0, 0}), "not within its storage");
        dict("one number as many", pickle::tensor("a", {1'000'000}, {0}), "not within its storage");
        dict("fewer strides", pickle::tensor("a", {2, 3}, {1}), "not within its storage");
        dict("17 dimensions", pickle::tensor("a", std::vector<std::uint64_t>(17, 1), {1}), "16 dimensions");
        std::string copies;
        for (int i = 0; i < 100; ++i)
            copies += pickle::tensor(std::to_string(i), {5, 5'000}, {1, 5}, "big", 25'000);
        row("many copies", torchFile(pickle::stateDict(copies), {{"big", std::string(100'000, 'x')}}),
            "than it has bytes");
    }

    void hostileFilesAreRefusedWithTheReason() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, message);
        const fs::path file = written(bytes.toStdString());
        try {
            const model::PickledWeights opened(file);
            QFAIL("it was accepted");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Input);
            QCOMPARE(error.file(), file);
            QVERIFY2(QString(error.what()).contains(message), error.what());
            QVERIFY2(QString::fromStdString(error.help()).contains("save_pretrained"), error.what());
        }
    }

    void noChangedByteLeadsOutOfTheFile() {
        std::size_t refused = 0;
        const fs::path file = written(kGood);
        for (std::size_t i = 0; i < kGood.size(); ++i)
            for (const char change : {'\x01', '\x80', '\xff'}) {
                std::string bytes = kGood;
                bytes[i] = static_cast<char>(bytes[i] ^ change);
                std::ofstream(file, std::ios::binary) << bytes;
                try {
                    const model::PickledWeights weights(file);
                    for (const auto& [name, view] : weights.tensors())
                        QVERIFY(bytesOf(view).size() <= kSix.size()); // reads all of it
                } catch (const Error& error) {
                    QCOMPARE(error.kind(), Kind::Input);
                    ++refused;
                }
            }
        QVERIFY(refused > kGood.size());
    }

    void safetensorsGoFirstAndShardsAreFound() {
        const fs::path folder = scratchFolder();
        const auto shard = [](const char* name) {
            return torchFile(pickle::stateDict(pickle::tensor(name, {6}, {1})), {{"0", kSix}});
        };
        files::writeAtomically(folder / "pytorch_model-00001-of-00002.bin", shard("a"));
        files::writeAtomically(folder / "pytorch_model-00002-of-00002.bin", shard("b"));
        files::writeAtomically(
            folder / "pytorch_model.bin.index.json",
            R"({"weight_map": {"a": "pytorch_model-00001-of-00002.bin", "b": "pytorch_model-00002-of-00002.bin"}})");
        const model::WeightFiles both(folder);
        QCOMPARE(both.tensors().size(), std::size_t{2});
        QCOMPARE(bytesOf(*both.tensors().at("b")), kSix);
        model::writeSafetensors(folder / "model.safetensors", {{"x", {"F32", {0}, {}}}});
        QVERIFY(model::WeightFiles(folder).tensors().contains("x"));
    }

    void whatPythonSavesIsReadAsPythonReadsIt_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("a zip") << "new.bin";
        QTest::newRow("the form before 1.6") << "old.bin";
    }
    void whatPythonSavesIsReadAsPythonReadsIt() {
        QFETCH(QString, name);
        const QString interpreter = qEnvironmentVariable("FINETUNE_PYTHON");
        if (interpreter.isEmpty())
            QSKIP("FINETUNE_PYTHON does not name a Python with torch");
        const fs::path folder = scratchFolder();
        QProcess python;
        python.start(interpreter, {"-c", kPython, QString::fromStdString(folder.string())});
        QVERIFY(python.waitForFinished(120'000));
        QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
        const Json expected = Json::parse(python.readAllStandardOutput().toStdString());
        const model::PickledWeights weights(folder / name.toStdString());
        QCOMPARE(weights.tensors().size(), expected.size());
        for (const auto& [tensor, view] : weights.tensors()) {
            QCOMPARE(view.shape, expected.at(tensor).at(0).get<std::vector<std::int64_t>>());
            QCOMPARE(QByteArray::fromStdString(bytesOf(view)).toHex().toStdString(),
                     expected.at(tensor).at(1).get<std::string>());
        }
        QVERIFY(weights.tensors().at("first.weight").bytes.data() ==
                weights.tensors().at("second.weight").bytes.data());
        QCOMPARE(weights.tensors().at("bfloat").dtype, std::string("BF16"));
        QCOMPARE(weights.tensors().at("half").dtype, std::string("F16"));
    }
};

QTEST_GUILESS_MAIN(PickledWeightsTest)
#include "pickled_weights_test.moc"
