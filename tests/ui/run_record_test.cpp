// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "tests/support/shared_data.h"
#include "ui/models/probe_model.h"
#include "ui/models/run_log_model.h"
#include "ui/models/series_table_model.h"
#include "ui/session/run_history.h"
#include "ui/session/run_record.h"

#include <QAbstractItemModelTester>
#include <QTest>
#include <cmath>

using namespace finetune;
using train::RunEvent;
using Type = RunEvent::Type;
using ui::RunAxis;
using ui::RunRecord;

namespace {

RunEvent progress(std::int64_t step, double loss, double seconds) {
    RunEvent event;
    event.type = Type::Progress;
    event.text = "training";
    event.step = step;
    event.loss = loss;
    event.elapsedSeconds = seconds;
    event.epoch = static_cast<double>(step) / 10;
    event.tokensPerSecond = 100;
    return event;
}

RunEvent told(Type type, std::int64_t step, Json entry = {}, std::string text = {}) {
    RunEvent event;
    event.type = type;
    event.step = step;
    event.entry = std::move(entry);
    event.text = std::move(text);
    return event;
}

RunEvent asked(const std::string& id) {
    return told(Type::Probe, 0,
                {{"id", id},
                 {"question", "which river ?"},
                 {"context", "🙂 the river nera"},
                 {"answers", Json::array({{{"text", "nera"}, {"start", 12}, {"end", 16}}})}});
}

RunEvent answered(const std::string& id, std::int64_t step, const char* text, int start, int end) {
    return told(Type::Probe, step,
                {{"id", id}, {"text", text}, {"start", start}, {"end", end}, {"probability", 0.5}, {"exact", 0}});
}

std::shared_ptr<ui::SeriesData> series(std::initializer_list<std::pair<double, double>> points) {
    auto data = std::make_shared<ui::SeriesData>();
    for (const auto& [step, value] : points)
        data->append({step, step / 10, step, value});
    return data;
}

} // namespace

class RunRecordTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void progressBecomesCurvesAndTheRestEntries() {
        RunRecord record;
        record.take(told(Type::Prepared, 0));
        record.take(progress(1, 3, 0.5));
        record.take(progress(2, std::nan(""), 1));
        RunEvent log = told(Type::Log, 2);
        log.loss = 2.5;
        record.take(log);
        record.take(told(Type::Evaluation, 2, {{"eval_loss", 1.5}, {"eval_f1", 60.0}, {"eval_exact_match", 40.0}}));
        QCOMPARE(record.loss->size(), std::size_t{2});
        QCOMPARE(record.loss->notNumbers(), std::size_t{1});
        QCOMPARE(record.meanLoss->value(0), 2.5);
        QCOMPARE(record.f1->value(0), 60.0);
        QCOMPARE(record.evaluationLoss->key(RunAxis::Time, 0), 1.0); // the time of the last update
        QCOMPARE(record.entries().size(), std::size_t{3});
    }

    void goingOnTakesBackWhatIsDoneAgainAndCountsTimeOn() {
        RunRecord record;
        for (int step = 1; step <= 9; ++step)
            record.take(progress(step, 1, step));
        record.take(asked("q"));
        record.take(answered("q", 8, "nera", 12, 16));
        const auto generation = record.generation();
        record.take(told(Type::Prepared, 6));
        QCOMPARE(record.loss->size(), std::size_t{6});
        QVERIFY(record.probes()[0].answers.empty());
        QVERIFY(record.generation() != generation);
        record.take(progress(7, 1, 0.5));
        QCOMPARE(record.loss->lastKey(RunAxis::Time), 6.5);
    }

    void probesAreAskedOnceAndAnsweredByEvaluation() {
        RunRecord record;
        record.take(asked("q"));
        record.take(asked("q")); // of a run that goes on
        record.take(answered("q", 10, "the", 2, 5));
        record.take(answered("other", 10, "x", 0, 1));
        record.take(answered("q", 20, "nera", 12, 16));
        QCOMPARE(record.probes().size(), std::size_t{1});
        QCOMPARE(record.probes()[0].answers.size(), std::size_t{2});
        QCOMPARE(record.probes()[0].golds[0], (text::Span{12, 16}));
    }

    void aRunFolderTellsTheSame() {
        const auto folder = test::scratchFolder();
        files::writeAtomically(
            folder / "events.jsonl",
            "{\"type\":\"notice\",\"text\":\"training goes on\",\"step\":4,\"total_steps\":20}\n"
            "{\"type\":\"progress\",\"text\":\"training\",\"step\":5,\"loss\":null,\"elapsed_seconds\":2.5}\n"
            "{\"type\":\"paused\",\"step\":5,\"total_steps\":20}\n"
            "{\"type\":\"continued\",\"step\":5,\"total_steps\":20,\"rest_seconds\":3}\n"
            "{\"type\":\"probe\",\"id\":\"q\",\"question\":\"?\",\"context\":\"c\",\"answers\":[],\"step\":0}\n"
            "{\"type\":\"probe\",\"id\":\"q\",\"text\":\"c\",\"start\":0,\"end\":1,\"probability\":1,\"step\":5}\n"
            "{\"type\":\"log\",\"loss\":1.5,\"step\":5");
        RunRecord record;
        std::vector<Type> types;
        for (const RunEvent& event : ui::readHistory(folder)) {
            record.take(event);
            types.push_back(event.type);
        }
        QCOMPARE(types, (std::vector<Type>{Type::Prepared, Type::Progress, Type::Paused, Type::Continued, Type::Probe,
                                           Type::Probe}));
        QVERIFY(std::isnan(record.loss->value(0)));
        QCOMPARE(record.loss->key(RunAxis::Time, 0), 2.5);
        QCOMPARE(record.probes()[0].answers.size(), std::size_t{1});
    }

    void theTableHasARowAStepAndAColumnACurve() {
        const auto loss = series({{1, 3}, {2, 2}, {4, std::nan("")}}), mean = series({{2, 2.5}});
        ui::SeriesTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSources({{"update", loss, 'f', 1}, {"mean", mean, 'f', 2}});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.columnCount(), 5);
        QCOMPARE(model.index(1, 4).data().toString(), "2.50");
        QCOMPARE(model.index(0, 4).data().toString(), "");
        QCOMPARE(model.index(2, 3).data().toString(), "NaN");
        QCOMPARE(model.headerData(3, Qt::Horizontal).toString(), "update");
        loss->append({5, 0.5, 5, 1});
        mean->append({5, 0.5, 5, 1});
        model.refresh();
        QCOMPARE(model.rowCount(), 4);
        mean->append({6, 0.6, 6, 1});
        mean->append({7, 0.7, 7, 1});
        loss->append({6, 0.6, 6, 1});
        model.refresh();
        QCOMPARE(model.rowCount(), 6);
        loss->truncateAfter(2);
        mean->truncateAfter(2);
        model.refresh();
        QCOMPARE(model.rowCount(), 2);
    }

    void theLogIsFilteredByKindAndWords() {
        ui::RunLogModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        ui::RunLogFilter filter(model);
        QAbstractItemModelTester filterTester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<RunEvent> entries{told(Type::Prepared, 0), told(Type::Log, 1),
                                      told(Type::Notice, 1, {}, "the Loss is not finite"),
                                      told(Type::Evaluation, 2, {{"eval_loss", 1.0}})};
        model.append(entries, 0);
        entries.push_back(told(Type::Checkpoint, 3, {{"folder", "/run/checkpoint-3"}}));
        model.append(entries, 4);
        QCOMPARE(filter.rowCount(), 5);
        filter.setEntry(ui::RunLogModel::Entry::Notice);
        QCOMPARE(filter.rowCount(), 2);
        filter.setSought("loss is");
        QCOMPARE(filter.rowCount(), 1);
        filter.setEntry({});
        filter.setSought("checkpoint-3");
        QCOMPARE(filter.rowCount(), 1);
        model.clear();
        QCOMPARE(filter.rowCount(), 0);
    }

    void everyKindOfEntryHasWords() {
        for (const Type type : {Type::Prepared, Type::Log, Type::Evaluation, Type::Checkpoint, Type::Notice,
                                Type::Paused, Type::Continued, Type::Finished}) {
            ui::RunLogModel model;
            model.append({told(type, 7, {{"folder", "f"}, {"rest_seconds", 2.0}}, "text")}, 0);
            QVERIFY(!model.index(0, ui::RunLogModel::Text).data().toString().isEmpty());
            QVERIFY(!model.index(0, ui::RunLogModel::Kind).data().toString().isEmpty());
        }
    }

    void aProbeModelGrowsWithTheEvaluations() {
        RunRecord record;
        record.take(asked("q"));
        ui::ProbeModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.show(record.probes()[0]);
        QCOMPARE(model.rowCount(), 0);
        record.take(answered("q", 10, "the", 2, 5));
        model.show(record.probes()[0]);
        record.take(answered("q", 20, "", 0, 0));
        model.show(record.probes()[0]);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, ui::ProbeModel::Answer).data().toString(), "the");
        QCOMPARE(model.index(1, ui::ProbeModel::Answer).data().toString(), "no answer");
        QVERIFY(model.index(0, ui::ProbeModel::Verdict).data().toString().contains("wrong"));
        record.take(told(Type::Prepared, 10));
        model.show(record.probes()[0]);
        QCOMPARE(model.rowCount(), 1);
    }

    void aSnippetMarksCodePointsWhateverStandsBefore_data() {
        QTest::addColumn<QString>("before");
        QTest::newRow("plain") << "the town lies by ";
        QTest::newRow("emoji") << "🙂🙂 👩‍👩‍👧 by ";
        QTest::newRow("combining") << "e\u0301a\u0300 by ";
        QTest::newRow("Chinese") << "河流在城市旁边 ";
        QTest::newRow("Arabic") << "تقع المدينة على ";
        QTest::newRow("long") << QString("x").repeated(500);
        QTest::newRow("lines") << "one\r\ntwo\n";
    }
    void aSnippetMarksCodePointsWhateverStandsBefore() {
        QFETCH(QString, before);
        const QString context = before + "nera and linn" + QString("y").repeated(300);
        const auto start = static_cast<std::int32_t>(before.toUcs4().size());
        const ui::Snippet snippet = ui::snippetOf(context.toStdString(), {start, start + 4}, {{start + 9, start + 13}});
        QStringList predicted, gold;
        QString all;
        for (const ui::Snippet::Part& part : snippet.parts) {
            const QString piece = snippet.text.mid(part.start, part.length);
            all += piece;
            if (part.mark == ui::Snippet::Mark::Predicted)
                predicted << piece;
            if (part.mark == ui::Snippet::Mark::Gold)
                gold << piece;
        }
        QCOMPARE(predicted, QStringList{"nera"});
        QCOMPARE(gold, QStringList{"linn"});
        QVERIFY(snippet.text.contains(all));
        QVERIFY(!snippet.text.contains(u'\n'));
    }

    void whereBothAreOneTheSnippetSaysSo() {
        const ui::Snippet snippet = ui::snippetOf("the river nera .", {4, 14}, {{10, 14}});
        QCOMPARE(snippet.parts.size(), std::size_t{4});
        QVERIFY(snippet.parts[1].mark == ui::Snippet::Mark::Predicted);
        QVERIFY(snippet.parts[2].mark == ui::Snippet::Mark::Agreed);
        const ui::Snippet none = ui::snippetOf("the river nera .", {}, {{10, 14}});
        QVERIFY(std::ranges::any_of(none.parts, [](const auto& p) { return p.mark == ui::Snippet::Mark::Gold; }));
    }
};

QTEST_GUILESS_MAIN(RunRecordTest)
#include "run_record_test.moc"
