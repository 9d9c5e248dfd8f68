// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/model/fused/rows.h"
#include "core/train/arguments.h"
#include "core/train/execution.h"

#include <QTest>
#include <set>
#include <torch/torch.h>

using namespace finetune;
using namespace finetune::train;

class ArgumentsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyArgumentHasAHelpAndATypeThatItsDefaultSatisfies() {
        std::set<std::string> names;
        for (const ArgumentInfo& info : argumentTable()) {
            QVERIFY2(!info.help.empty() && !info.group.empty(), info.name.c_str());
            QVERIFY2(names.insert(info.name).second, info.name.c_str());
            TrainingArguments arguments;
            setArgument(arguments, info.name, getArgument(arguments, info.name));
        }
    }

    void jsonOfTheArgumentsReadsBackTheSame() {
        TrainingArguments arguments;
        arguments.dataSeed = 7;
        arguments.lrSchedulerKwargs = Json{{"num_cycles", 2}};
        arguments.greaterIsBetter = "false";
        const ArgumentsFromJson back = argumentsFromJson(toJson(arguments));
        QVERIFY(back.unknown.empty());
        QCOMPARE(toJson(back.arguments).dump(), toJson(arguments).dump());
        QCOMPARE(argumentsFromJson(toJson({})).arguments.greaterIsBetter, std::string());
    }

    void bothSpellingsAreRead_data() {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::newRow("version 4.41") << R"({"evaluation_strategy":"epoch"})"
                                      << "eval_strategy"
                                      << "\"epoch\"";
        QTest::newRow("flag of version 4") << R"({"group_by_length":true})"
                                           << "train_sampling_strategy"
                                           << "\"group_by_length\"";
        QTest::newRow("stride") << R"({"stride":64})"
                                << "doc_stride"
                                << "64";
        QTest::newRow("dashes") << R"({"learning-rate":0.5})"
                                << "learning_rate"
                                << "0.5";
        QTest::newRow("null limit") << R"({"save_total_limit":null})"
                                    << "save_total_limit"
                                    << "0";
        QTest::newRow("null seed") << R"({"data_seed":null})"
                                   << "data_seed"
                                   << "-1";
        QTest::newRow("null eval_steps") << R"({"eval_steps":null})"
                                         << "eval_steps"
                                         << "0.0";
        QTest::newRow("whole real") << R"({"max_steps":5.0})"
                                    << "max_steps"
                                    << "5";
        QTest::newRow("resume flag") << R"({"resume_from_checkpoint":true})"
                                     << "resume_from_checkpoint"
                                     << "\"true\"";
        QTest::newRow("old name, null") << R"({"per_gpu_train_batch_size":null})"
                                        << "per_device_train_batch_size"
                                        << "16";
    }
    void bothSpellingsAreRead() {
        QFETCH(QString, given);
        QFETCH(QString, name);
        QFETCH(QString, value);
        const auto read = argumentsFromJson(Json::parse(given.toStdString()));
        QVERIFY(read.unknown.empty());
        QCOMPARE(QString::fromStdString(getArgument(read.arguments, name.toStdString()).dump()), value);
    }

    void aBadValueIsRefusedByNameValueAndRange_data() {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("part");
        QTest::newRow("text for number") << R"({"learning_rate":"fast"})"
                                         << "learning_rate cannot be \"fast\"";
        QTest::newRow("negative rate") << R"({"learning_rate":-1})"
                                       << "from 0 to 1000";
        QTest::newRow("half a batch") << R"({"per_device_train_batch_size":1.5})"
                                      << "per_device_train_batch_size cannot be 1.5";
        QTest::newRow("no batch") << R"({"per_device_train_batch_size":0})"
                                  << "from 1 to 65536";
        QTest::newRow("no epochs") << R"({"num_train_epochs":0})"
                                   << "more than 0";
        QTest::newRow("strategy") << R"({"eval_strategy":"sometimes"})"
                                  << "one of no, steps, epoch";
        QTest::newRow("number for flag") << R"({"save_only_model":1})"
                                         << "true or false";
        QTest::newRow("null where none") << R"({"learning_rate":null})"
                                         << "learning_rate cannot be null";
        QTest::newRow("list for object") << R"({"lr_scheduler_kwargs":[1]})"
                                         << "a JSON object";
        QTest::newRow("ratio") << R"({"warmup_ratio":1.5})"
                               << "from 0 to 1";
        QTest::newRow("other optimizer") << R"({"optim":"adafactor"})"
                                         << "optim cannot be \"adafactor\"";
        QTest::newRow("huge") << R"({"max_steps":1e300})"
                              << "max_steps cannot be";
        QTest::newRow("not an object") << R"([1])"
                                       << "not a JSON object";
    }
    void aBadValueIsRefusedByNameValueAndRange() {
        QFETCH(QString, given);
        QFETCH(QString, part);
        try {
            argumentsFromJson(Json::parse(given.toStdString()));
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Usage);
            QVERIFY2(QString(error.what()).contains(part), error.what());
        }
    }

    void namesOfHuggingFaceWithoutEffectAreListedAndUnknownOnesToo() {
        const auto read = argumentsFromJson(
            Json::parse(R"({"fsdp":"","hub_token":"x","fp16":false,"optim":"adamw_torch_fused","learnig_rate":1})"));
        QCOMPARE(read.ignored.size(), 4u);
        QCOMPARE(read.unknown, std::vector<std::string>{"learnig_rate"});
    }

    void theFlagForBfloat16IsAPrecision() {
        QCOMPARE(argumentsFromJson(Json::parse(R"({"bf16":true})")).arguments.precision, std::string("bfloat16"));
        QCOMPARE(argumentsFromJson(Json::parse(R"({"bf16":false})")).arguments.precision, std::string("float32"));
        QCOMPARE(TrainingArguments().precision, std::string("auto"));
    }

    void theFlagsAgainstCudaAreADevice() {
        for (const char* flag : {"use_cpu", "no_cuda"}) {
            TrainingArguments arguments = argumentsFromJson({{flag, true}}).arguments;
            QCOMPARE(arguments.device, std::string("cpu"));
            setArgumentText(arguments, flag, "false");
            QCOMPARE(arguments.device, std::string("auto"));
        }
    }

    void aDeviceThatIsNotThereIsRefused() {
        TrainingArguments arguments;
        arguments.device = "cuda";
        if (torch::cuda::is_available())
            QVERIFY(QString::fromStdString(chooseExecution(arguments).description).contains("on the GPU"));
        else
            QVERIFY_THROWS_EXCEPTION(Error, chooseExecution(arguments));
        arguments.device = "cpu";
        QVERIFY(chooseExecution(arguments).execution.device.is_cpu());
    }

    void whatIsChosenForTheMachineIsNamedWithItsReason() {
        TrainingArguments arguments;
        arguments.device = "cpu";
        const bool unit = model::rows::bfloat16Unit() != nullptr;
        QCOMPARE(chooseExecution(arguments).execution.precision,
                 unit ? model::Precision::BFloat16 : model::Precision::Float32);
        QVERIFY(QString::fromStdString(chooseExecution(arguments).description).startsWith("packed"));
        arguments.padding = "max_length"; // for the Python workflow's numbers
        QCOMPARE(chooseExecution(arguments).execution.precision, model::Precision::Float32);
        arguments.precision = "bfloat16";
        QCOMPARE(chooseExecution(arguments).execution.precision, model::Precision::BFloat16);
        QVERIFY(QString::fromStdString(chooseExecution(arguments).description).contains("as asked for"));
    }

    void textOfTheCommandLineIsReadByType() {
        TrainingArguments arguments;
        setArgumentText(arguments, "--learning-rate", "2e-5");
        setArgumentText(arguments, "load_best_model_at_end", "True");
        setArgumentText(arguments, "save_total_limit", "none");
        setArgumentText(arguments, "lr_scheduler_kwargs", R"({"power":2})");
        setArgumentText(arguments, "save_strategy", "no");
        QCOMPARE(arguments.learningRate, 2e-5);
        QVERIFY(arguments.loadBestModelAtEnd);
        QCOMPARE(arguments.saveStrategy, "no");
        QCOMPARE(arguments.lrSchedulerKwargs.at("power").get<int>(), 2);
        QVERIFY_THROWS_EXCEPTION(Error, setArgumentText(arguments, "learning_rate", "2e-5x"));
        QVERIFY_THROWS_EXCEPTION(Error, setArgumentText(arguments, "learning_rate", "nan"));
        QVERIFY_THROWS_EXCEPTION(Error, setArgumentText(arguments, "nothing", "1"));
    }

    void argumentsThatContradictAreRefused_data() {
        QTest::addColumn<QString>("given");
        QTest::addColumn<bool>("good");
        const char* best = R"({"load_best_model_at_end":true,)";
        QTest::newRow("agree") << QString(best) + R"("eval_strategy":"epoch","save_strategy":"epoch"})" << true;
        QTest::newRow("differ") << QString(best) + R"("eval_strategy":"epoch"})" << false;
        QTest::newRow("best") << QString(best) + R"("eval_strategy":"epoch","save_strategy":"best"})" << true;
        QTest::newRow("multiple") << QString(best) + R"("eval_strategy":"steps","eval_steps":10,"save_steps":20})"
                                  << true;
        QTest::newRow("no multiple") << QString(best) + R"("eval_strategy":"steps","eval_steps":10,"save_steps":15})"
                                     << false;
        QTest::newRow("shares") << QString(best) + R"("eval_strategy":"steps","eval_steps":0.1,"save_steps":0.3})"
                                << true;
        QTest::newRow("early stop") << R"({"early_stopping_patience":1})" << false;
        QTest::newRow("plateau") << R"({"lr_scheduler_type":"reduce_lr_on_plateau"})" << false;
        QTest::newRow("stride") << R"({"max_length":64,"doc_stride":64})" << false;
        QTest::newRow("steps") << R"({"logging_steps":2.5})" << false;
    }
    void argumentsThatContradictAreRefused() {
        QFETCH(QString, given);
        QFETCH(bool, good);
        const TrainingArguments arguments = argumentsFromJson(Json::parse(given.toStdString())).arguments;
        if (good)
            check(arguments);
        else
            QVERIFY_THROWS_EXCEPTION(Error, check(arguments));
    }
};

QTEST_APPLESS_MAIN(ArgumentsTest)
#include "arguments_test.moc"
