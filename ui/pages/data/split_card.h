// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QFrame>

class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace finetune::ui {

class PathField;

// One file becomes two: which one, how much of it, and by which seed.
class SplitCard : public QFrame {
    Q_OBJECT
public:
    SplitCard(Session& session, QWidget* parent = nullptr);

    void begin(); // with the training file, when there is one

Q_SIGNALS:
    void ended(); // done or given up

private:
    void update();
    void split();

    Session& session_;
    PathField *source_, *folder_;
    QSpinBox *share_, *seed_;
    QPushButton *split_, *cancel_;
    QLabel* sentence_;
    bool folderChosen_ = false; // by hand: it does not follow the file any more
};

} // namespace finetune::ui
