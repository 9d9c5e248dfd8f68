// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/hub_cache_model.h"

#include "ui/session/paths.h"
#include "ui/words.h"

#include <QDateTime>
#include <QLocale>
#include <algorithm>

namespace finetune::ui {
namespace {

constexpr int kCommitDigits = 12;

QString revisionOf(const hub::CachedRevision& revision) {
    QStringList names;
    for (const std::string& ref : revision.refs)
        names << QString::fromStdString(ref);
    return names.isEmpty() ? QString::fromStdString(revision.commit).left(kCommitDigits)
                           : names.join(QStringLiteral(", "));
}

} // namespace

void HubCacheModel::show(const std::vector<hub::CachedRepository>& repositories) {
    beginResetModel();
    rows_.clear();
    for (const hub::CachedRepository& one : repositories) {
        Row row{.repository = one.repository,
                .commit = {},
                .name = QString::fromStdString(one.repository.id),
                .revision = {},
                .folder = fromPath(one.folder),
                .bytes = static_cast<qint64>(one.bytes),
                .frees = static_cast<qint64>(one.bytes)};
        if (one.revisions.empty())
            rows_.push_back(row);
        for (const hub::CachedRevision& revision : one.revisions) {
            row.revision = revisionOf(revision);
            row.folder = fromPath(revision.folder);
            row.used = revision.lastUsed;
            if (one.revisions.size() > 1) {
                row.commit = QString::fromStdString(revision.commit);
                row.bytes = static_cast<qint64>(revision.bytes);
                row.frees = static_cast<qint64>(revision.alone);
            }
            rows_.push_back(row);
        }
    }
    std::ranges::stable_sort(rows_, std::greater(), &Row::bytes);
    endResetModel();
}

int HubCacheModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int HubCacheModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HubCacheModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Row& row = rows_[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Size ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return row.folder;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Name:
        return row.name;
    case Type:
        return row.repository.type == session::HubKind::Model ? tr("model") : tr("dataset");
    case Revision:
        return row.revision.isEmpty() ? tr("unfinished") : row.revision;
    case Size:
        return bytes(row.bytes);
    case LastUsed:
        return row.used > 0 ? QLocale().toString(QDateTime::fromSecsSinceEpoch(row.used).date(), QLocale::ShortFormat)
                            : QStringLiteral("–");
    default:
        return {};
    }
}

QVariant HubCacheModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Size ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const QString names[] = {tr("Name"), tr("Kind"), tr("Revision"), tr("Size"), tr("Last used")};
    return role == Qt::DisplayRole ? names[section] : QVariant();
}

} // namespace finetune::ui
