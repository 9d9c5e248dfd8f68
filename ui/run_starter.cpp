// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run_starter.h"

#include "ui/pages/train/train_page.h"
#include "ui/session/paths.h"
#include "ui/session/run_list.h"
#include "ui/session/session.h"
#include "ui/widgets/message_bar.h"

#include <utility>

namespace finetune::ui {

RunStarter::RunStarter(Session& session, TrainPage& train, MessageBar& bar, QObject* parent)
    : QObject(parent), session_(session), train_(train), bar_(bar) {
    connect(&session_, &Session::fileChanged, this, &RunStarter::beginIfReady);
    connect(&session_, &Session::modelChanged, this, &RunStarter::beginIfReady);
    connect(&session_, &Session::fileFailed, this, [this](Split, const Error& error) { giveUp(error); });
    connect(&session_, &Session::modelFailed, this, &RunStarter::giveUp);
    connect(&session_, &Session::runOpened, this, &RunStarter::take);
}

void RunStarter::startWhenReady() {
    whenReady(&TrainPage::start);
}

void RunStarter::resume(const WatchedRun& run) {
    if (refusesNow(tr("A run is going on in this window. Resume the other one when it has ended.")))
        return;
    open(run, run.folder, true);
}

void RunStarter::duplicate(const WatchedRun& run) {
    if (refusesNow(tr("A run is going on in this window. Duplicate the other one when it has ended.")))
        return;
    open(run, Session::freshRunFolder(run.folder), false);
}

bool RunStarter::refusesNow(const QString& sentence) {
    if (session_.status().active())
        bar_.show(MessageBar::Tone::Info, sentence);
    return session_.status().active();
}

void RunStarter::open(const WatchedRun& run, const QString& outputFolder, bool resumes) {
    const Json described = run.summary.run; // the list may change while files are opened
    begin_ = nullptr;
    train::TrainingArguments arguments;
    std::vector<Opening> files;
    try {
        for (const auto& [split, what] : {std::pair(Split::Train, "train"), {Split::Validation, "validation"}}) {
            const session::DataSource source = session::sourceOf(described, what);
            files.push_back({split, fromPath(source.file), source.options});
        }
        arguments = train::argumentsFromJson(described.value("arguments", Json::object())).arguments;
    } catch (const Error& error) { // a run.json that someone changed by hand
        bar_.show(error);
        return;
    }
    arguments.outputDir = outputFolder.toStdString();
    arguments.resumeFromCheckpoint.clear();
    const auto model = described.find("model");
    const bool names = model != described.end() && model->is_string();
    session_.openRun(files, names ? QString::fromStdString(model->get<std::string>()) : QString(), arguments, resumes);
}

void RunStarter::take(const train::TrainingArguments& arguments, bool resumes) {
    train_.takeArguments(arguments);
    Q_EMIT trainPageWanted();
    if (resumes)
        whenReady(&TrainPage::resume);
}

void RunStarter::whenReady(void (TrainPage::*begin)()) {
    begin_ = begin;
    beginIfReady();
}

void RunStarter::beginIfReady() {
    if (!begin_ || !session_.missing().isEmpty())
        return;
    // After the other pages have heard of the same change.
    QMetaObject::invokeMethod(&train_, std::exchange(begin_, nullptr), Qt::QueuedConnection);
}

void RunStarter::giveUp(const Error& error) {
    if (std::exchange(begin_, nullptr))
        bar_.show(error);
}

} // namespace finetune::ui
