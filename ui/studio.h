// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/main_window.h"
#include "ui/settings/settings.h"
#include "ui/settings/system_appearance.h"

#include <QPointer>
#include <memory>

namespace finetune::ui {

class GuideWindow;
class SettingsDialog;
class Tour;

// The program as a person meets it: the session, which lives as long as the program, the window over it, and beside
// the window the settings, the guide and the tour. A new language builds the window anew; a run does not notice.
class Studio : public QObject {
    Q_OBJECT
public:
    Studio(QApplication& application, const Settings& settings);
    ~Studio() override;

    Session& session() { return session_; }
    MainWindow& window() { return *window_; } // until the language changes

    // Points at the three things to know, unless it was seen on this account.
    void offerTour();

public Q_SLOTS:
    void take(const finetune::ui::Settings& settings); // and keeps them
    void showSettings();
    void showGuide(const QString& page);
    void showTour();

Q_SIGNALS:
    void windowBuilt(); // anew

private:
    void makeWindow();
    void rebuildWindow();
    void closeCompanions();

    QApplication& application_;
    Settings settings_;
    SystemAppearance system_;
    Session session_;
    std::unique_ptr<MainWindow> window_;
    QPointer<SettingsDialog> dialog_; // both delete themselves when they are closed
    QPointer<GuideWindow> guide_;
    QPointer<Tour> tour_;
};

} // namespace finetune::ui
