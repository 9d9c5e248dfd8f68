// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/model_files_model.h"

#include "ui/theme.h"
#include "ui/words.h"

namespace finetune::ui {

void ModelFilesModel::show(std::vector<session::ModelFile> files) {
    beginResetModel();
    files_ = std::move(files);
    endResetModel();
}

int ModelFilesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(files_.size());
}

int ModelFilesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ModelFilesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const session::ModelFile& file = files_[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Size ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ForegroundRole && file.use == session::FileUse::NotUsed)
        return theme().muted;
    if (role != Qt::DisplayRole)
        return {};
    if (index.column() == Name)
        return QString::fromStdString(file.name);
    if (index.column() == Size)
        return bytes(file.bytes);
    switch (file.use) {
    case session::FileUse::Configuration:
        return tr("Sizes of the model");
    case session::FileUse::Weights:
        return tr("Weights");
    case session::FileUse::Tokenizer:
        return tr("Tokenizer; copied beside every checkpoint and export");
    case session::FileUse::Card:
        return tr("Description and licence");
    case session::FileUse::NotUsed:
        return tr("Not used");
    }
    return {};
}

QVariant ModelFilesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Size ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const QString names[] = {tr("File"), tr("Size"), tr("Use")};
    return role == Qt::DisplayRole ? names[section] : QVariant();
}

} // namespace finetune::ui
