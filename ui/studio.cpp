// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studio.h"

#include "ui/guide/guide_window.h"
#include "ui/guide/tour.h"
#include "ui/language.h"
#include "ui/settings/settings_dialog.h"

#include <QApplication>

namespace finetune::ui {

Studio::Studio(QApplication& application, const Settings& settings) : application_(application), settings_(settings) {
    installLanguage(application_, localeOf(settings_));
    applyPalette(settings_.appearance);
    connect(&system_, &SystemAppearance::changed, this, [this] {
        if (settings_.appearance == Appearance::System)
            applyTheme(application_, settings_.appearance);
    });
    makeWindow();
    applyStyleSheet(application_);
}

Studio::~Studio() {
    closeCompanions();
}

void Studio::makeWindow() {
    window_ = std::make_unique<MainWindow>(session_);
    connect(window_.get(), &MainWindow::settingsRequested, this, &Studio::showSettings);
    connect(window_.get(), &MainWindow::guideRequested, this, &Studio::showGuide);
    connect(window_.get(), &MainWindow::closed, this, &Studio::closeCompanions);
}

void Studio::take(const Settings& settings) {
    const Settings before = std::exchange(settings_, settings);
    saveSettings(settings_);
    if (settings_.appearance != before.appearance)
        applyTheme(application_, settings_.appearance);
    if (settings_.language != before.language)
        // Not in the middle of a signal of the dialog, which is built anew as well.
        QMetaObject::invokeMethod(this, &Studio::rebuildWindow, Qt::QueuedConnection);
}

void Studio::rebuildWindow() {
    const MainWindow::Kept kept = window_->keep();
    const bool wasVisible = window_->isVisible();
    const bool hadDialog = dialog_ && dialog_->isVisible();
    const QRect dialogPlace = hadDialog ? dialog_->geometry() : QRect();
    const QString guidePage = guide_ && guide_->isVisible() ? guide_->page() : QString();
    closeCompanions();
    installLanguage(application_, localeOf(settings_));
    session_.dataFiles().retranslate();
    // The old window goes when the new one stands: a program without a window would quit.
    const std::unique_ptr<MainWindow> old = std::move(window_);
    makeWindow();
    window_->restore(kept);
    window_->setVisible(wasVisible);
    if (hadDialog) {
        showSettings();
        dialog_->move(dialogPlace.topLeft());
    }
    if (!guidePage.isEmpty())
        showGuide(guidePage);
    Q_EMIT windowBuilt();
}

void Studio::showSettings() {
    if (!dialog_) {
        dialog_ = new SettingsDialog(settings_, window_.get());
        dialog_->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog_, &SettingsDialog::changed, this, &Studio::take);
    }
    dialog_->show();
    dialog_->raise();
    dialog_->activateWindow();
}

void Studio::showGuide(const QString& page) {
    if (!guide_) {
        guide_ = new GuideWindow;
        guide_->setAttribute(Qt::WA_DeleteOnClose);
        connect(guide_, &GuideWindow::tourRequested, this, &Studio::showTour);
    }
    guide_->showPage(page);
    guide_->show();
    guide_->raise();
    guide_->activateWindow();
}

void Studio::offerTour() {
    if (!Tour::wasSeen())
        showTour();
}

void Studio::showTour() {
    if (tour_)
        tour_->end();
    tour_ = new Tour(Tour::firstSteps(), window_->centralWidget());
    connect(tour_, &Tour::pageWanted, window_.get(),
            [this](const QString& page) { window_->showPage(MainWindow::pageNamed(page)); });
    tour_->begin();
    window_->activateWindow();
}

void Studio::closeCompanions() {
    delete dialog_;
    delete guide_;
}

} // namespace finetune::ui
