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

    void addPage(const QString& name, const QString& iconName);
    void setCurrent(int page);
    void showStatus(const RunStatus& status);
    QToolButton* appearanceButton() const { return appearance_; }

Q_SIGNALS:
    void pageChosen(int page);

private:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void restyle();

    struct Entry {
        QToolButton* button;
        QString iconName;
    };
    std::vector<Entry> entries_;
    QButtonGroup* group_;
    QVBoxLayout* pages_;
    QLabel* state_;
    QProgressBar* progress_;
    QToolButton* appearance_;
};

// "Training · 42 %", for the rail and the window's title; empty when there is no run.
QString shortStatus(const RunStatus& status);

} // namespace finetune::ui
