// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/data/features.h"
#include "tests/support/shared_data.h"

#include <QTest>

using namespace finetune;

class DigestTest : public QObject {
    Q_OBJECT

    static std::filesystem::path dataFile(const std::filesystem::path& shared, const std::string& name) {
        return name.starts_with("xquad") ? shared / "data/xquad" / name : shared / "data/squad/split" / name;
    }

    static Json row(int index, const std::filesystem::path& shared) {
        return readJson(shared / "goldens/preprocess/bert-uncased.json")[static_cast<std::size_t>(index)];
    }

private Q_SLOTS:
    void featuresHashAsThePythonWorkflows_data() {
        QTest::addColumn<int>("row");
        FINETUNE_REQUIRE_SHARED(shared);
        const Json rows = readJson(shared / "goldens/preprocess/bert-uncased.json");
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const Json& r = rows[i];
            const std::string name = r["file"].get<std::string>() + " " + r["max_length"].dump() + "/" +
                                     r["stride"].dump() + " " + r["padding"].get<std::string>() + " " +
                                     r["kind"].get<std::string>() + " " + r["labels"].get<std::string>();
            QTest::newRow(name.c_str()) << static_cast<int>(i);
        }
    }

    void featuresHashAsThePythonWorkflows() {
        FINETUNE_REQUIRE_SHARED(shared);
        QFETCH(int, row);
        const Json golden = DigestTest::row(row, shared);
        static const auto tokenizer = text::loadTokenizer(shared / "goldens/tokenizer/folders/bert-uncased");
        const data::Dataset dataset = data::readSquad(dataFile(shared, golden["file"]));
        QVERIFY(dataset.problems.empty());
        QCOMPARE(dataset.examples.size(), golden["questions"].get<std::size_t>());

        const data::FeatureOptions options{.maxLength = golden["max_length"],
                                           .stride = golden["stride"],
                                           .padToMaxLength = golden["padding"] == "max_length",
                                           .labels = golden["labels"] == "tutorial" ? data::Labels::Tutorial
                                                                                    : data::Labels::Exact};
        const bool train = golden["kind"] == "train";
        const auto features = data::makeFeatures(dataset.examples, *tokenizer, options, 2);
        const auto kind = train ? data::DigestKind::Train : data::DigestKind::Validation;
        const auto digest = data::digestOf(features, dataset.examples, *tokenizer, options, kind);

        QCOMPARE(features.problems.size(), golden["questions_without_room"].get<std::size_t>());
        QCOMPARE(digest.features, golden["features"].get<std::size_t>());
        for (std::size_t i = 0; i < digest.chain.size(); ++i)
            if (digest.chain[i] != golden["chain"][i].get<std::string>())
                qWarning("the first difference is among features %zu to %zu", i * 500, i * 500 + 499);
        QCOMPARE(digest.chain, golden["chain"].get<std::vector<std::string>>());
        QCOMPARE(digest.digest, golden["digest"].get<std::string>());
    }

    void realDataGivesTheSameAtAnyThreadCountAndInLittleMemory() {
        FINETUNE_REQUIRE_SHARED(shared);
        const auto tokenizer = text::loadTokenizer(shared / "goldens/tokenizer/folders/bert-uncased");
        const data::Dataset dataset = data::readSquad(dataFile(shared, "train.json"));
        const data::FeatureOptions options{.maxLength = 384, .stride = 128};
        std::string first;
        for (const int threads : {1, 2, 3, 8}) {
            const auto features = data::makeFeatures(dataset.examples, *tokenizer, options, threads);
            const auto digest =
                data::digestOf(features, dataset.examples, *tokenizer, options, data::DigestKind::Train).digest;
            first = first.empty() ? digest : first;
            QCOMPARE(digest, first);
            // The whole of SQuAD has 88,524 windows of the same kind, which have to fit 100 MB; here they take half.
            QVERIFY(features.bytes() * 88'524 / features.features.size() < 55'000'000);
        }
    }
};

QTEST_APPLESS_MAIN(DigestTest)
#include "digest_test.moc"
