// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QPushButton;

namespace finetune::ui {

// Which split of a dataset is learned from, which measures and which is for the end; shown while the session waits for
// the answer, so that a split is left out only by a person.
class HubSplitsCard : public QFrame {
    Q_OBJECT
public:
    HubSplitsCard(Session& session, QWidget* parent = nullptr);

private:
    void update();
    void updateOpen();

    Session& session_;
    QLabel* sentence_;
    std::array<QComboBox*, kSplits> choices_{};
    QPushButton *open_, *cancel_;
};

} // namespace finetune::ui
