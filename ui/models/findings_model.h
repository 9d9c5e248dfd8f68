// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/data_files.h"

#include <QAbstractTableModel>

namespace finetune::ui {

// The kinds of problems, a row each: how often the doctor found them; after them what the readers say of entries that
// are in no table, and their notes, which are no problems. Kinds without findings are rows too, so that a person sees
// what was looked for.
class FindingKindsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Count, ColumnCount };
    static constexpr int kReaderRow = static_cast<int>(data::kFindingKinds), kNoteRow = kReaderRow + 1;

    using QAbstractTableModel::QAbstractTableModel;

    void setFindings(std::shared_ptr<const Findings> findings); // null: nothing was looked at yet
    qint64 countOf(int row) const;
    qint64 total() const; // without the notes

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::shared_ptr<const Findings> findings_;
    qint64 unread_ = 0, notes_ = 0;
};

// The findings of one kind, a row each. Texts are made when they are drawn.
class FindingsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { File, Number, Question, Detail, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setFindings(std::shared_ptr<const Findings> findings, data::FindingKind kind);
    std::size_t findingOf(int row) const; // index into the findings' list
    const data::Finding& at(int row) const { return findings_->list[findingOf(row)]; }
    const data::Dataset& datasetOf(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::shared_ptr<const Findings> findings_;
    std::size_t begin_ = 0, count_ = 0;
};

} // namespace finetune::ui
