// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/stall_meter.h"
#include "ui/language.h"
#include "ui/main_window.h"
#include "ui/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QIcon>
#include <QSettings>
#include <cstdio>

using namespace finetune;

namespace {

void addOptions(QCommandLineParser& parser) {
    parser.setApplicationDescription(QStringLiteral("Fine-tune encoders for question answering, in a window"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {"sample", "Open the sample project."},
        {{"train-file", "train_file"}, "SQuAD file to learn from.", "file"},
        {{"validation-file", "validation_file"}, "SQuAD file to evaluate on.", "file"},
        {"model", "Folder of the pretrained model.", "folder"},
        {{"output_dir", "output-dir"}, "The run folder.", "folder"},
        {"args", "Training arguments as JSON with Hugging Face's names.", "file"},
        {"start", "Start training as soon as everything is read."},
        {"page", "data, inspect, train or results.", "page"},
        {"language", "Language of the window, for instance zh_CN.", "locale"},
        {"appearance", "system, light or dark.", "appearance"},
        {"report-stalls", "At exit, print how long the window ever stood still while training."},
        {"exit-after-run", "Close the window when the run has ended."},
    });
}

ui::Appearance appearanceOf(const QString& name) {
    if (name == QLatin1String("light"))
        return ui::Appearance::Light;
    return name == QLatin1String("dark") ? ui::Appearance::Dark : ui::Appearance::System;
}

QString nameOf(ui::Appearance appearance) {
    static const char* const names[] = {"system", "light", "dark"};
    return QString::fromLatin1(names[static_cast<int>(appearance)]);
}

ui::MainWindow::Page pageOf(const QString& name) {
    const QStringList names{"data", "inspect", "train", "results"};
    return static_cast<ui::MainWindow::Page>(std::max(0, static_cast<int>(names.indexOf(name))));
}

QString absolute(const QString& path) {
    return path.isEmpty() ? path : QFileInfo(path).absoluteFilePath();
}

void openProject(const QCommandLineParser& options, ui::Session& session, ui::MainWindow& window) {
    const QString train = options.value("train-file"), validation = options.value("validation-file"),
                  model = options.value("model");
    if (options.isSet("sample"))
        session.openSample();
    else if (train.isEmpty() && validation.isEmpty() && model.isEmpty())
        window.restoreProject();
    session.openFile(ui::Split::Train, train.isEmpty() ? session.file(ui::Split::Train) : absolute(train));
    session.openFile(ui::Split::Validation,
                     validation.isEmpty() ? session.file(ui::Split::Validation) : absolute(validation));
    session.openModel(model.isEmpty() ? session.modelFolder() : absolute(model));
    if (options.isSet("output_dir"))
        window.setOutputFolder(absolute(options.value("output_dir")));
    const bool start = options.isSet("start");
    if (options.isSet("args")) {
        QObject::connect(&session, &ui::Session::argumentsLoaded, &window, [&window, start] {
            if (start)
                window.startWhenReady();
        });
        session.loadArguments(absolute(options.value("args")));
    } else if (start) {
        window.startWhenReady();
    }
}

void printStalls(const StallMeter& meter) {
    std::printf("longest stall of the window while training: %.1f ms (%lld beats, %lld over 16 ms, %lld over 50 ms)\n",
                meter.longestMilliseconds(), static_cast<long long>(meter.beats()),
                static_cast<long long>(meter.over16()), static_cast<long long>(meter.over50()));
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Finetune Studio"));
    QApplication::setApplicationVersion(QStringLiteral(FINETUNE_VERSION));
    QApplication::setOrganizationName(QStringLiteral("finetune-studio"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/studio.svg")));
    QCommandLineParser options;
    addOptions(options);
    options.process(application);

    // How it looks and speaks.
    ui::installLanguage(application,
                        options.isSet("language") ? QLocale(options.value("language")) : QLocale::system());
    const ui::Appearance appearance = appearanceOf(
        options.isSet("appearance") ? options.value("appearance") : QSettings().value("window/appearance").toString());
    ui::applyTheme(application, appearance);

    // The window is on the screen before anything is read; the session ends after it.
    ui::Session session;
    ui::MainWindow window(session, appearance);
    QObject::connect(&window, &ui::MainWindow::appearanceChosen, &application, [&](ui::Appearance chosen) {
        ui::applyTheme(application, chosen);
        QSettings().setValue("window/appearance", nameOf(chosen));
    });
    window.showPage(pageOf(options.value("page")));
    window.show();
    QMetaObject::invokeMethod(
        &window, [&] { openProject(options, session, window); }, Qt::QueuedConnection);

    std::optional<StallMeter> meter;
    if (options.isSet("report-stalls"))
        meter.emplace(session);
    if (options.isSet("exit-after-run"))
        QObject::connect(&session, &ui::Session::runEnded, &window, &QWidget::close, Qt::QueuedConnection);
    const int code = QApplication::exec();
    if (meter)
        printStalls(*meter);
    return code;
}
