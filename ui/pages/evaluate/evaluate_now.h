// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace finetune::ui {

class Evaluations;
class Session;

// An evaluation that is asked for: which model, on which file; then how far it is, and a way to stop it.
class EvaluateNow : public QFrame {
    Q_OBJECT
public:
    EvaluateNow(Session& session, Evaluations& evaluations, QWidget* parent = nullptr);

private:
    void fillModels();
    void fillFiles();
    void start();
    void update();
    // Offers a path that was browsed for; empty: the choice before stays.
    void browse(QComboBox* box, bool isFolder);

    Session& session_;
    Evaluations& evaluations_;
    QComboBox *model_, *file_;
    QPushButton *start_, *cancel_;
    QProgressBar* bar_;
    QLabel* state_;
    QStringList browsedModels_, browsedFiles_;
};

} // namespace finetune::ui
