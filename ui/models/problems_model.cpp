// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/problems_model.h"

#include "ui/theme.h"

namespace finetune::ui {

void ProblemsModel::setDatasets(std::vector<std::shared_ptr<const data::Dataset>> datasets, bool notes) {
    beginResetModel();
    std::erase(datasets, nullptr);
    datasets_ = std::move(datasets);
    problems_.clear();
    notes_ = notes;
    for (const auto& dataset : datasets_)
        for (const data::Problem& problem : dataset->problems)
            if (notes ? problem.note : problem.example < 0)
                problems_.push_back({dataset.get(), &problem});
    endResetModel();
}

int ProblemsModel::rowCount(const QModelIndex& parent) const {
    if (parent.isValid())
        return 0;
    return static_cast<int>(problems_.size());
}

int ProblemsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProblemsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::ForegroundRole))
        return {};
    if (role == Qt::ForegroundRole)
        return index.column() == What ? QVariant() : theme().muted;
    const auto& [dataset, problem] = problems_[static_cast<std::size_t>(index.row())];
    const std::string file = dataset->file.filename().string();
    const std::string* const texts[] = {&file, &problem->place, &problem->what, &problem->cure};
    return QString::fromStdString(*texts[index.column()]);
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    const QString names[] = {tr("File"), tr("Place"), notes_ ? tr("How it was read") : tr("What is wrong"),
                             tr("What helps")};
    return role == Qt::DisplayRole ? names[section] : QVariant();
}

} // namespace finetune::ui
