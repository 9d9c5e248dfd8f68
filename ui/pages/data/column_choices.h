// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table_look.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace finetune::ui {

// For each field of a question one of a table's columns, with values that stand in it.
class ColumnChoices : public QWidget {
    Q_OBJECT
public:
    explicit ColumnChoices(QWidget* parent = nullptr);

    // `given`: what a person named before; of what he did not name, and what is not there any more, what is recognised.
    void setTable(const data::TableLook& look, const data::ColumnMapping& given);
    data::ColumnMapping mapping() const; // says something of every field
    QString missing() const;             // a sentence; empty: nothing

Q_SIGNALS:
    void changed(); // by a person

private:
    void update();
    QComboBox* choice(data::DataField field) const { return choices_[static_cast<std::size_t>(field)]; }
    bool has(data::DataField field) const;

    std::array<QComboBox*, data::kDataFields> choices_{};
    std::array<QLabel*, data::kDataFields> samples_{};
    std::vector<data::ColumnLook> columns_;
};

} // namespace finetune::ui
