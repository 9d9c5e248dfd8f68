// SPDX-License-Identifier: GPL-3.0-or-later
// What a run tells beside its losses: probes, problems; and what is said about it beforehand.
#include "core/base/files.h"
#include "core/model/model.h"
#include "core/session/flight_check.h"
#include "core/session/probes.h"
#include "core/session/python_script.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"

#include <QTest>

using namespace finetune;
namespace fs = std::filesystem;
using Type = train::RunEvent::Type;
using About = session::FlightWarning::About;

namespace {

struct Recorder : train::RunObserver {
    std::vector<train::RunEvent> events;
    void onEvent(const train::RunEvent& event) override { events.push_back(event); }
    std::vector<Json> probes() const {
        std::vector<Json> found;
        for (const train::RunEvent& event : events)
            if (event.type == Type::Probe)
                found.push_back(event.entry);
        return found;
    }
};

session::TrainRequest tinyRequest() {
    const fs::path where = test::scratchFolder();
    const test::TinyProject project = test::writeTinyProject(where);
    model::saveModel(*model::initModel(readJson(project.folder / "config.json"), 3), project.folder);
    session::TrainRequest request{project.folder, {project.squad}, {project.squad}, {}, data::OnProblem::Skip};
    request.arguments.outputDir = (where / "run").string();
    request.arguments.maxLength = 32;
    request.arguments.docStride = 8;
    request.arguments.padding = "none";
    request.arguments.numTrainEpochs = 2;
    request.arguments.perDeviceTrainBatchSize = 4;
    request.arguments.learningRate = 5e-4;
    request.arguments.evalStrategy = "epoch";
    request.arguments.saveStrategy = "epoch";
    request.arguments.threads = 1;
    return request;
}

bool warns(const session::FlightCheck& check, About about) {
    return std::ranges::any_of(check.warnings, [about](const auto& warning) { return warning.about == about; });
}

} // namespace

class TrainRunTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pinnedQuestionsAreAskedOnceAndAnsweredAtEveryEvaluation() {
        session::TrainRequest request = tinyRequest();
        request.probes = {"r1", "gone", "t0"};
        Recorder recorder;
        session::train(request, recorder, StopToken());
        const auto probes = recorder.probes();
        QCOMPARE(probes.size(), std::size_t{2 + 2 * 2});
        QCOMPARE(probes[0]["id"].get<std::string>(), "r1");
        QVERIFY(probes[0].contains("question") && probes[0].contains("context"));
        const Json gold = probes[0]["answers"][0];
        const std::string context = probes[0]["context"];
        QCOMPARE(context.substr(gold["start"], gold["end"].get<int>() - gold["start"].get<int>()),
                 gold["text"].get<std::string>());
        for (std::size_t i = 2; i < probes.size(); ++i) {
            const int start = probes[i]["start"], end = probes[i]["end"];
            const std::string& text = i % 2 == 0 ? context : probes[1]["context"].get_ref<const std::string&>();
            QCOMPARE(text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(end - start)),
                     probes[i]["text"].get<std::string>());
            QVERIFY(probes[i]["probability"].get<double>() > 0);
        }
        const std::string log = files::read(fs::path(request.arguments.outputDir) / "events.jsonl");
        QVERIFY(log.find("\"type\":\"probe\"") != std::string::npos);
    }

    void withoutPinsTheFirstQuestionsOfDifferentLengthAreTaken() {
        data::Dataset dataset;
        for (const char* context : {"one", "one", "three", "four", "sixteen", "seven"}) {
            data::Example example;
            example.id = std::to_string(dataset.examples.size());
            example.context = std::make_shared<const std::string>(context);
            dataset.examples.push_back(example);
        }
        QCOMPARE(session::pinnedExamples(dataset, {}), (std::vector<std::size_t>{0, 2, 3}));
    }

    void aProbeCountsCodePointsAndKnowsNoAnswer() {
        data::Example example;
        example.context = std::make_shared<const std::string>("北京🙂在中国");
        example.answers = {{"中国", {4}}};
        const Json asked = session::probeQuestion(example);
        QCOMPARE(asked["answers"][0]["end"].get<int>(), 6);
        eval::Prediction prediction;
        prediction.best = {{.span = {4, 6}, .score = 1, .probability = 0.75, .text = "中国"}};
        prediction.text = "中国";
        const Json answered = session::probeAnswer(example, prediction);
        QCOMPARE(answered["start"].get<int>(), 4);
        QCOMPARE(answered["exact"].get<double>(), 1.0);
        QCOMPARE(answered["probability"].get<double>(), 0.75);
        example.answers.clear();
        prediction.text.clear();
        QCOMPARE(session::probeAnswer(example, prediction)["exact"].get<double>(), 1.0);
    }

    void problemsOfTheValidationFileAreToldAndCounted() {
        session::TrainRequest request = tinyRequest();
        Json broken = readJson(request.validation.file);
        broken["data"][0]["paragraphs"][0]["qas"][0]["answers"][0]["answer_start"] = 1;
        // A question that leaves no room for its context.
        std::string longQuestion;
        for (int i = 0; i < 40; ++i)
            longQuestion += "which ";
        broken["data"][0]["paragraphs"][1]["qas"][0]["question"] = longQuestion;
        request.validation = fs::path(request.arguments.outputDir).parent_path() / "broken.json";
        writeJson(request.validation.file, broken);
        Recorder recorder;
        session::train(request, recorder, StopToken());
        QCOMPARE(readJson(fs::path(request.arguments.outputDir) / "run.json")["problems"].get<int>(), 2);
        const auto told = std::ranges::count_if(recorder.events, [](const auto& event) {
            return event.type == Type::Notice && event.text.starts_with("broken.json");
        });
        QCOMPARE(told, 2);
    }

    void theSecondRunTakesItsWindowsFromTheCache() {
        const fs::path home = test::scratchFolder();
        qputenv("XDG_CACHE_HOME", QByteArray::fromStdString(home.string()));
        session::TrainRequest request = tinyRequest();
        request.arguments.maxLength = 31; // no other test's
        request.validation.options.rows.first = 10;
        Json logs[2];
        for (const int run : {0, 1}) {
            request.arguments.outputDir += "-again";
            Recorder recorder;
            const session::TrainOutcome outcome = session::train(request, recorder, StopToken());
            logs[run] = {outcome.finalEntry["train_loss"], outcome.metrics["eval_loss"], outcome.metrics["eval_f1"]};
            const Json told = readJson(fs::path(request.arguments.outputDir) / "run.json");
            QCOMPARE(told["train_questions"].get<int>(), 24);
            QCOMPARE(told["validation_questions"].get<int>(), 10);
            const auto taken = std::ranges::count_if(recorder.events, [&](const auto& event) {
                return event.text.starts_with("data.json: windows taken from the cache, " + home.string());
            });
            QCOMPARE(taken, run == 0 ? 0 : 2);
        }
        QCOMPARE(logs[0].dump(), logs[1].dump());
    }

    void aCacheThatCannotBeUsedIsToldOnce() {
        const fs::path home = test::scratchFolder() / "a file";
        files::writeAtomically(home, "in the way");
        qputenv("XDG_CACHE_HOME", QByteArray::fromStdString(home.string()));
        session::TrainRequest request = tinyRequest();
        Recorder recorder;
        session::train(request, recorder, StopToken());
        QCOMPARE(std::ranges::count_if(recorder.events,
                                       [](const auto& event) {
                                           return event.text.starts_with(
                                               "the windows are not kept for the next start: ");
                                       }),
                 1);
    }

    void changedDataIsNotCached() {
        const fs::path home = test::scratchFolder();
        qputenv("XDG_CACHE_HOME", QByteArray::fromStdString(home.string()));
        session::TrainRequest request = tinyRequest();
        const auto edited = std::make_shared<data::Dataset>(data::readSquad(request.training.file));
        edited->examples.resize(7);
        request.training.edited = request.validation.edited = edited;
        const session::FlightCheck check = session::checkFlight(request, {}, [](auto&, auto, auto) {});
        QCOMPARE(check.trainWindows, 7);
        QVERIFY(fs::is_empty(home));
    }

    void aFlightCheckMeasuresAndWritesNothing() {
        const session::TrainRequest request = tinyRequest();
        const session::FlightCheck check = session::checkFlight(request, {}, [](auto&, auto, auto) {});
        QCOMPARE(check.trainWindows, 24);
        QCOMPARE(check.steps, 12);
        QCOMPARE(check.evaluations, 2);
        QCOMPARE(check.checkpoints, 2);
        QVERIFY(check.measuredSteps > 0);
        QVERIFY(check.secondsPerStep > 0 && check.secondsPerEvaluation > 0);
        QVERIFY(check.seconds >= check.secondsPerStep * 12);
        QVERIFY(check.diskBytes > 2 * check.checkpointBytes);
        QVERIFY(check.freeDiskBytes > 0 && check.freeMemoryBytes > 0);
        QVERIFY(warns(check, About::FewSteps));
        QVERIFY(!warns(check, About::Disk) && !warns(check, About::NotFinite) && !warns(check, About::LostAnswers));
        QVERIFY(!fs::exists(request.arguments.outputDir));
    }

    void changedDataThatIsInNoFileIsMeasuredTrainedOnAndNamedInTheScript() {
        session::TrainRequest request = tinyRequest();
        request.arguments.numTrainEpochs = 1;
        auto edited = std::make_shared<data::Dataset>(data::readSquad(request.training.file));
        edited->examples.resize(20);
        request.training.edited = edited;
        const session::FlightCheck check = session::checkFlight(request, {}, [](auto&, auto, auto) {});
        QCOMPARE(check.trainWindows, 20);
        QCOMPARE(check.validationWindows, 24);
        const std::string script = session::pythonScript(request);
        const auto remark = script.find("# The studio trains on changed data"), file = script.find("TRAIN_FILE = ");
        QVERIFY(remark < file && script.find("# The studio trains on changed", file) == std::string::npos);
        QVERIFY(script.find(request.training.file.string()) != std::string::npos);
        Recorder observer;
        session::train(request, observer, {});
        const fs::path kept = fs::path(request.arguments.outputDir) / "data" / "train.json";
        const Json run = readJson(fs::path(request.arguments.outputDir) / "run.json");
        QCOMPARE(run["train_file"].get<std::string>(), fs::absolute(kept).string());
        QCOMPARE(run["train_questions"].get<int>(), 20);
        QCOMPARE(data::readSquad(kept).examples.size(), std::size_t{20});
        QVERIFY(!fs::exists(kept.parent_path() / "validation.json"));
    }

    void aFlightCheckOfABeginningIsReckonedUpToTheWhole() {
        session::TrainRequest request = tinyRequest();
        auto beginning = std::make_shared<data::Dataset>(data::readSquad(request.training.file));
        beginning->part = {.rows = 24, .all = 2400};
        request.training.edited = beginning;
        const session::FlightCheck check = session::checkFlight(request, {}, [](auto&, auto, auto) {});
        QCOMPARE(check.trainWindows, 2400);
        QCOMPARE(check.steps, 1200);
        QCOMPARE(check.validationWindows, 24);
        QVERIFY(check.seconds >= check.secondsPerStep * 1200);
    }

    void aFlightCheckWarnsOfWhatIsUnusual() {
        session::TrainRequest request = tinyRequest();
        request.arguments.learningRate = 0.5;
        request.arguments.warmupSteps = 100;
        request.arguments.maxLength = 14; // the questions take 9 of them: most windows lose their answer
        request.arguments.docStride = 0;
        const session::FlightCheck check = session::checkFlight(request, {}, [](auto&, auto, auto) {});
        QVERIFY(warns(check, About::LearningRateHigh));
        QVERIFY(warns(check, About::WarmupNeverEnds));
        for (const session::FlightWarning& warning : check.warnings)
            QVERIFY(warning.argument() != nullptr);
        request.arguments.learningRate = 1e-9;
        QVERIFY(warns(session::checkFlight(request, {}, [](auto&, auto, auto) {}), About::LearningRateLow));
    }

    void anAnswerThatNoWindowHoldsWholeIsCounted() {
        session::TrainRequest request = tinyRequest();
        Json data = readJson(request.training.file);
        Json& paragraph = data["data"][0]["paragraphs"][0];
        const std::string context = paragraph["context"];
        const std::size_t begin = context.find("the river"), end = context.find(" .");
        paragraph["qas"][1]["answers"][0] = {{"text", context.substr(begin, end - begin)}, {"answer_start", begin}};
        request.training = fs::path(request.arguments.outputDir).parent_path() / "across.json";
        writeJson(request.training.file, data);
        request.arguments.maxLength = 14; // 7 of the question, 3 special ones: 4 of the context, and none twice
        request.arguments.docStride = 0;
        const session::FlightCheck check = session::checkFlight(request, {}, [](auto&, auto, auto) {});
        const auto lost = std::ranges::find(check.warnings, About::LostAnswers, &session::FlightWarning::about);
        QVERIFY(lost != check.warnings.end());
        QCOMPARE(lost->value, 1.0);
        QCOMPARE(lost->limit, 24.0);
        QCOMPARE(std::string(lost->argument()), std::string("doc_stride"));
    }

    void aFlightCheckIsStopped() {
        const StopToken stop;
        stop.request();
        QVERIFY_THROWS_EXCEPTION(Error, session::checkFlight(tinyRequest(), stop, [](auto&, auto, auto) {}));
    }

    void theFlightPlanCountsAsTheLoopDoes_data() {
        QTest::addColumn<QString>("save");
        QTest::addColumn<QString>("evaluate");
        QTest::addColumn<int>("limit");
        QTest::addColumn<bool>("best");
        QTest::addColumn<int>("checkpoints");
        QTest::addColumn<int>("evaluations");
        QTest::newRow("nothing") << "no"
                                 << "no" << 0 << false << 0 << 1;
        QTest::newRow("each epoch") << "epoch"
                                    << "epoch" << 0 << false << 3 << 3;
        QTest::newRow("each epoch, two kept") << "epoch"
                                              << "epoch" << 2 << false << 2 << 3;
        QTest::newRow("the best is kept too, and evaluated again") << "epoch"
                                                                   << "epoch" << 1 << true << 2 << 4;
        QTest::newRow("steps, and the last one") << "steps"
                                                 << "steps" << 0 << false << 4 << 4;
    }
    void theFlightPlanCountsAsTheLoopDoes() {
        QFETCH(QString, save);
        QFETCH(QString, evaluate);
        QFETCH(int, limit);
        QFETCH(bool, best);
        train::TrainingArguments arguments; // 3 epochs of 7 updates
        arguments.perDeviceTrainBatchSize = 10;
        arguments.saveStrategy = save.toStdString();
        arguments.evalStrategy = evaluate.toStdString();
        arguments.saveSteps = arguments.evalSteps = 6;
        arguments.saveTotalLimit = limit;
        arguments.loadBestModelAtEnd = best;
        const session::FlightPlan plan = session::planFlight(arguments, 70, true);
        QCOMPARE(plan.steps, 21);
        QTEST(static_cast<int>(plan.checkpointsKept), "checkpoints");
        QTEST(static_cast<int>(plan.evaluations), "evaluations");
    }

    void theScriptSaysWhatTheArgumentsSay() {
        session::TrainRequest request = tinyRequest();
        request.training.file = "/data/it's \"quoted\".json";
        request.arguments.warmupRatio = 0.1;
        request.arguments.earlyStoppingPatience = 2;
        request.arguments.trainSamplingStrategy = "group_by_length";
        request.arguments.labels = "tutorial";
        const std::string script = session::pythonScript(request);
        for (const char* part :
             {"TRAIN_FILE = \"/data/it's \\\"quoted\\\".json\"", "learning_rate=0.0005,", "eval_strategy=\"epoch\",",
              "else \"warmup_ratio\"] = 0.1", "EarlyStoppingCallback(2, 0.0)", "\"group_by_length\": True",
              "while start < len(offsets)", "PADDING = False", "torch.set_num_threads(1)"})
            QVERIFY2(script.find(part) != std::string::npos, part);
        QVERIFY(script.find('@') == std::string::npos);
    }

    void theScriptNamesTheHubsModelAndHowChosenRowsAreWritten() {
        session::TrainRequest request = tinyRequest();
        const std::string commit(40, 'a');
        request.model = "/cache/models--org--small/snapshots/" + commit;
        request.training = session::DataSource("/data/it's.csv", {.columns = data::mappingFromText("question=ask")});
        request.training.options.rows.where = {data::conditionFromText("ask not contains who")};
        request.training.options.rows.sample = 9;
        request.training.options.rows.seed = 7;
        request.validation.file = "/cache/datasets--squad/snapshots/" + commit + "/plain_text/validation-*.parquet";
        const std::string script = session::pythonScript(request);
        for (const std::string& part :
             {std::string("MODEL = \"org/small\"\n"), "REVISION = \"" + commit + "\"\n",
              std::string(
                  "finetune data save '/data/it'\\''s.csv' --columns 'question=ask' --where 'ask not contains who' "
                  "--sample 9 --seed 7 --output 'it'\\''s-chosen.json'\nTRAIN_FILE = \"it's-chosen.json\"\n"),
              "# Of the dataset squad on the hub, at " + commit + "\nVALIDATION_FILE = ",
              std::string("from_list(read_squad(TRAIN_FILE))"), std::string("read_table(VALIDATION_FILE)")})
            QVERIFY2(script.find(part) != std::string::npos, (part + "\n" + script).c_str());
    }

    void chosenRowsAreTrainedOnAndRunJsonTellsTheChoice() {
        session::TrainRequest request = tinyRequest();
        request.arguments.numTrainEpochs = 1;
        request.training.options.rows.first = 10;
        Recorder observer;
        session::train(request, observer, {});
        const Json run = readJson(fs::path(request.arguments.outputDir) / "run.json");
        QCOMPARE(run["train_questions"].get<int>(), 10);
        QVERIFY(!run.contains("validation_open"));
        const session::DataSource again = session::sourceOf(run, "train");
        QCOMPARE(again.file, fs::absolute(request.training.file));
        QVERIFY(again.options == request.training.options);
    }

    void runJsonNamesWhatCameFromTheHub() {
        const std::string commit(40, 'b');
        Json run;
        session::describeModel(run, "/cache/models--org--small/snapshots/" + commit);
        session::describe(run, "train",
                          session::DataSource("/cache/datasets--squad/snapshots/" + commit + "/a.parquet"));
        session::describe(run, "validation", session::DataSource("/data/snapshots/" + commit + "/a.parquet"));
        QCOMPARE(run["model_name"].get<std::string>(), "org/small");
        QCOMPARE(run["model_revision"].get<std::string>(), commit);
        QCOMPARE(run["train_name"].get<std::string>(), "squad");
        QVERIFY(!run.contains("validation_name"));
    }
};

QTEST_APPLESS_MAIN(TrainRunTest)
#include "train_run_test.moc"
