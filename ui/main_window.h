// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/project_file.h"
#include "ui/settings/window_state.h"
#include "ui/widgets/message_bar.h"

#include <QMainWindow>
#include <array>
#include <optional>

class QStackedWidget;

namespace finetune::ui {

class DataPage;
class EvaluatePage;
class ExportPage;
class InspectPage;
class Rail;
class RunList;
class RunStarter;
class RunsPage;
class TrainPage;
class TryPage;

// The window: the rail at the left, one page at a time, and a bar for what must be said or asked.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    enum Page { Data, Model, Inspect, Train, Evaluate, Try, Export, Runs, PageCount };
    static Page pageNamed(const QString& name); // "data", "model" …; Data for what is none

    explicit MainWindow(Session& session, QWidget* parent = nullptr);

    void showPage(Page page);
    Page page() const;
    ProjectFile& projectFile() { return project_; } // the session's

    // What a person would miss when the window is built anew over the same session, for another language.
    struct Kept {
        Page page = Data;
        QByteArray geometry;
        std::optional<QRect> hubCache; // where its dialog is; none: it is closed
        train::TrainingArguments arguments;
        WindowState controls;
        QString focus;             // name of the control
        MessageBar::Again message; // that is shown
        bool closeWaits = false;
        std::optional<quint64> givenUp;
    };
    Kept keep() const;
    void restore(const Kept& kept);

    void setOutputFolder(const QString& folder);
    // Starts as soon as the files and the model are read; tells when something is missing.
    void startWhenReady();
    // Opens what was open when the window was closed.
    void restoreProject();

Q_SIGNALS:
    void settingsRequested();
    void guideRequested(const QString& page);
    void closed();

private:
    void closeEvent(QCloseEvent* event) override;
    void makePages();
    void addPage(Page page, QWidget* widget, const QString& name);
    void makeMenus();
    void connectInspect();
    void connectRuns();
    void resumeRun(const QString& folder);
    void offerResuming(const QString& folder);
    void updateInspectOptions();
    void askBeforeReplacing(const std::vector<Split>& splits, const std::function<void()>& goOn);
    void askAboutChangesBeforeClosing();
    void askBeforeClosing();
    void showHubError(const Error& error);
    void saveProject() const;
    void updateTitle();

    Session& session_;
    ProjectFile& project_;
    Rail* rail_;
    MessageBar* bar_;
    QStackedWidget* stack_;
    std::array<QWidget*, PageCount> pages_{};
    DataPage* data_;
    InspectPage* inspect_;
    TrainPage* train_;
    EvaluatePage* evaluate_;
    TryPage* try_;
    RunList* runList_;
    ExportPage* export_;
    RunsPage* runs_;
    RunStarter* starter_;
    bool closeWaits_ = false;        // for the run to end
    std::optional<quint64> givenUp_; // revision of the data whose unsaved changes the window may close over
};

} // namespace finetune::ui
