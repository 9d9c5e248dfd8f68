// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/runs.h"

#include "core/base/files.h"
#include "tests/support/made_run.h"
#include "tests/support/shared_data.h"

#include <QTest>
#include <unistd.h>

using namespace finetune;
namespace fs = std::filesystem;

namespace {

struct Run : test::MadeRun {
    explicit Run(const fs::path& where, const std::string& name = "run-1") : MadeRun(where, name) {
        description["process_mark"] = session::processMark(::getpid());
    }
    std::string state() const { return session::readRun(folder).state; }
};

Json evaluation(std::int64_t step, double f1, double loss) {
    return {{"type", "eval"}, {"step", step}, {"eval_f1", f1}, {"eval_loss", loss}};
}

struct Read {
    std::vector<Json> lines;
    std::uint64_t next = 0;
};
Read read(const fs::path& folder, std::uint64_t from) {
    Read result;
    result.next = session::readEvents(folder, from, [&](Json line) { result.lines.push_back(std::move(line)); });
    return result;
}

} // namespace

class RunsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRunWhoseProcessLivesIsRunning() {
        Run run(test::scratchFolder());
        run.description["state"] = "running";
        run.write();
        QCOMPARE(run.state(), std::string("running"));
    }

    // After a power loss another process may have the number.
    void anotherProcessWithTheSameNumberDoesNotKeepARunAlive() {
        Run run(test::scratchFolder());
        run.description["state"] = "running";
        std::string mark = run.description["process_mark"];
        run.description["process_mark"] = mark.substr(0, mark.rfind('/')) + "/1";
        run.write();
        QCOMPARE(run.state(), std::string("interrupted"));
    }

    void aRunOfAnotherMachineLivesAsLongAsItWrites() {
        Run run(test::scratchFolder());
        run.description["state"] = "running";
        run.description["process_mark"] = "another-machine/boot/1";
        run.write();
        run.tell({{"type", "progress"}, {"step", 1}});
        QCOMPARE(run.state(), std::string("running"));
        const auto longAgo = fs::file_time_type::clock::now() - std::chrono::hours(1);
        for (const char* name : {"run.json", "events.jsonl"})
            fs::last_write_time(run.folder / name, longAgo);
        QCOMPARE(run.state(), std::string("interrupted"));
    }

    void eventsAreReadOnFromWhereOneStopped() {
        Run run(test::scratchFolder());
        QCOMPARE(read(run.folder, 0).next, std::uint64_t{0}); // no file yet
        run.tell({{"type", "log"}, {"step", 1}});
        run.tell({{"type", "log"}, {"step", 2}});
        const Read first = read(run.folder, 0);
        QCOMPARE(first.lines.size(), std::size_t{2});
        QVERIFY(read(run.folder, first.next).lines.empty());
        run.tell({{"type", "log"}, {"step", 3}});
        const Read second = read(run.folder, first.next);
        QCOMPARE(second.lines.size(), std::size_t{1});
        QCOMPARE(second.lines[0]["step"].get<int>(), 3);
    }

    void aLineThatIsBeingWrittenComesWithTheNextLook() {
        Run run(test::scratchFolder());
        const std::string half = R"({"type":"log",)", rest = R"("step":7})";
        files::writeAtomically(run.folder / "events.jsonl", half);
        const Read first = read(run.folder, 0);
        QVERIFY(first.lines.empty());
        QCOMPARE(first.next, std::uint64_t{0});
        files::writeAtomically(run.folder / "events.jsonl", half + rest + "\n");
        QCOMPARE(read(run.folder, first.next).lines.at(0)["step"].get<int>(), 7);
    }

    void aDamagedLineIsPassedOver() {
        Run run(test::scratchFolder());
        files::writeAtomically(run.folder / "events.jsonl", "{\"step\":1}\n{\"step\n\xff\xfe\n[]\n{\"step\":2}\n");
        QCOMPARE(read(run.folder, 0).lines.size(), std::size_t{2});
    }

    void aShorterFileIsReadAnew() {
        Run run(test::scratchFolder());
        run.tell({{"step", 1}});
        run.tell({{"step", 2}});
        const std::uint64_t end = read(run.folder, 0).next;
        files::writeAtomically(run.folder / "events.jsonl", "{\"step\":9}\n");
        const Read again = read(run.folder, end);
        QVERIFY(again.lines.empty());
        QCOMPARE(again.next, std::uint64_t{0});
    }

    void checkpointsAreOrderedByStepAndOthersAreNone() {
        Run run(test::scratchFolder());
        run.write();
        for (const char* name :
             {"checkpoint-1000", "checkpoint-20", ".partial-checkpoint-7", "checkpoint-", "checkpoint-x"})
            run.keep(name);
        const std::vector<std::string> expected{"checkpoint-20", "checkpoint-1000"};
        QVERIFY(session::readRun(run.folder).checkpoints == expected);
    }

    void theBestCheckpointHasTheHighestF1() {
        Run run(test::scratchFolder());
        run.description["steps"] = 30;
        run.write();
        for (const char* name : {"model", "checkpoint-10", "checkpoint-20", "checkpoint-30"})
            run.keep(name);
        const std::vector<Json> evaluations{evaluation(10, 50, 1.0), evaluation(20, 70, 1.2), evaluation(30, 60, 0.9)};
        const auto models = session::modelsOf(session::readRun(run.folder), evaluations);
        QCOMPARE(models.size(), std::size_t{4});
        QVERIFY(models[0].isFinal && !models[0].isBest);
        QCOMPARE(models[0].step, std::int64_t{30});
        QCOMPARE(models[1].step, std::int64_t{30});
        QVERIFY(models[2].isBest);
        QCOMPARE(models[2].metrics["eval_f1"].get<double>(), 70.0);
        QVERIFY(!models[3].isBest);
    }

    void theMetricOfTheArgumentsDecidesWhatIsBest() {
        Run run(test::scratchFolder());
        run.description["arguments"] = {{"metric_for_best_model", "loss"}, {"load_best_model_at_end", true}};
        run.description["steps"] = 30;
        run.write();
        for (const char* name : {"model", "checkpoint-10", "checkpoint-30"})
            run.keep(name);
        const auto models =
            session::modelsOf(session::readRun(run.folder), {evaluation(10, 50, 0.5), evaluation(30, 70, 0.9)});
        QCOMPARE(models[0].step, std::int64_t{10}); // the final model is the best checkpoint's
        QVERIFY(models[0].isBest);
        QVERIFY(models[2].isBest);
    }

    void withoutEvaluationsNothingIsBest() {
        Run run(test::scratchFolder());
        run.write();
        run.keep("checkpoint-5");
        QVERIFY(!session::modelsOf(session::readRun(run.folder), {}).at(0).isBest);
    }

    void onlyAnEndedRunIsDeleted_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("message");
        QTest::newRow("no run") << "none"
                                << "not a run folder";
        QTest::newRow("another program's run.json") << "foreign"
                                                    << "another program";
        QTest::newRow("going on") << "running"
                                  << "being trained";
        QTest::newRow("holds runs") << "parent"
                                    << "holds other runs";
        QTest::newRow("a link") << "link"
                                << "not a run folder";
    }

    void onlyAnEndedRunIsDeleted() {
        QFETCH(QString, kind);
        QFETCH(QString, message);
        const fs::path where = test::scratchFolder();
        Run run(where);
        fs::path target = run.folder;
        if (kind == "foreign")
            run.description.erase("arguments");
        if (kind == "running")
            run.description["state"] = "running";
        if (kind != "none")
            run.write();
        if (kind == "parent")
            Run(run.folder, "run-2").write();
        if (kind == "link") {
            target = where / "link";
            fs::create_directory_symlink(run.folder, target);
        }
        try {
            session::deleteRun(target);
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Usage);
            QVERIFY2(QString::fromUtf8(error.what()).contains(message), error.what());
        }
        QVERIFY(fs::exists(run.folder));
    }

    void anEndedRunIsDeletedWithAllThatIsInIt() {
        const fs::path where = test::scratchFolder();
        Run run(where);
        run.write();
        run.keep("checkpoint-5");
        QCOMPARE(session::contentsOf(run.folder).files, std::int64_t{2});
        session::deleteRun(run.folder);
        QVERIFY(!fs::exists(run.folder));
        QVERIFY(fs::exists(where));
    }

    void aHostileDescriptionIsRefusedOrRead() {
        Run run(test::scratchFolder());
        files::writeAtomically(run.folder / "run.json", "[1]");
        QVERIFY_THROWS_EXCEPTION(Error, session::readRun(run.folder));
        run.description = {{"state", "running"}, {"process", "many"}, {"process_mark", 3}, {"metrics", nullptr}};
        run.write();
        QCOMPARE(run.state(), std::string("interrupted"));
        run.description["arguments"] = "none";
        run.description["steps"] = Json::array();
        run.write();
        run.keep("model");
        QCOMPARE(session::modelsOf(session::readRun(run.folder), {Json("x")}).size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(RunsTest)
#include "runs_test.moc"
