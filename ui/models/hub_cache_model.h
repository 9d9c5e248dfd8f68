// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/hub_library.h"

#include <QAbstractTableModel>
#include <vector>

namespace finetune::ui {

// The hub's cache, a row a revision, the biggest first; what was only begun to be downloaded is a row, too.
class HubCacheModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Type, Revision, Size, LastUsed, ColumnCount };

    struct Row {
        hub::Repository repository;
        QString commit;       // to be removed; empty: the repository, of which it is all that there is
        QString name;         // of the repository
        QString revision;     // "main", or the commit's first digits; empty: unfinished
        QString folder;       // in which its files are
        qint64 bytes = 0;     // of its files
        qint64 frees = 0;     // when it is removed
        std::time_t used = 0; // 0: not known
    };

    using QAbstractTableModel::QAbstractTableModel;

    void show(const std::vector<hub::CachedRepository>& repositories);
    const Row& row(int row) const { return rows_[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<Row> rows_;
};

} // namespace finetune::ui
