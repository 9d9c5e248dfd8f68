// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/train/sampler.h"
#include "tests/support/shared_data.h"

#include <QTest>

using namespace finetune;
using namespace finetune::train;

namespace {

std::string digest(const std::vector<std::int64_t>& order) {
    const std::vector<std::int32_t> narrow(order.begin(), order.end());
    return files::sha256(std::as_bytes(std::span(narrow)));
}

void compare(const std::vector<std::int64_t>& order, const Json& expected) {
    const auto first = expected.at("first").get<std::vector<std::int64_t>>();
    QCOMPARE(std::vector<std::int64_t>(order.begin(), order.begin() + std::ssize(first)), first);
    QCOMPARE(digest(order), expected.at("sha256").get<std::string>());
}

} // namespace

class SamplerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void orderOfEachEpochIsHuggingFaces() {
        FINETUNE_REQUIRE_SHARED(shared);
        for (const Json& row : readJson(shared / "goldens/training/order.json").at("orders")) {
            if (!row.contains("n")) {
                compare(epochOrder("random", 88524, 42, 0, 16, {}), row);
                continue;
            }
            for (std::size_t epoch = 0; epoch < row.at("epochs").size(); ++epoch)
                compare(epochOrder("random", row.at("n"), row.at("seed"), std::int64_t(epoch), 16, {}),
                        row.at("epochs")[epoch]);
        }
    }

    void sequentialIsTheOrderOfTheFile() {
        QCOMPARE(epochOrder("sequential", 3, 1, 2, 1, {}), (std::vector<std::int64_t>{0, 1, 2}));
    }

    // Recorded from get_length_grouped_indices of transformers 4.57.6: lengths (i * 37) % 41 of 40 examples, batch 3,
    // generator seeded with 5.
    void groupedByLengthIsHuggingFacesOrder() {
        std::vector<std::int64_t> lengths;
        for (std::int64_t i = 0; i < 40; ++i)
            lengths.push_back(i * 37 % 41);
        const std::vector<std::int64_t> expected{31, 1,  33, 25, 16, 6,  37, 30, 20, 11, 21, 23, 13, 5,
                                                 27, 28, 29, 9,  32, 12, 15, 36, 17, 38, 39, 19, 10, 2,
                                                 34, 24, 14, 35, 26, 18, 8,  0,  22, 3,  4,  7};
        QCOMPARE(epochOrder("group_by_length", 40, 5, 0, 3, lengths), expected);
    }
};

QTEST_APPLESS_MAIN(SamplerTest)
#include "sampler_test.moc"
