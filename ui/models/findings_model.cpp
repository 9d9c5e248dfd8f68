// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/findings_model.h"

#include "ui/models/finding_words.h"
#include "ui/theme.h"
#include "ui/words.h"

#include <QFont>
#include <algorithm>

namespace finetune::ui {

void FindingKindsModel::setFindings(std::shared_ptr<const Findings> findings) {
    findings_ = std::move(findings);
    unread_ = notes_ = 0;
    if (findings_)
        for (const auto& dataset : findings_->datasets) {
            if (!dataset)
                continue;
            for (const data::Problem& problem : dataset->problems)
                (problem.note ? notes_ : unread_) += problem.note || problem.example < 0;
        }
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

qint64 FindingKindsModel::countOf(int row) const {
    if (row >= kReaderRow)
        return row == kNoteRow ? notes_ : unread_;
    return findings_ ? static_cast<qint64>(findings_->count(static_cast<data::FindingKind>(row))) : 0;
}

qint64 FindingKindsModel::total() const {
    return unread_ + (findings_ ? static_cast<qint64>(findings_->list.size()) : 0);
}

int FindingKindsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kNoteRow + 1;
}

int FindingKindsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FindingKindsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const qint64 found = countOf(index.row());
    const bool isReader = index.row() == kReaderRow, isNote = index.row() == kNoteRow;
    const auto kind = static_cast<data::FindingKind>(index.row());
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Name)
            return isReader ? tr("Entry that cannot be read") : isNote ? noteName() : findingName(kind);
        return findings_ ? ui::count(found) : QStringLiteral("–");
    case Qt::ToolTipRole:
        return isReader ? tr("Entries of the file that are not of SQuAD's form, or not quite.")
               : isNote ? noteReason()
                        : findingReason(kind);
    case Qt::TextAlignmentRole:
        return int((index.column() == Count ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        return found == 0 ? theme().muted : index.column() == Count && !isNote ? theme().warning : QVariant();
    case Qt::FontRole: {
        QFont font;
        font.setBold(found > 0 && !isNote);
        return font;
    }
    default:
        return {};
    }
}

QVariant FindingKindsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Count ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("What was looked for") : tr("Found");
}

void FindingsModel::setFindings(std::shared_ptr<const Findings> findings, data::FindingKind kind) {
    beginResetModel();
    findings_ = std::move(findings);
    begin_ = findings_ ? findings_->begins[static_cast<std::size_t>(kind)] : 0;
    count_ = findings_ ? findings_->count(kind) : 0;
    endResetModel();
}

std::size_t FindingsModel::findingOf(int row) const {
    return begin_ + static_cast<std::size_t>(row);
}

const data::Dataset& FindingsModel::datasetOf(int row) const {
    return *findings_->datasets[static_cast<std::size_t>(at(row).dataset)];
}

int FindingsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(count_);
}

int FindingsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FindingsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ForegroundRole)
        return index.column() == File || index.column() == Number ? theme().muted : QVariant();
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const data::Finding& finding = at(index.row());
    const data::Dataset& dataset = datasetOf(index.row());
    const std::int32_t example = finding.examples.front();
    switch (index.column()) {
    case File:
        return splitName(static_cast<Split>(finding.dataset));
    case Number:
        return ui::count(example + 1);
    case Question:
        return QString::fromStdString(dataset.examples[static_cast<std::size_t>(example)].question).simplified();
    default:
        return findingText(finding, dataset);
    }
}

QVariant FindingsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const QString names[] = {tr("File"), tr("No."), tr("Question"), tr("What is wrong")};
    return role == Qt::DisplayRole ? names[section] : QVariant();
}

} // namespace finetune::ui
