// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/eval/prediction_file.h"
#include "tests/support/shared_data.h"

#include <QTest>
#include <fstream>

using namespace finetune;

namespace {

const char* const kAnswerable =
    R"({"data":[{"paragraphs":[{"context":"the town lies by a river","qas":[)"
    R"({"id":"1","question":"What?","answers":[{"text":"the town","answer_start":0}]},)"
    R"({"id":"2","question":"Where?","answers":[{"text":"by a river","answer_start":14}]}]}]}]})";
const char* const kWithUnanswerable =
    R"({"data":[{"paragraphs":[{"context":"the town lies by a river","qas":[)"
    R"({"id":"1","question":"What?","answers":[{"text":"the town","answer_start":0}]},)"
    R"({"id":"2","question":"Why?","answers":[],"is_impossible":true}]}]}]})";

std::filesystem::path file(const QByteArray& bytes) {
    const auto path = test::scratchFolder() / "file.json";
    std::ofstream(path, std::ios::binary) << bytes.toStdString();
    return path;
}

} // namespace

class PredictionFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answerableDataHasTheNameOfTheFirstScriptToo() {
        const Json metrics =
            eval::evaluatePredictionFile(file(R"({"1":"Town!","2":"river"})"), file(kAnswerable), false);
        QCOMPARE(metrics["exact_match"].get<double>(), 50.0);
        QCOMPARE(metrics["exact"].get<double>(), 50.0);
        QCOMPARE(metrics["total"].get<int>(), 2);
        QVERIFY(!metrics.contains("NoAns_total"));
    }

    void unanswerableQuestionsAreScoredApart() {
        const Json metrics =
            eval::evaluatePredictionFile(file(R"({"1":"town","2":""})"), file(kWithUnanswerable), true);
        QCOMPARE(metrics["exact"].get<double>(), 100.0);
        QCOMPARE(metrics["NoAns_total"].get<int>(), 1);
        QCOMPARE(metrics["HasAns_total"].get<int>(), 1);
        QCOMPARE(metrics["character_f1"].get<double>(), 100.0);
        QVERIFY(!metrics.contains("exact_match"));
    }

    void whatIsMissingAndWhatIsUnknownIsCounted() {
        const Json metrics =
            eval::evaluatePredictionFile(file(R"({"1":"town","x":"","y":""})"), file(kAnswerable), false);
        QCOMPARE(metrics["missing"].get<int>(), 1);
        QCOMPARE(metrics["unknown"].get<int>(), 2);
        QCOMPARE(metrics["total"].get<int>(), 1);
    }

    void aBadPredictionFileIsNamed_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("said");
        QTest::newRow("empty file") << QByteArray("") << "the file is empty";
        QTest::newRow("not JSON") << QByteArray("1,town") << "is not JSON";
        QTest::newRow("cut off") << QByteArray("{\"1\":\"to") << "is not JSON";
        QTest::newRow("a list") << QByteArray(R"(["town"])") << "is not a prediction file: it holds array";
        QTest::newRow("a number") << QByteArray("3") << "is not a prediction file: it holds number";
        QTest::newRow("an empty object") << QByteArray("{}") << "holds no prediction";
        QTest::newRow("a number as answer")
            << QByteArray(R"({"1":3})") << "id “1”: the answer must be a text; here it is number";
        QTest::newRow("null as answer") << QByteArray(R"({"1":null})") << "here it is null";
        QTest::newRow("an n-best file") << QByteArray(R"({"1":[{"text":"town","probability":1}]})")
                                        << "looks like an n-best file";
        QTest::newRow("other ids") << QByteArray(R"({"x":"town"})") << "for instance “1”";
    }

    void aBadPredictionFileIsNamed() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, said);
        const auto predictions = file(bytes);
        try {
            eval::evaluatePredictionFile(predictions, file(kAnswerable), false);
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Input);
            QCOMPARE(error.file(), predictions);
            QVERIFY2(QString::fromUtf8(error.what()).contains(said), error.what());
        }
    }
};

QTEST_APPLESS_MAIN(PredictionFileTest)
#include "prediction_file_test.moc"
