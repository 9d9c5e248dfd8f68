// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/train/schedule.h"

#include <QTest>
#include <cmath>

using namespace finetune;
using namespace finetune::train;

namespace {

// Recorded from transformers 4.57.6, get_scheduler with a learning rate of 1e-3: the rates of steps 0, 1, 2, …
struct Recorded {
    const char* type;
    const char* options;
    int total, warmup;
    std::vector<double> rates;
};

const std::vector<Recorded>& recordings() {
    static const std::vector<Recorded> all{
        {"linear",
         R"({})",
         10,
         3,
         {0.0, 0.0003333333333333333, 0.0006666666666666666, 0.001, 0.0008571428571428571, 0.0007142857142857143,
          0.0005714285714285714, 0.00042857142857142855, 0.0002857142857142857, 0.00014285714285714284, 0.0, 0.0}},
        {"cosine",
         R"({})",
         10,
         3,
         {0.0, 0.0003333333333333333, 0.0006666666666666666, 0.001, 0.0009504844339512095, 0.0008117449009293668,
          0.0006112604669781572, 0.00038873953302184284, 0.00018825509907063325, 4.9515566048790485e-05, 0.0,
          4.951556604879043e-05}},
        {"cosine",
         R"({"num_cycles": 1.5})",
         10,
         0,
         {0.001, 0.0007938926261462366, 0.00034549150281252633, 2.4471741852423235e-05, 9.549150281252622e-05,
          0.0004999999999999999, 0.0009045084971874737, 0.0009755282581475768, 0.0006545084971874739,
          0.00020610737385376354, 0.0, 0.00020610737385376327}},
        {"cosine_with_restarts",
         R"({"num_cycles": 3})",
         10,
         2,
         {0.0, 0.0005, 0.001, 0.000691341716182545, 0.00014644660940672628, 0.0009619397662556434, 0.0005,
          3.806023374435663e-05, 0.0008535533905932737, 0.0003086582838174551, 0.0, 0.0}},
        {"polynomial",
         R"({"power": 2.0, "lr_end": 1e-05})",
         10,
         2,
         {0.0, 0.0005, 0.001, 0.00076796875, 0.000566875, 0.00039671875, 0.0002575, 0.00014921875, 7.1875e-05,
          2.546875e-05, 1e-05, 1e-05}},
        {"constant",
         R"({})",
         10,
         3,
         {0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001}},
        {"constant_with_warmup",
         R"({})",
         10,
         3,
         {0.0, 0.0003333333333333333, 0.0006666666666666666, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001,
          0.001}},
        {"inverse_sqrt",
         R"({})",
         10,
         3,
         {0.0, 0.0003333333333333333, 0.0006666666666666666, 0.001, 0.0008660254037844387, 0.0007745966692414834,
          0.0007071067811865475, 0.000654653670707977, 0.0006123724356957945, 0.0005773502691896259,
          0.0005477225575051661, 0.0005222329678670935}},
        {"cosine_with_min_lr",
         R"({"min_lr_rate": 0.1})",
         10,
         3,
         {0.0, 0.0003333333333333333, 0.0006666666666666666, 0.001, 0.0009554359905560886, 0.0008305704108364302,
          0.0006501344202803415, 0.0004498655797196586, 0.00026942958916356994, 0.00014456400944391147, 0.0001,
          0.0001445640094439114}},
        {"cosine_with_min_lr",
         R"({"min_lr": 0.0001})",
         10,
         3,
         {0.0, 0.0003333333333333333, 0.0006666666666666666, 0.001, 0.0009554359905560886, 0.0008305704108364302,
          0.0006501344202803415, 0.0004498655797196586, 0.00026942958916356994, 0.00014456400944391147, 0.0001,
          0.0001445640094439114}},
        {"cosine_warmup_with_min_lr",
         R"({"min_lr_rate": 0.1})",
         10,
         3,
         {0.0003333333333333333, 0.0006666666666666666, 0.001, 0.0009554359905560886, 0.0008305704108364302,
          0.0006501344202803415, 0.0004498655797196586, 0.00026942958916356994, 0.00014456400944391147, 0.0001,
          0.0001445640094439114, 0.00026942958916356983}},
        {"cosine_warmup_with_min_lr",
         R"({"min_lr_rate": 0.1, "warmup_lr_rate": 0.2})",
         10,
         3,
         {0.0002, 0.0006000000000000001, 0.001, 0.0009554359905560886, 0.0008305704108364302, 0.0006501344202803415,
          0.0004498655797196586, 0.00026942958916356994, 0.00014456400944391147, 0.0001, 0.0001445640094439114,
          0.00026942958916356983}},
        {"warmup_stable_decay",
         R"({"num_decay_steps": 4})",
         10,
         3,
         {0.0, 0.0003333333333333333, 0.0006666666666666666, 0.001, 0.001, 0.001, 0.001, 0.0008535533905932737, 0.0005,
          0.00014644660940672628, 0.0, 0.0}},
        {"warmup_stable_decay",
         R"({"num_decay_steps": 4, "decay_type": "1-sqrt", "warmup_type": "cosine", "min_lr_ratio": 0.1})",
         10,
         3,
         {0.0001, 0.000325, 0.000775, 0.001, 0.001, 0.001, 0.001, 0.00055, 0.00036360389693210714,
          0.00022057713659400527, 0.0001, 0.0001}}};
    return all;
}

} // namespace

class ScheduleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ratesAreThoseOfHuggingFace() {
        for (const Recorded& row : recordings()) {
            TrainingArguments arguments;
            arguments.learningRate = 1e-3;
            arguments.lrSchedulerType = row.type;
            arguments.lrSchedulerKwargs = Json::parse(row.options);
            arguments.warmupSteps = row.warmup;
            const Schedule schedule(arguments, row.total);
            for (std::size_t step = 0; step < row.rates.size(); ++step) {
                const double rate = schedule.rate(std::int64_t(step));
                const auto message = std::string(row.type) + row.options + " step " + std::to_string(step) + ": " +
                                     std::to_string(rate) + " for " + std::to_string(row.rates[step]);
                QVERIFY2(std::abs(rate - row.rates[step]) < 1e-15, message.c_str());
            }
        }
    }

    void warmupIsANumberOrAShare() {
        TrainingArguments arguments;
        arguments.warmupRatio = 0.1;
        QCOMPARE(warmupSteps(arguments, 101), 11);
        arguments.warmupSteps = 0.25;
        QCOMPARE(warmupSteps(arguments, 101), 26);
        arguments.warmupSteps = 7;
        QCOMPARE(warmupSteps(arguments, 101), 7);
    }

    void plateauLowersTheRateWhenTheMetricStandsStillAndKeepsItsState() {
        TrainingArguments arguments;
        arguments.learningRate = 1;
        arguments.lrSchedulerType = "reduce_lr_on_plateau";
        arguments.lrSchedulerKwargs = Json{{"patience", 1}, {"factor", 0.5}};
        Schedule schedule(arguments, 10);
        for (const double loss : {3.0, 2.0, 2.0})
            schedule.onEvaluation(loss);
        QCOMPARE(schedule.rate(3), 1.0);
        Schedule resumed(arguments, 10);
        resumed.restore(Json::parse(schedule.state().dump()));
        resumed.onEvaluation(2.0);
        QCOMPARE(resumed.rate(4), 0.5);
    }

    void whatAScheduleDoesNotKnowIsRefused() {
        TrainingArguments arguments;
        arguments.lrSchedulerKwargs = Json{{"num_cycles", 2}};
        QVERIFY_THROWS_EXCEPTION(Error, Schedule(arguments, 10));
        arguments.lrSchedulerType = "cosine";
        Schedule(arguments, 10);
        arguments.lrSchedulerKwargs = Json{{"num_cycles", "two"}};
        QVERIFY_THROWS_EXCEPTION(Error, Schedule(arguments, 10));
        arguments.lrSchedulerType = "warmup_stable_decay";
        arguments.lrSchedulerKwargs = Json::object();
        QVERIFY_THROWS_EXCEPTION(Error, Schedule(arguments, 10));
    }
};

QTEST_APPLESS_MAIN(ScheduleTest)
#include "schedule_test.moc"
