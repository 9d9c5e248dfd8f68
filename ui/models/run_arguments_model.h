// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <QAbstractTableModel>
#include <vector>

namespace finetune::ui {

// One run's column: its name and run.json.
struct ArgumentsOfRun {
    QString name;
    Json run;
};

// Model, data and arguments of some runs side by side: a row for each, a column for each run. A row in which runs
// differ has the mark "≠" and bold values.
class RunArgumentsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Mark, FirstRun };
    enum Role { DiffersRole = Qt::UserRole };

    explicit RunArgumentsModel(QObject* parent = nullptr);

    void show(std::vector<ArgumentsOfRun> runs);
    void setOnlyDifferences(bool only);
    int differences() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        QString name, help;
        std::vector<QString> values; // by run
        bool differs = false;
    };
    void choose();

    std::vector<QString> runs_;
    std::vector<Row> all_;
    std::vector<std::size_t> shown_; // indexes of all_
    bool onlyDifferences_ = false;
};

} // namespace finetune::ui
