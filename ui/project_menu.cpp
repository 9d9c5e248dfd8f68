// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project_menu.h"

#include "ui/session/recent.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

namespace finetune::ui {
namespace {

QString filter() {
    return ProjectMenu::tr("Projects (*.%1)").arg(ProjectFile::suffix());
}

} // namespace

ProjectMenu::ProjectMenu(ProjectFile& project, std::function<train::TrainingArguments()> arguments, QWidget* parent)
    : QMenu(parent), project_(project), arguments_(std::move(arguments)) {
    setObjectName(QStringLiteral("projectMenu"));
    QAction* fresh = addAction(tr("New"));
    fresh->setObjectName(QStringLiteral("project.new"));
    fresh->setShortcut(QKeySequence::New);
    connect(fresh, &QAction::triggered, &project_, &ProjectFile::clear);
    add(tr("Open…"), QStringLiteral("project.open"), QKeySequence::Open, &ProjectMenu::open);
    recent_ = addMenu(tr("Recent"));
    recent_->setObjectName(QStringLiteral("project.recent"));
    connect(recent_, &QMenu::aboutToShow, this, &ProjectMenu::fillRecent);
    addSeparator();
    add(tr("Save"), QStringLiteral("project.save"), QKeySequence::Save, &ProjectMenu::save);
    add(tr("Save as…"), QStringLiteral("project.saveAs"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S),
        &ProjectMenu::saveAs);
}

QAction* ProjectMenu::add(const QString& text, const QString& name, const QKeySequence& key,
                          void (ProjectMenu::*act)()) {
    QAction* action = addAction(text);
    action->setObjectName(name);
    action->setShortcut(key);
    connect(action, &QAction::triggered, this, act);
    return action;
}

// No blocking dialog: a run may be going on behind it.
void ProjectMenu::open() {
    auto* dialog = new QFileDialog(parentWidget(), tr("Open a project"));
    dialog->setObjectName(QStringLiteral("openProject"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({filter(), tr("All files (*)")});
    if (!project_.path().isEmpty())
        dialog->setDirectory(QFileInfo(project_.path()).path());
    connect(dialog, &QFileDialog::fileSelected, &project_, &ProjectFile::open);
    dialog->open();
}

void ProjectMenu::save() {
    if (project_.path().isEmpty())
        saveAs();
    else
        project_.save(project_.path(), arguments_());
}

void ProjectMenu::saveAs() {
    auto* dialog = new QFileDialog(parentWidget(), tr("Save the project"));
    dialog->setObjectName(QStringLiteral("saveProject"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(filter());
    dialog->setDefaultSuffix(ProjectFile::suffix());
    const QString proposed = project_.path().isEmpty() ? tr("project") : QFileInfo(project_.path()).fileName();
    dialog->selectFile(proposed);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& file) { project_.save(file, arguments_()); });
    dialog->open();
}

void ProjectMenu::fillRecent() {
    recent_->clear();
    const QStringList paths = recentPaths(QStringLiteral("project"));
    for (const QString& path : paths) {
        QAction* action = recent_->addAction(QFileInfo(path).fileName());
        action->setToolTip(QDir::toNativeSeparators(path));
        connect(action, &QAction::triggered, &project_, [this, path] { project_.open(path); });
    }
    if (paths.isEmpty())
        recent_->addAction(tr("Nothing used yet"))->setEnabled(false);
    recent_->setToolTipsVisible(true);
}

} // namespace finetune::ui
