// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/model/safetensors.h"
#include "tests/support/shared_data.h"

#include <QTest>
#include <cstring>

using namespace finetune;

namespace {

std::string withHeader(const std::string& header, std::size_t data, std::uint64_t claimed = 0) {
    const std::uint64_t length = claimed ? claimed : header.size();
    std::string out(8, '\0');
    std::memcpy(out.data(), &length, 8);
    return out + header + std::string(data, 'x');
}

} // namespace

class SafetensorsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hostileFilesAreRefusedWithTheReason_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const std::string& bytes, const char* message) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << message;
        };
        const std::string one = R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";
        row("empty", "", "less than a header");
        row("seven bytes", "1234567", "less than a header");
        row("header past the end", withHeader(one, 8, 5000), "claims 5000 bytes");
        row("header of 2^63 bytes", withHeader(one, 8, 1ull << 63), "claims");
        row("not JSON", withHeader("{\"a\":", 0), "not JSON");
        row("a list", withHeader("[1,2]", 0), "not a JSON object");
        row("cut short", withHeader(one, 4), "past the end");
        row("bytes left over", withHeader(one, 12), "belong to no tensor");
        row("unknown dtype", withHeader(R"({"a":{"dtype":"Q7","shape":[2],"data_offsets":[0,8]}})", 8), "Q7");
        row("negative size", withHeader(R"({"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}})", 8), "-2");
        row("size that overflows",
            withHeader(
                R"({"a":{"dtype":"F32","shape":[4611686018427387904,4611686018427387904],"data_offsets":[0,8]}})", 8),
            "too large");
        row("offsets reversed", withHeader(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}})", 8),
            "do not fit");
        row("offsets of another size", withHeader(R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}})", 8),
            "do not fit");
        row("overlap",
            withHeader(
                R"({"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"b":{"dtype":"U8","shape":[8],"data_offsets":[4,12]}})",
                12),
            "overlap");
        row("hole",
            withHeader(
                R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[8,12]}})",
                12),
            "hole");
        row("a name twice",
            withHeader(
                R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}})",
                8),
            "twice");
        row("no dtype", withHeader(R"({"a":{"shape":[2],"data_offsets":[0,8]}})", 8), "lacks dtype");
        row("metadata of numbers", withHeader(R"({"__metadata__":{"format":1}})", 0), "not a string");
    }

    void hostileFilesAreRefusedWithTheReason() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, message);
        const auto file = test::scratchFolder() / "bad.safetensors";
        files::writeAtomically(file, bytes.toStdString());
        try {
            const model::SafetensorsFile opened(file);
            QFAIL("it was accepted");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Input);
            QCOMPARE(error.file(), file);
            QVERIFY2(QString(error.what()).contains(message), error.what());
        }
    }

    void whatIsWrittenReadsBackWithAlignedDataAndTheFormatThatTransformersWants() {
        const auto file = test::scratchFolder() / "a.safetensors";
        const float values[3] = {1, -2, 3.5f};
        const auto bytes = std::as_bytes(std::span(values));
        model::writeSafetensors(file, {{"x", {"F32", {3}, bytes}}, {"empty", {"F32", {0, 4}, {}}}});
        const model::SafetensorsFile back(file);
        QCOMPARE(back.metadata().at("format"), "pt");
        QCOMPARE(back.tensors().size(), std::size_t{2});
        QVERIFY(std::memcmp(back.tensors().at("x").bytes.data(), values, sizeof values) == 0);
        std::uint64_t header = 0;
        std::memcpy(&header, files::read(file).data(), 8);
        QCOMPARE(header % 8, std::uint64_t{0});
    }
};

QTEST_APPLESS_MAIN(SafetensorsTest)
#include "safetensors_test.moc"
