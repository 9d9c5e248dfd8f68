// SPDX-License-Identifier: GPL-3.0-or-later
// What the window asks before a run or changes of the data would be lost, and what closes it.
#include "ui/main_window.h"
#include "ui/session/run_list.h"
#include "ui/unsaved_changes.h"

#include <QCloseEvent>
#include <utility>

namespace finetune::ui {

void MainWindow::offerResuming(const QString& folder) {
    const WatchedRun* run = runList_->find(folder);
    if (!run || session_.status().active())
        return;
    bar_->show(MessageBar::Tone::Warning,
               tr("<b>%1 was interrupted.</b> Its newest checkpoint is %2. Go on from there?<br>%3")
                   .arg(run->name().toHtmlEscaped(), QString::fromStdString(run->summary.checkpoints.back()),
                        folder.toHtmlEscaped()),
               {{QStringLiteral("resumeInterrupted"), tr("Resume"), [this, folder] { resumeRun(folder); }},
                {QStringLiteral("notNow"), tr("Not now"), [this, folder] { runList_->declineResuming(folder); }}});
}

void MainWindow::closeEvent(QCloseEvent* event) {
    const DataFiles& files = session_.dataFiles();
    const auto givenUp = std::exchange(givenUp_, std::nullopt);
    if (!files.unsaved().empty() && givenUp != files.revision()) {
        event->ignore();
        closeWaits_ = false;
        askAboutChangesBeforeClosing();
        return;
    }
    if (session_.status().active()) {
        event->ignore();
        if (closeWaits_)
            givenUp_ = givenUp;
        else
            askBeforeClosing();
        return;
    }
    saveProject();
    QMainWindow::closeEvent(event);
    Q_EMIT closed();
}

// What goes on belongs to the session and outlives the window.
void MainWindow::askBeforeReplacing(const std::vector<Split>& splits, const std::function<void()>& goOn) {
    askAboutChanges(*bar_, session_.dataFiles(), splits,
                    tr("They are lost when the file is closed or another one takes its place."), this, goOn);
    bar_->askAgainBy(
        [splits, goOn](QWidget& window) { static_cast<MainWindow&>(window).askBeforeReplacing(splits, goOn); });
}

void MainWindow::askAboutChangesBeforeClosing() {
    DataFiles& files = session_.dataFiles();
    askAboutChanges(*bar_, files, files.unsaved(), tr("They are lost when the window closes."), this,
                    [this, revision = files.revision()] {
                        givenUp_ = revision;
                        close();
                    });
    bar_->askAgainBy([](QWidget& window) {
        auto& again = static_cast<MainWindow&>(window);
        if (!again.session_.dataFiles().unsaved().empty())
            again.askAboutChangesBeforeClosing();
    });
}

void MainWindow::askBeforeClosing() {
    // Changes that are made while the question is shown are asked about first.
    const auto waits = [this, revision = session_.dataFiles().revision()] {
        if (session_.dataFiles().revision() != revision) {
            close();
            return false;
        }
        givenUp_ = revision;
        closeWaits_ = true;
        return true;
    };
    bar_->show(MessageBar::Tone::Warning,
               tr("<b>Training is going on.</b> Stop it and keep a checkpoint, or let it go on in the background until "
                  "it is done?"),
               {{QStringLiteral("stopAndClose"), tr("Stop and close"),
                 [this, waits] {
                     if (waits())
                         session_.stop();
                 }},
                {QStringLiteral("goOnInBackground"), tr("Go on in the background"),
                 [this, waits] { // the program ends with the run; a second start shows it on the Runs page
                     if (!waits())
                         return;
                     saveProject();
                     hide();
                 }},
                {QStringLiteral("keepTraining"), tr("Keep the window"), [] {}}});
    bar_->askAgainBy([](QWidget& window) {
        auto& again = static_cast<MainWindow&>(window);
        if (again.session_.status().active())
            again.askBeforeClosing();
    });
}

} // namespace finetune::ui
