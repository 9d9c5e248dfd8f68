// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/train/arguments.h"

#include <QObject>

namespace finetune::ui {

class MessageBar;
class Session;
class TrainPage;
struct WatchedRun;

// Begins a run as soon as its files and its model are read: the window's own, or one of the list that is resumed or
// done again, whose data, model and arguments are put in place first. What cannot be read ends the wait and is told.
class RunStarter : public QObject {
    Q_OBJECT
public:
    RunStarter(Session& session, TrainPage& train, MessageBar& bar, QObject* parent = nullptr); // all outlive it

    void startWhenReady();
    void resume(const WatchedRun& run);
    void duplicate(const WatchedRun& run); // into the form, with a folder of its own; begins nothing

Q_SIGNALS:
    void trainPageWanted();

private:
    void take(const train::TrainingArguments& arguments, bool resumes);
    void whenReady(void (TrainPage::*begin)());
    void beginIfReady();
    void giveUp(const Error& error);
    bool refusesNow(const QString& sentence);
    void open(const WatchedRun& run, const QString& outputFolder, bool resumes);

    Session& session_;
    TrainPage& train_;
    MessageBar& bar_;
    void (TrainPage::*begin_)() = nullptr; // waits
};

} // namespace finetune::ui
