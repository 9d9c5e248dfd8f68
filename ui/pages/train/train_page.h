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

Q_SIGNALS:
    void argumentsChanged();

private:
    void updateReadiness();
    void askAboutExistingRun(const session::RunSummary& run);
    void resume();
    void load();
    void save();
    void take(const train::ArgumentsFromJson& loaded);
    void takeArguments(train::TrainingArguments arguments);
    void prepareNextRun();

    Session& session_;
    MessageBar& bar_;
    ArgumentsForm* form_;
    RunPanel* run_;
    QPushButton *load_, *save_, *reset_;
};

} // namespace finetune::ui
