// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/trier.h"

#include <QWidget>

class QComboBox;

namespace finetune::ui {

// Which model answers: the running run, the runs' models and checkpoints, the opened base model, any folder. Until a
// person chooses, the most trained one is chosen: the running run's, else the last run's, else the opened model.
class ModelChooser : public QWidget {
    Q_OBJECT
public:
    explicit ModelChooser(Session& session, QWidget* parent = nullptr);

    void setRuns(std::vector<session::RunSummary> runs); // newest first
    ModelChoice choice() const;                          // an empty folder: there is none

public Q_SLOTS:
    void browse();

Q_SIGNALS:
    void changed();

private:
    struct Item {
        QString text;
        ModelChoice choice;
    };
    void refill();
    std::vector<Item> items() const;
    void addRun(std::vector<Item>& items, const session::RunSummary& run) const;

    Session& session_;
    QComboBox* box_;
    std::vector<session::RunSummary> runs_;
    QStringList others_; // folders that were chosen by hand
    ModelChoice told_;
    bool isChosen_ = false; // by a person
};

} // namespace finetune::ui
