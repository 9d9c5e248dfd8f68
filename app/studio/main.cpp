// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/stall_meter.h"
#include "app/studio/start_meter.h"
#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/session/engine.h"
#include "ui/studio.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QIcon>
#include <QScreen>
#include <cstdio>
#include <thread>

using namespace finetune;

namespace {

constexpr int kFrameHeight = 40; // of a window's title bar and edges, about

void addOptions(QCommandLineParser& parser) {
    parser.setApplicationDescription(QStringLiteral("Fine-tune encoders for question answering, in a window"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument("project", "A project that the studio has saved.", "[project.ftstudio]");
    parser.addOptions({
        {"sample", "Open the sample project."},
        {{"train-file", "train_file"}, "SQuAD file to learn from.", "file"},
        {{"validation-file", "validation_file"}, "SQuAD file to evaluate on.", "file"},
        {"model", "Folder of the pretrained model.", "folder"},
        {{"output_dir", "output-dir"}, "The run folder.", "folder"},
        {"args", "Training arguments as JSON with Hugging Face's names.", "file"},
        {"start", "Start training as soon as everything is read."},
        {"page", "data, model, inspect, train, evaluate, try, export or runs.", "page"},
        {"language", "Language of the window, for instance zh_CN.", "locale"},
        {"appearance", "system, light or dark.", "appearance"},
        {"report-stalls", "At exit, print how long the window ever stood still while training."},
        {"exit-after-run", "Close the window when the run has ended."},
    });
    QCommandLineOption reportStart("report-start", "Print how long it took until the window was painted, and quit.");
    reportStart.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOption(reportStart);
}

// What the command line says goes before what is kept.
ui::Settings settingsOf(const QCommandLineParser& options) {
    ui::Settings settings = ui::loadSettings();
    if (options.isSet("language"))
        settings.language = options.value("language");
    if (const auto appearance = ui::appearanceNamed(options.value("appearance")))
        settings.appearance = *appearance;
    return settings;
}

QString absolute(const QString& path) {
    return path.isEmpty() ? path : QFileInfo(path).absoluteFilePath();
}

void openProject(const QCommandLineParser& options, ui::Session& session, ui::MainWindow& window) {
    const QString train = options.value("train-file"), validation = options.value("validation-file"),
                  model = options.value("model");
    if (!options.positionalArguments().isEmpty())
        window.projectFile().open(absolute(options.positionalArguments().constFirst()));
    else if (options.isSet("sample"))
        session.openSample();
    else if (train.isEmpty() && validation.isEmpty() && model.isEmpty())
        window.restoreProject();
    if (!train.isEmpty())
        session.openFile(ui::Split::Train, absolute(train));
    if (!validation.isEmpty())
        session.openFile(ui::Split::Validation, absolute(validation));
    session.openModel(model.isEmpty() ? session.modelFolder() : absolute(model));
    if (options.isSet("output_dir"))
        window.setOutputFolder(absolute(options.value("output_dir")));
    const bool start = options.isSet("start");
    if (options.isSet("args")) {
        QObject::connect(&session, &ui::Session::argumentsLoaded, &window, [&window, start] {
            if (start)
                window.startWhenReady();
        });
        const auto load = [&session, file = absolute(options.value("args"))] { session.loadArguments(file); };
        if (options.isSet("sample")) // it brings arguments of its own, which the file's must follow
            QObject::connect(&session, &ui::Session::sampleOpened, &window, load, Qt::SingleShotConnection);
        else
            load();
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
    keepFreedMemory();
    // Threads that wait in a loop slow down whatever else runs. Read when the engine is loaded.
    if (!qEnvironmentVariableIsSet("OMP_WAIT_POLICY"))
        qputenv("OMP_WAIT_POLICY", "passive");
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Finetune Studio"));
    QApplication::setApplicationVersion(QStringLiteral(FINETUNE_VERSION));
    QApplication::setOrganizationName(QStringLiteral("finetune-studio"));
    QApplication::setDesktopFileName(QStringLiteral("finetune-studio"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/studio.svg")));
    QCommandLineParser options;
    addOptions(options);
    options.process(application);

    // The window is on the screen before anything is read.
    ui::Studio studio(application, settingsOf(options));
    studio.window().showPage(ui::MainWindow::pageNamed(options.value("page")));
    if (options.isSet("report-start"))
        new StartMeter(studio.window());
    // A window that the screen cannot hold beside its frame has its lowest line out of sight.
    const QSize room = studio.window().screen()->availableSize() - studio.window().size();
    if (room.width() < 0 || room.height() < kFrameHeight)
        studio.window().setWindowState(studio.window().windowState() | Qt::WindowMaximized);
    studio.window().show();
    std::jthread loading; // whoever needs the engine first waits for it, and tells what is wrong with it
    QMetaObject::invokeMethod(
        &studio,
        [&] {
            loading = std::jthread([] {
                try {
                    session::loadEngine();
                } catch (const Error&) {
                }
            });
        },
        Qt::QueuedConnection);
    QMetaObject::invokeMethod(
        &studio, [&] { openProject(options, studio.session(), studio.window()); }, Qt::QueuedConnection);
    if (!options.isSet("page") && !options.isSet("start"))
        QMetaObject::invokeMethod(&studio, &ui::Studio::offerTour, Qt::QueuedConnection);

    std::optional<StallMeter> meter;
    if (options.isSet("report-stalls"))
        meter.emplace(studio.session());
    if (options.isSet("exit-after-run"))
        QObject::connect(
            &studio.session(), &ui::Session::runEnded, &studio, [&] { studio.window().close(); }, Qt::QueuedConnection);
    const int code = QApplication::exec();
    if (meter)
        printStalls(*meter);
    return code;
}
