// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QListWidget;

namespace finetune::ui {

// Chooses the validation questions that the next run tells after every evaluation. Searches in the background; shows
// the first matches only.
class ProbePicker : public QDialog {
    Q_OBJECT
public:
    explicit ProbePicker(Session& session, QWidget* parent = nullptr);

private:
    void search();
    void show(const std::vector<std::pair<QString, QString>>& found); // id and question
    void toggle();
    void accept() override;

    Session& session_;
    QStringList pinned_;
    QLineEdit* search_;
    QListWidget* list_;
    QLabel* note_;
    Job searching_;
};

} // namespace finetune::ui
