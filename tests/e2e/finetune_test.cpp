// SPDX-License-Identifier: GPL-3.0-or-later
// The command line as a person uses it: the program is started, its exit code and what it prints are looked at.
#include "core/base/files.h"
#include "core/base/json.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"

#include <QProcess>
#include <QTest>
#include <algorithm>
#include <csignal>

using namespace finetune;
namespace fs = std::filesystem;

namespace {

struct Outcome {
    int code = -1;
    QString out, error;
};

Outcome run(const QStringList& arguments, const QByteArray& input = {}) {
    QProcess process;
    process.start(FINETUNE_PROGRAM, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(120'000))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2,
            QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}

QString path(const fs::path& file) {
    return QString::fromStdString(file.string());
}

// A tiny project whose model has random weights.
struct Project {
    fs::path folder = test::scratchFolder(), data, model, run = folder / "run";
    Project() {
        const test::TinyProject tiny = test::writeTinyProject(folder);
        data = tiny.squad, model = tiny.folder;
        files::copySynced(model / "config.json", folder / "config.json");
        const Outcome made = ::run(
            {"debug", "init-model", "--config", path(folder / "config.json"), "--seed", "3", "--output", path(model)});
        if (made.code != 0)
            qFatal("%s", qPrintable(made.error));
    }
    QStringList train(const QStringList& more = {}) const {
        return QStringList{"train",    "--model",         path(model), "--train_file",
                           path(data), "--output_dir",    path(run),   "--max_length",
                           "32",       "--doc-stride",    "8",         "--padding",
                           "none",     "--learning-rate", "5e-3",      "--logging_steps",
                           "1",        "--threads",       "1",         "--per_device_train_batch_size",
                           "4"} +
               more;
    }
};

} // namespace

class FinetuneTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void trainedEvaluatedExportedAndAsked() {
        const Project project;
        const Outcome trained = run(project.train({"--validation_file", path(project.data), "--num_train_epochs", "2",
                                                   "--eval_strategy", "epoch", "--json"}));
        QVERIFY2(trained.code == 0, qPrintable(trained.error));
        const Json report = Json::parse(trained.out.toStdString());
        QVERIFY(report.at("metrics").contains("eval_f1"));

        const fs::path target = project.folder / "finetuned_model";
        const Outcome exported = run({"export", "--run", path(project.run), "--output", path(target)});
        QVERIFY2(exported.code == 0, qPrintable(exported.error));
        QVERIFY(exported.out.contains("model.safetensors"));
        QVERIFY(files::read(target / "README.md").find("question-answering") != std::string::npos);

        const Outcome evaluated = run({"evaluate", "--model", path(target), "--file", path(project.data),
                                       "--max_length", "32", "--doc_stride", "8", "--padding", "none"});
        QVERIFY2(evaluated.code == 0, qPrintable(evaluated.error));
        QCOMPARE(Json::parse(evaluated.out.toStdString())["eval_loss"].get<double>(),
                 report["metrics"]["eval_loss"].get<double>());
        // Without options as its run; without a run as the model has room for.
        const Outcome asItsRun =
            run({"evaluate", "--model", path(project.run / "model"), "--file", path(project.data)});
        QVERIFY2(asItsRun.code == 0, qPrintable(asItsRun.error));
        QCOMPARE(Json::parse(asItsRun.out.toStdString())["eval_loss"].get<double>(),
                 report["metrics"]["eval_loss"].get<double>());
        const Outcome alone = run({"evaluate", "--model", path(target), "--file", path(project.data)});
        QVERIFY2(alone.code == 0, qPrintable(alone.error));

        const Outcome answered =
            run({"predict", "--model", path(target), "--question", "which river is by the town ?", "--context",
                 "the town of arle lies by the river nera .", "--max_length", "32", "--doc_stride", "8"});
        QVERIFY2(answered.code == 0, qPrintable(answered.error));
        QVERIFY(!Json::parse(answered.out.toStdString())["answers"].empty());

        const auto predict = [&](const QStringList& more) {
            return run(QStringList{"predict", "--model", path(target), "--question", "which river is by the town ?",
                                   "--context", "the town of arle lies by the river nera ."} +
                       more);
        };
        Json config = readJson(target / "config.json");
        config["null_score_diff_threshold"] = -1000.5; // as the export keeps what was chosen on the Evaluate page
        writeJson(target / "config.json", config);
        const Outcome mayBeNone = predict({"--v2"}); // and a model with few positions needs no further option
        QVERIFY2(mayBeNone.code == 0, qPrintable(mayBeNone.error));
        const Json none = Json::parse(mayBeNone.out.toStdString());
        QCOMPARE(none.at("decode").get<std::string>(), std::string("nbest"));
        QCOMPARE(none.at("null_threshold").get<double>(), -1000.5);
        QVERIFY(none.at("null_threshold_file").get<std::string>().ends_with("config.json"));
        QCOMPARE(none.at("answers")[0].at("answer").get<std::string>(), std::string());
        const Json given = Json::parse(predict({"--v2", "--null_threshold", "1000"}).out.toStdString());
        QVERIFY(!given.at("answers")[0].at("answer").get<std::string>().empty());
        const Json asPython =
            Json::parse(predict({"--v2", "--decode", "pipeline", "--top_k", "100"}).out.toStdString());
        QVERIFY(std::ranges::any_of(asPython.at("answers"), [](const Json& one) { return one.at("answer") == ""; }));
        QCOMPARE(predict({"--null_threshold", "1"}).code, 2);

        const Outcome runs = run({"runs", path(project.run)});
        QVERIFY(runs.out.contains("finished"));
        const Outcome info = run({"info", path(target)});
        QCOMPARE(Json::parse(info.out.toStdString()).value("architecture", ""),
                 std::string("BertForQuestionAnswering"));
    }

    void anInterruptKeepsACheckpointAndTheRunGoesOn() {
        const Project project;
        QProcess process;
        process.start(FINETUNE_PROGRAM, project.train({"--max_steps", "100000"}));
        QByteArray told;
        QTRY_VERIFY_WITH_TIMEOUT((told += process.readAllStandardError()).contains("step 3/"), 60'000);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.exitCode(), 130);
        told += process.readAllStandardError();
        QVERIFY2(told.contains("checkpoint was kept"), told.constData());

        const Outcome again = run(project.train({"--max_steps", "100000"}));
        QCOMPARE(again.code, 2);
        QVERIFY2(again.error.contains("holds a run already"), qPrintable(again.error));
        int steps = 0;
        for (const auto& entry : fs::directory_iterator(project.run))
            if (entry.path().filename().string().starts_with("checkpoint-"))
                steps = std::stoi(entry.path().filename().string().substr(11));
        const Outcome rest =
            run(project.train({"--max_steps", QString::number(steps + 2), "--resume_from_checkpoint", "true"}));
        QVERIFY2(rest.code == 0, qPrintable(rest.error));
        QVERIFY(rest.error.contains("goes on from checkpoint-"));
    }

    void whatIsWrongIsNamed_data() {
        QTest::addColumn<QString>("change");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* change, int code, const char* message) {
            QTest::newRow(change) << change << code << message;
        };
        row("missing data file", 3, "No such file");
        row("data is not JSON", 3, "is not JSON");
        row("data is JSON but not SQuAD", 3, "SQuAD");
        row("data file is empty", 3, "empty");
        row("answer outside its context", 3, "article 1, paragraph 1, question 1");
        row("missing model folder", 3, "no such model folder");
        row("weights cut short", 3, "past the end of the file");
        row("weights with a hostile header", 3, "the header claims");
        row("unknown model_type", 3, "model_type “t5” is not known");
        row("vocabulary does not fit", 3, "does not fit the embedding");
        row("output folder is a file", 4, "folder cannot be made");
        row("max_length too long", 2, "positions of this model");
        row("learning rate is a word", 2, "learning_rate");
        row("unknown option", 2, "--learning_rat");
        row("unknown schedule", 2, "lr_scheduler_type");
    }

    void whatIsWrongIsNamed() {
        QFETCH(QString, change);
        QFETCH(int, code);
        QFETCH(QString, message);
        Project project;
        QStringList more;
        const fs::path weights = project.model / "model.safetensors", config = project.model / "config.json";
        if (change == "missing data file")
            fs::remove(project.data);
        if (change == "data is not JSON")
            files::writeAtomically(project.data, "question,answer\n");
        if (change == "data is JSON but not SQuAD")
            files::writeAtomically(project.data, R"({"rows": [1, 2]})");
        if (change == "data file is empty")
            files::writeAtomically(project.data, "");
        if (change == "answer outside its context") {
            Json data = readJson(project.data);
            data["data"][0]["paragraphs"][0]["qas"][0]["answers"][0]["answer_start"] = 4000;
            writeJson(project.data, data);
            more << "--on_problem"
                 << "refuse";
        }
        if (change == "missing model folder")
            fs::remove_all(project.model);
        if (change == "weights cut short")
            fs::resize_file(weights, fs::file_size(weights) - 100);
        if (change == "weights with a hostile header")
            files::writeAtomically(weights, std::string("\xff\xff\xff\xff\xff\xff\xff\x7f", 8) + "{}");
        if (change == "unknown model_type") {
            Json json = readJson(config);
            json["model_type"] = "t5";
            writeJson(config, json);
        }
        if (change == "vocabulary does not fit")
            files::appendLine(project.model / "vocab.txt", "extra");
        if (change == "output folder is a file")
            files::writeAtomically(project.run, "mine");
        if (change == "max_length too long")
            more << "--max_length"
                 << "4096";
        if (change == "learning rate is a word")
            more << "--learning_rate"
                 << "fast";
        if (change == "unknown option")
            more << "--learning_rat"
                 << "1";
        if (change == "unknown schedule")
            more << "--lr_scheduler_type"
                 << "stairs";
        const Outcome outcome = run(project.train(more));
        QVERIFY2(outcome.error.contains(message), qPrintable(outcome.error));
        QCOMPARE(outcome.code, code);
        if (change == "output folder is a file")
            QCOMPARE(files::read(project.run), "mine");
    }

    void tokensComeBackAsOneLineALine() {
        const Project project;
        const Outcome outcome = run({"tokenize", "--tokenizer", path(project.model), "--pair"},
                                    "{\"text\": \"which river ?\", \"pair\": \"the river nera .\"}\n");
        QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
        const Json line = Json::parse(outcome.out.toStdString());
        QCOMPARE(line["encodings"][0]["tokens"].size(), std::size_t{10});
        QCOMPARE(line["encodings"][0]["tokens"][1].get<std::string>(), "which");
    }

    void dataIsCountedCheckedMendedAndSplit() {
        const Project project;
        const fs::path ill = project.folder / "ill.json", mended = project.folder / "mended.json",
                       first = project.folder / "first.json", second = project.folder / "second.json";
        Json json = readJson(project.data);
        Json& answer = json["data"][0]["paragraphs"][0]["qas"][0]["answers"][0];
        answer["answer_start"] = answer["answer_start"].get<int>() + 1;
        writeJson(ill, json);
        const Outcome stats = ::run({"data", "stats", path(ill), "--json"});
        QCOMPARE(Json::parse(stats.out.toStdString())["questions"].get<int>(), 23);
        const Outcome check = ::run({"data", "check", path(ill), "--validation-file", path(project.data)});
        QVERIFY2(check.out.contains("counts from 1"), qPrintable(check.out));
        QVERIFY2(check.out.contains("context in two files"), qPrintable(check.out));
        QCOMPARE(::run({"data", "save", path(ill), "--repair", "--output", path(mended)}).code, 0);
        QVERIFY(::run({"data", "check", path(mended)}).out.startsWith("0 findings"));
        QCOMPARE(::run({"data", "save", path(ill), "--output", path(ill)}).code, 2); // never the file that is read
        const Outcome split = ::run({"data", "split", path(mended), "--first", path(first), "--second", path(second),
                                     "--share", "0.25", "--seed", "7"});
        QVERIFY2(split.out.startsWith("18 questions") && split.out.contains("\n6 questions"), qPrintable(split.out));
    }

    void whereWindowsAreKeptIsToldByInfo() {
        const Project project;
        const QStringList arguments{"preprocess",   "--tokenizer", path(project.model), "--file", path(project.data),
                                    "--max-length", "30",          "--stride",          "8"};
        const auto bytesKept = [] {
            const Outcome info = run({"info"});
            const Json cache = Json::parse(info.out.toStdString()).at("feature_cache");
            return std::pair(fs::path(cache.at("folder")), cache.at("bytes").get<std::int64_t>());
        };
        const auto before = bytesKept();
        const Outcome first = run(arguments), second = run(arguments);
        QCOMPARE(first.code, 0);
        QCOMPARE(second.out, first.out);
        const auto after = bytesKept();
        QVERIFY(after.second > before.second);
        QVERIFY(second.error.contains("windows taken from the cache, " + path(after.first)));
    }

    void featuresHaveADigest() {
        const Project project;
        const Outcome outcome =
            run({"preprocess", "--tokenizer", path(project.model), "--file", path(project.data), "--max-length", "32",
                 "--stride", "8", "--padding", "max_length", "--kind", "train", "--digest"});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
        const Json digest = Json::parse(outcome.out.toStdString());
        QCOMPARE(digest["features"].get<int>(), 24);
        QCOMPARE(digest["digest"].get<std::string>().size(), std::size_t{64});
    }
};

QTEST_GUILESS_MAIN(FinetuneTest)
#include "finetune_test.moc"
