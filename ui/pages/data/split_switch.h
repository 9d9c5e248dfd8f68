// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QPushButton;

namespace finetune::ui {

// Which of the project's files is looked at: a button each, with the number of its examples.
class SplitSwitch : public QWidget {
    Q_OBJECT
public:
    SplitSwitch(Session& session, QWidget* parent = nullptr);

    Split current() const { return current_; }
    void setCurrent(Split split);

Q_SIGNALS:
    void changed();

private:
    void update();

    Session& session_;
    Split current_ = Split::Train;
    std::array<QPushButton*, kSplits> buttons_;
};

} // namespace finetune::ui
