// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <vector>

namespace finetune::ui {

struct BreakdownRow {
    QString name, meaning; // meaning: for a tool tip
    qint64 count = 0;
    double share = 0;         // of all questions, 0 to 1
    double exact = 0, f1 = 0; // percent
};

// The questions in groups: how many, and how they fare; shares for a delegate's bar. Kinds of mistakes have
// shares of all instead of scores.
class BreakdownModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum class Measure { Scores, Share };
    static constexpr int ShareRole = Qt::UserRole; // 0 to 1
    enum Column { Name, Count, First, Second };    // Scores: exact match, F1; Share: First alone

    BreakdownModel(const QString& groupName, Measure measure, QObject* parent = nullptr);

    void setRows(std::vector<BreakdownRow> rows);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    double percentOf(const BreakdownRow& row, int column) const;

    const QString groupName_;
    const Measure measure_;
    std::vector<BreakdownRow> rows_;
};

} // namespace finetune::ui
