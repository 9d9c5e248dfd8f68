// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/hub_library.h"

#include <QAbstractTableModel>
#include <vector>

namespace finetune::ui {

// Names to choose from: first what the cache holds, then what a search on the hub has found.
class HubNamesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Place, Size, Downloads, Licence, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    // Of the cached ones those that hold `text`.
    void show(const std::vector<session::CachedName>& cached, const QString& text,
              const std::vector<hub::Found>& found);
    QString name(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        QString name, licence;
        bool isCached = false, isGated = false;
        qint64 bytes = 0, downloads = -1; // 0, -1: not known
    };
    QString text(const Row& row, int column) const;

    std::vector<Row> rows_;
};

} // namespace finetune::ui
