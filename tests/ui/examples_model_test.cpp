// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/examples_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace finetune;
using ui::ExamplesModel;

namespace {

data::Example example(const std::string& question, const std::string& answer,
                      const std::shared_ptr<const std::string>& context) {
    data::Example out;
    out.id = "id of " + question;
    out.title = "Some_title";
    out.question = question;
    out.context = context;
    if (!answer.empty())
        out.answers.push_back({answer, {static_cast<std::int32_t>(context->find(answer))}});
    return out;
}

std::shared_ptr<const data::Dataset> dataset(int copies = 1) {
    auto set = std::make_shared<data::Dataset>();
    const auto harbour = std::make_shared<const std::string>("The harbour of Arle was dug in 1632 by two brothers.");
    const auto museum = std::make_shared<const std::string>("博物馆收藏了三百张旧地图。");
    for (int i = 0; i < copies; ++i) {
        set->examples.push_back(example("When was the harbour dug?", "1632", harbour));
        set->examples.push_back(example("Who paid for it?", "", harbour));
        set->examples.push_back(example("博物馆收藏了什么?", "旧地图", museum));
    }
    return set;
}

QString cell(const ExamplesModel& model, int row, int column) {
    return model.index(row, column).data().toString();
}

} // namespace

class ExamplesModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRowTellsQuestionAnswerContextTitleAndId() {
        ExamplesModel model;
        const QAbstractItemModelTester tester(&model);
        model.setDataset(dataset());
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(cell(model, 0, ExamplesModel::Question), "When was the harbour dug?");
        QCOMPARE(cell(model, 0, ExamplesModel::AnswerText), "1632");
        QVERIFY(cell(model, 0, ExamplesModel::Context).contains("1632"));
        QCOMPARE(cell(model, 0, ExamplesModel::Title), "Some title");
        QCOMPARE(cell(model, 2, ExamplesModel::AnswerText), "旧地图");
        QCOMPARE(cell(model, 2, ExamplesModel::Id), "id of 博物馆收藏了什么?");
    }

    void aQuestionWithoutAnswerIsCalledUnanswerable() {
        ExamplesModel model;
        model.setDataset(dataset());
        QCOMPARE(cell(model, 1, ExamplesModel::AnswerText), "unanswerable");
        QVERIFY(model.index(1, 0).data(ExamplesModel::UnanswerableRole).toBool());
        QVERIFY(!model.index(0, 0).data(ExamplesModel::UnanswerableRole).toBool());
    }

    void theFilterLooksEverywhereWithoutCase_data() {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QList<int>>("examples");
        QTest::newRow("question") << "WHO PAID" << QList<int>{1};
        QTest::newRow("context") << "brothers" << QList<int>{0, 1};
        QTest::newRow("answer") << "1632" << QList<int>{0, 1};
        QTest::newRow("chinese") << "地图" << QList<int>{2};
        QTest::newRow("id") << "id of when" << QList<int>{0};
        QTest::newRow("title") << "some_title" << QList<int>{0, 1, 2};
        QTest::newRow("nothing") << "zeppelin" << QList<int>{};
    }
    void theFilterLooksEverywhereWithoutCase() {
        QFETCH(QString, filter);
        QFETCH(QList<int>, examples);
        ExamplesModel model;
        const QAbstractItemModelTester tester(&model);
        model.setDataset(dataset());
        QSignalSpy filtered(&model, &ExamplesModel::filtered);
        model.setFilter(filter);
        QTRY_VERIFY(!filtered.isEmpty());
        QList<int> found;
        for (int row = 0; row < model.rowCount(); ++row)
            found << model.exampleOf(row);
        QCOMPARE(found, examples);
        model.setFilter({});
        QCOMPARE(model.rowCount(), 3);
    }

    void theNewestFilterWins() {
        ExamplesModel model;
        model.setDataset(dataset(20'000));
        QSignalSpy filtered(&model, &ExamplesModel::filtered);
        for (const char* text : {"b", "br", "bro", "who paid"})
            model.setFilter(text);
        QTRY_COMPARE(filtered.size(), 1);
        QCOMPARE(model.rowCount(), 20'000);
    }

    void aNewDatasetKeepsTheFilter() {
        ExamplesModel model;
        model.setFilter("who paid");
        QSignalSpy filtered(&model, &ExamplesModel::filtered);
        model.setDataset(dataset(5));
        QTRY_COMPARE(filtered.size(), 1);
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(model.rowOf(4), 1);
        QCOMPARE(model.rowOf(0), -1);
        model.setDataset(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(ExamplesModelTest)
#include "examples_model_test.moc"
