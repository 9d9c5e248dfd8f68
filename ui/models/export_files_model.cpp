// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/export_files_model.h"

#include "ui/words.h"

namespace finetune::ui {
namespace {

QString contentOf(const QString& name) {
    if (name == QLatin1String("config.json"))
        return ExportFilesModel::tr("Architecture and sizes");
    if (name == QLatin1String("model.safetensors"))
        return ExportFilesModel::tr("The trained weights, float32");
    if (name == QLatin1String("README.md"))
        return ExportFilesModel::tr("Model card: data, arguments and scores of the run");
    return ExportFilesModel::tr("Tokenizer, byte for byte as in the base model");
}

} // namespace

void ExportFilesModel::reset(std::vector<Row> rows, bool written) {
    beginResetModel();
    rows_ = std::move(rows);
    written_ = written;
    endResetModel();
}

void ExportFilesModel::clear() {
    reset({}, false);
}

void ExportFilesModel::show(const session::ExportPlan& plan) {
    std::vector<Row> rows;
    for (const session::PlannedFile& file : plan.files)
        rows.push_back({QString::fromStdString(file.name), file.bytes, {}});
    reset(std::move(rows), false);
}

void ExportFilesModel::show(const session::ExportReport& report) {
    std::vector<Row> rows;
    for (const session::ExportedFile& file : report.files)
        rows.push_back(
            {QString::fromStdString(file.name), static_cast<qint64>(file.bytes), QString::fromStdString(file.sha256)});
    reset(std::move(rows), true);
}

int ExportFilesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int ExportFilesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ExportFilesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Row& row = rows_[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Size ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == Content)
        return contentOf(row.name);
    if (role != Qt::DisplayRole)
        return {};
    if (index.column() == Name)
        return row.name;
    if (index.column() == Size)
        return row.bytes > 0 ? bytes(row.bytes) : QStringLiteral("–");
    return written_ ? row.sha256 : contentOf(row.name);
}

QVariant ExportFilesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Size ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const QString names[] = {tr("File"), tr("Size"), written_ ? QStringLiteral("SHA-256") : tr("Content")};
    return role == Qt::DisplayRole ? names[section] : QVariant();
}

} // namespace finetune::ui
