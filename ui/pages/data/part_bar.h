// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace finetune::ui {

// Says of a large table that only its beginning is shown, and reads the rest when a person asks for it.
class PartBar : public QFrame {
    Q_OBJECT
public:
    PartBar(Session& session, QWidget* parent = nullptr);

    // Those that are looked at: the first one that was read in part is told about.
    void showSplits(std::vector<Split> splits);

private:
    void update();

    Session& session_;
    std::vector<Split> splits_;
    std::optional<Split> shown_;
    QLabel* text_;
    QPushButton *readAll_, *cancel_;
};

} // namespace finetune::ui
