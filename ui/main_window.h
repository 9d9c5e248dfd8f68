// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"
#include "ui/theme.h"

#include <QMainWindow>

class QStackedWidget;

namespace finetune::ui {

class DataPage;
class InspectPage;
class MessageBar;
class Rail;
class ResultsPage;
class TrainPage;

// The window: the rail at the left, one page at a time, and a bar for what must be said or asked.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    enum Page { Data, Inspect, Train, Results };

    MainWindow(Session& session, Appearance appearance, QWidget* parent = nullptr);

    void showPage(Page page);
    void setOutputFolder(const QString& folder);
    // Starts as soon as the files and the model are read; tells when something is missing.
    void startWhenReady();
    // Opens what was open when the window was closed.
    void restoreProject();

Q_SIGNALS:
    void appearanceChosen(finetune::ui::Appearance appearance);

private:
    void closeEvent(QCloseEvent* event) override;
    void makePages();
    void makeAppearanceMenu(Appearance appearance);
    void connectInspect();
    void startIfReady();
    void updateInspectOptions();
    void askBeforeClosing();
    void saveProject() const;

    Session& session_;
    Rail* rail_;
    MessageBar* bar_;
    QStackedWidget* stack_;
    DataPage* data_;
    InspectPage* inspect_;
    TrainPage* train_;
    ResultsPage* results_;
    bool startWaits_ = false;
    bool closeWaits_ = false; // for the run to end
};

} // namespace finetune::ui
