// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/hub_names_model.h"

#include "ui/theme.h"
#include "ui/words.h"

#include <algorithm>

namespace finetune::ui {

void HubNamesModel::show(const std::vector<session::CachedName>& cached, const QString& text,
                         const std::vector<hub::Found>& found) {
    beginResetModel();
    rows_.clear();
    for (const session::CachedName& one : cached)
        if (const QString name = QString::fromStdString(one.name); name.contains(text, Qt::CaseInsensitive))
            rows_.push_back({.name = name, .licence = {}, .isCached = true, .bytes = static_cast<qint64>(one.bytes)});
    for (const hub::Found& one : found) {
        const QString name = QString::fromStdString(one.id);
        auto row = std::ranges::find(rows_, name, &Row::name);
        if (row == rows_.end())
            row = rows_.insert(rows_.end(), {.name = name, .licence = {}, .bytes = static_cast<qint64>(one.bytes)});
        row->licence = QString::fromStdString(one.licence);
        row->isGated = !one.gated.empty();
        row->downloads = one.downloads;
    }
    endResetModel();
}

QString HubNamesModel::name(int row) const {
    return row >= 0 && row < rowCount() ? rows_[static_cast<std::size_t>(row)].name : QString();
}

int HubNamesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int HubNamesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString HubNamesModel::text(const Row& row, int column) const {
    switch (column) {
    case Name:
        return row.name;
    case Place:
        return row.isCached ? tr("in the cache") : row.isGated ? tr("on the hub, gated") : tr("on the hub");
    case Size:
        return row.bytes > 0 ? bytes(row.bytes) : QStringLiteral("–");
    case Downloads:
        return row.downloads >= 0 ? count(row.downloads) : QStringLiteral("–");
    case Licence:
        return row.licence.isEmpty() ? QStringLiteral("–") : row.licence;
    default:
        return {};
    }
}

QVariant HubNamesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Row& row = rows_[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return int((column == Size || column == Downloads ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ForegroundRole && column == Place)
        return row.isCached ? theme().success : row.isGated ? theme().warning : theme().muted;
    if (role == Qt::ToolTipRole && column == Place && row.isGated)
        return tr("Its owner gives access to those who ask for it; then an access token is needed.");
    return role == Qt::DisplayRole ? text(row, column) : QVariant();
}

QVariant HubNamesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Size || section == Downloads ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const QString names[] = {tr("Name"), tr("Where it is"), tr("Size"), tr("Downloads"), tr("Licence")};
    return role == Qt::DisplayRole ? names[section] : QVariant();
}

} // namespace finetune::ui
