// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/open_dataset.h"

#include <QStringList>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace finetune::ui {

// Which rows are taken: conditions, each a line of its own, then the first so many, then a random choice.
class RowChoices : public QWidget {
    Q_OBJECT
public:
    explicit RowChoices(QWidget* parent = nullptr);

    void setColumns(const QStringList& columns, const data::RowSelection& selection);
    data::RowSelection selection() const;

Q_SIGNALS:
    void changed(); // by a person

private:
    struct Line {
        QWidget* widget;
        QComboBox *column, *is;
        QLineEdit* value;
    };
    void addLine(const data::Condition& condition);
    void removeLine(const QWidget* widget);
    void updateLine(const Line& line);
    void update();

    QStringList columns_;
    std::vector<Line> lines_;
    QVBoxLayout* conditions_;
    QPushButton* add_;
    QCheckBox *first_, *sample_;
    QSpinBox *firstCount_, *sampleCount_, *seed_;
};

} // namespace finetune::ui
