// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QWidget>
#include <vector>

class QButtonGroup;
class QLabel;
class QProgressBar;
class QToolButton;
class QVBoxLayout;

namespace finetune::ui {

// The left edge of the window: the pages, and below them how the run stands, seen from every page.
class Rail : public QWidget {
    Q_OBJECT
public:
    explicit Rail(QWidget* parent = nullptr);

    // `number` is what pageChosen tells and, from 1, the key; pages are added from the smallest number up.
    void addPage(int number, const QString& name, const QString& iconName);
    void setCurrent(int page);
    void focusCurrent();
    void showStatus(const RunStatus& status);
    void showProject(const QString& name);                  // empty: it has none yet
    QToolButton* projectButton() const { return project_; } // wants a menu
    QToolButton* guideButton() const { return guide_; }
    QToolButton* settingsButton() const { return settings_; }

Q_SIGNALS:
    void pageChosen(int page);

private:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void restyle();
    void dress(QToolButton* button, const QString& objectName, const QString& text, const QString& toolTip);

    struct Entry {
        QToolButton* button;
        QString iconName;
    };
    std::vector<Entry> entries_;
    QButtonGroup* group_;
    QVBoxLayout* pages_;
    QLabel* state_;
    QProgressBar* progress_;
    QToolButton *project_, *guide_, *settings_;
};

// "Training · 42 %", for the rail and the window's title; empty when there is no run.
QString shortStatus(const RunStatus& status);

} // namespace finetune::ui
