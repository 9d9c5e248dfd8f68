// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QPushButton;

namespace finetune::ui {

class ArgumentsForm;
class MessageBar;
class RunPanel;

// The second step: how to train, and the run itself.
class TrainPage : public QWidget {
    Q_OBJECT
public:
    TrainPage(Session& session, MessageBar& bar, QWidget* parent = nullptr);

    const train::TrainingArguments& arguments() const;
    void setOutputFolder(const QString& folder);

public Q_SLOTS:
    void start();
    void resume(); // goes on with the run in output_dir
    // A run folder that is Hugging Face's default keeps the window's own.
    void takeArguments(train::TrainingArguments arguments);

Q_SIGNALS:
    void argumentsChanged();

private:
    void makeMenus();
    void takePreset(const std::string& name);
    void copyAsPython();
    void checkFlight();
    void takeModelInfo();
    void updateEnabled();
    void tellTheDesktop();
    QString hindrance() const; // why a run cannot start, as a sentence; empty when it can
    void updateReadiness();
    void copyScript();
    void askAgainAbout(const session::RunSummary& run);
    void askAboutExistingRun(const session::RunSummary& run);
    void load();
    void save();
    void take(const train::ArgumentsFromJson& loaded);
    void prepareNextRun();

    Session& session_;
    MessageBar& bar_;
    ArgumentsForm* form_;
    RunPanel* run_;
    QPushButton *presets_, *more_;
    bool ranHere_ = false; // the run that ends next was started in this program
};

} // namespace finetune::ui
