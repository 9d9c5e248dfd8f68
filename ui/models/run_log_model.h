// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/observer.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>
#include <optional>
#include <vector>

namespace finetune::ui {

// What a run told, a row an entry: losses, evaluations, checkpoints, notices. The words are in the user's language; a
// notice is core's own.
class RunLogModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Step, Kind, Text, ColumnCount };
    enum class Entry { Loss, Evaluation, Checkpoint, Notice };
    static constexpr int kEntryRole = Qt::UserRole; // the Entry, as int

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    void append(const std::vector<train::RunEvent>& entries, std::size_t first); // those from `first` on

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        qint64 step;
        Entry entry;
        QString text;
    };
    std::vector<Row> rows_;
};

// Rows of one kind, or all, whose text holds the words that are sought.
class RunLogFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit RunLogFilter(RunLogModel& model, QObject* parent = nullptr);

    void setEntry(std::optional<RunLogModel::Entry> entry);
    void setSought(const QString& text);

private:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

    std::optional<RunLogModel::Entry> entry_;
    QString sought_;
};

} // namespace finetune::ui
