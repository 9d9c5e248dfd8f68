// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme.h"

#include <QAbstractTableModel>
#include <array>
#include <vector>

namespace finetune::ui {

class RunList;
struct WatchedRun;

// The runs of a list as rows, newest first. The check box of a row puts its run among those that are compared; each of
// these has a place, and with it a colour, that it keeps until it leaves.
class RunsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, State, Started, Duration, Model, Data, ExactMatch, F1, Loss, ColumnCount };
    enum Role { FolderRole = Qt::UserRole, SortRole };
    static constexpr int kPlaces = 6;

    explicit RunsModel(RunList& list, QObject* parent = nullptr); // the list outlives the model

    QString folderOf(int row) const { return folders_[static_cast<std::size_t>(row)]; }
    int rowOf(const QString& folder) const;                                    // -1: not there
    const std::array<QString, kPlaces>& compared() const { return compared_; } // empty: a free place
    int placeOf(const QString& folder) const;                                  // -1: not compared
    bool setCompared(const QString& folder, bool compared);                    // false: every place is taken
    static QColor Theme::*colorOf(int place);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void comparedChanged();
    void placesTaken(); // one more was asked for

private:
    void sync();
    void insert(int row, const WatchedRun& run);
    QString textOf(const WatchedRun& run, int column) const;
    QVariant sortValue(const WatchedRun& run, int column) const;

    RunList& list_;
    std::vector<QString> folders_;
    std::array<QString, kPlaces> compared_;
};

// "Training · 42 %", "Interrupted at step 120"; the state of a run in the user's words.
QString runStateText(const WatchedRun& run);

} // namespace finetune::ui
