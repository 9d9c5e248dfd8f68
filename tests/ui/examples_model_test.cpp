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

// One more: a second "When was the harbour dug?", with two answers and a long context.
std::shared_ptr<const data::Dataset> withLongExample() {
    auto set = std::make_shared<data::Dataset>(*dataset());
    const auto context = std::make_shared<const std::string>("In 1700, " + std::string(2000, 'x'));
    set->examples.push_back(example("when was the Harbour dug?", "1700", context));
    set->examples.back().answers.push_back({"In 1700", {0}});
    return set;
}

std::shared_ptr<const ui::Findings> findingsOn(const std::shared_ptr<const data::Dataset>& dataset,
                                               const std::vector<int>& examples) {
    auto findings = std::make_shared<ui::Findings>();
    findings->datasets[1] = dataset;
    findings->kinds[1].resize(dataset->examples.size());
    for (const int example : examples)
        findings->kinds[1][static_cast<std::size_t>(example)] =
            1u << static_cast<unsigned>(data::FindingKind::EmptyQuestion);
    return findings;
}

QList<int> shown(const ExamplesModel& model) {
    QList<int> examples;
    for (int row = 0; row < model.rowCount(); ++row)
        examples << model.exampleOf(row);
    return examples;
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
        QTest::newRow("letters beyond ASCII") << "MÜHLE" << QList<int>{};
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

    void filtersHoldTogether_data() {
        QTest::addColumn<ui::Onlys>("only");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<int>>("examples");
        using ui::Only;
        QTest::newRow("unanswerable") << ui::Onlys(Only::Unanswerable) << "" << QList<int>{1};
        QTest::newRow("several answers") << ui::Onlys(Only::SeveralAnswers) << "" << QList<int>{3};
        QTest::newRow("long context") << ui::Onlys(Only::LongContext) << "" << QList<int>{3};
        QTest::newRow("with a problem") << ui::Onlys(Only::WithProblem) << "" << QList<int>{2, 3};
        QTest::newRow("two of them") << (Only::WithProblem | Only::SeveralAnswers) << "" << QList<int>{3};
        QTest::newRow("and a text") << ui::Onlys(Only::WithProblem) << "地图" << QList<int>{2};
        QTest::newRow("nothing has both") << (Only::Unanswerable | Only::SeveralAnswers) << "" << QList<int>{};
    }
    void filtersHoldTogether() {
        QFETCH(ui::Onlys, only);
        QFETCH(QString, text);
        QFETCH(QList<int>, examples);
        ExamplesModel model;
        const QAbstractItemModelTester tester(&model);
        const auto set = withLongExample();
        model.setDataset(set);
        model.setFindings(findingsOn(set, {2, 3}), ui::Split::Validation);
        model.setFilter(text);
        QSignalSpy filtered(&model, &ExamplesModel::filtered);
        model.setOnly(only);
        QTRY_VERIFY(!filtered.isEmpty());
        QCOMPARE(shown(model), examples);
        QCOMPARE(model.isFiltered(), true);
    }

    void longIsCountedInTokensWhenTheyAreKnown() {
        ExamplesModel model;
        model.setDataset(dataset());
        model.setTokens(std::make_shared<const std::vector<data::TokenCounts>>(
            std::vector<data::TokenCounts>{{10, 380, 1}, {4, 380, -1}, {5, 20, 2}}));
        QSignalSpy filtered(&model, &ExamplesModel::filtered);
        model.setOnly(ui::Only::LongContext);
        QTRY_COMPARE(filtered.size(), 1);
        QCOMPARE(shown(model), QList<int>{0});
        QCOMPARE(cell(model, 0, ExamplesModel::Length), "390");
        model.setLongTokens(383);
        QTRY_COMPARE(filtered.size(), 2);
        QCOMPARE(shown(model), (QList<int>{0, 1}));
    }

    void aClickOnATitleSorts_data() {
        QTest::addColumn<int>("column");
        QTest::addColumn<QList<int>>("up");
        QTest::addColumn<QList<int>>("down");
        QTest::newRow("number") << int(ExamplesModel::Number) << QList<int>{0, 1, 2, 3} << QList<int>{3, 2, 1, 0};
        QTest::newRow("question, without case, equal ones in their order")
            << int(ExamplesModel::Question) << QList<int>{0, 3, 1, 2} << QList<int>{2, 1, 0, 3};
        QTest::newRow("answer") << int(ExamplesModel::AnswerText) << QList<int>{1, 0, 3, 2} << QList<int>{2, 3, 0, 1};
        QTest::newRow("answer's place") << int(ExamplesModel::Context) << QList<int>{1, 3, 2, 0}
                                        << QList<int>{0, 2, 3, 1};
        QTest::newRow("length") << int(ExamplesModel::Length) << QList<int>{2, 0, 1, 3} << QList<int>{3, 0, 1, 2};
    }
    void aClickOnATitleSorts() {
        QFETCH(int, column);
        QFETCH(QList<int>, up);
        QFETCH(QList<int>, down);
        ExamplesModel model;
        const QAbstractItemModelTester tester(&model);
        model.setDataset(withLongExample());
        QSignalSpy filtered(&model, &ExamplesModel::filtered);
        model.sort(column, Qt::DescendingOrder);
        QTRY_COMPARE(filtered.size(), 1);
        QCOMPARE(shown(model), down);
        model.sort(column, Qt::AscendingOrder);
        QTRY_COMPARE(filtered.size(), 2);
        QCOMPARE(shown(model), up);
        QCOMPARE(model.rowOf(up.last()), 3);
    }

    void aProblemIsNamedInItsRow() {
        ExamplesModel model;
        const auto set = dataset();
        model.setDataset(set);
        model.setFindings(findingsOn(set, {1}), ui::Split::Validation);
        QCOMPARE(cell(model, 1, ExamplesModel::Problem), "Empty question");
        QVERIFY(cell(model, 0, ExamplesModel::Problem).isEmpty());
        model.setFindings(findingsOn(dataset(), {1}), ui::Split::Validation); // of another data set
        QVERIFY(cell(model, 1, ExamplesModel::Problem).isEmpty());
    }
};

QTEST_MAIN(ExamplesModelTest)
#include "examples_model_test.moc"
