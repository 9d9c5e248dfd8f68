// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;

namespace finetune::ui {

class StatTile;

// Where the run stands, in words and figures, and what can be done with it.
class RunHead : public QFrame {
    Q_OBJECT
public:
    explicit RunHead(Session& session, QWidget* parent = nullptr);

    // Why it cannot start, or empty; shown beside the button. With a link when the place to mend it can be gone to.
    void setHindrance(const QString& hindrance, bool linked = false);

Q_SIGNALS:
    void startRequested();
    void flightCheckRequested();
    void hindranceActivated();

private:
    struct Words {
        QString state, detail, tone;
    };
    bool eventFilter(QObject* watched, QEvent* event) override;
    void makeButtons();
    QWidget* makeTiles();
    Words words() const;
    void showStatus();
    void showButtons();
    void showProgress();

    Session& session_;
    QString hindrance_;
    bool linked_ = false;
    QLabel *state_, *detail_;
    QPushButton *flight_, *start_, *pause_, *afterEpoch_, *stop_;
    QProgressBar* progress_;
    StatTile *step_, *epoch_, *left_, *speed_, *loss_;
};

} // namespace finetune::ui
