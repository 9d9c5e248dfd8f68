// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/presets.h"

#include <QCoreApplication>

namespace finetune::ui {
namespace {

QString words(const char* text) {
    return QCoreApplication::translate("Presets", text);
}

train::TrainingArguments keeping(const train::TrainingArguments& current) {
    train::TrainingArguments arguments;
    arguments.outputDir = current.outputDir;
    arguments.maxLength = current.maxLength;
    arguments.docStride = current.docStride;
    arguments.threads = current.threads;
    return arguments;
}

// Python's workflow: TrainingArguments("./results", evaluation_strategy="epoch", learning_rate=2e-5, …).
train::TrainingArguments workflow(const train::TrainingArguments& current) {
    train::TrainingArguments arguments = keeping(current);
    arguments.evalStrategy = "epoch";
    arguments.padding = "max_length";
    return arguments;
}

// Whether it learns at all: a hundred updates.
train::TrainingArguments quickLook(const train::TrainingArguments& current) {
    train::TrainingArguments arguments = keeping(current);
    arguments.maxSteps = 100;
    arguments.learningRate = 5e-5;
    arguments.warmupRatio = 0.1;
    arguments.loggingSteps = 5;
    arguments.evalStrategy = "steps";
    arguments.evalSteps = 50;
    arguments.saveStrategy = "no";
    return arguments;
}

// Often evaluated, the best kept, ended when nothing gets better.
train::TrainingArguments careful(const train::TrainingArguments& current) {
    train::TrainingArguments arguments = keeping(current);
    arguments.numTrainEpochs = 4;
    arguments.learningRate = 3e-5;
    arguments.warmupRatio = 0.1;
    arguments.loggingSteps = 50;
    arguments.evalStrategy = arguments.saveStrategy = "steps";
    arguments.evalSteps = arguments.saveSteps = 0.1;
    arguments.saveTotalLimit = 2;
    arguments.loadBestModelAtEnd = true;
    arguments.metricForBestModel = "f1";
    arguments.earlyStoppingPatience = 3;
    return arguments;
}

} // namespace

std::vector<Preset> presets(const train::TrainingArguments& current) {
    return {
        {"workflow", words(QT_TRANSLATE_NOOP("Presets", "The Python workflow's")),
         words(QT_TRANSLATE_NOOP("Presets", "3 epochs, learning rate 2e-5, evaluated after each epoch; padded, for the "
                                            "same numbers")),
         workflow(current)},
        {"quick", words(QT_TRANSLATE_NOOP("Presets", "Quick look")),
         words(QT_TRANSLATE_NOOP("Presets", "100 updates, to see whether it learns")), quickLook(current)},
        {"careful", words(QT_TRANSLATE_NOOP("Presets", "Careful")),
         words(QT_TRANSLATE_NOOP("Presets",
                                 "Warm-up, evaluated ten times, ends with the best F1 and not later than needed")),
         careful(current)}};
}

} // namespace finetune::ui
