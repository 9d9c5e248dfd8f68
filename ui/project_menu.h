// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/project_file.h"

#include <QMenu>
#include <functional>

namespace finetune::ui {

// New, open, save and the recent projects: what other programs have in their File menu. The actions' keys work in the
// whole window once they are added to it.
class ProjectMenu : public QMenu {
    Q_OBJECT
public:
    // `arguments` are those of the window, for saving.
    ProjectMenu(ProjectFile& project, std::function<train::TrainingArguments()> arguments, QWidget* parent);

private:
    void open();
    void save();
    void saveAs();
    void fillRecent();
    QAction* add(const QString& text, const QString& name, const QKeySequence& key, void (ProjectMenu::*act)());

    ProjectFile& project_;
    std::function<train::TrainingArguments()> arguments_;
    QMenu* recent_;
};

} // namespace finetune::ui
