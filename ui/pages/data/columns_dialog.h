// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/table_preview.h"

#include <QDialog>

class QFrame;
class QLabel;
class QPushButton;
class QTableView;

namespace finetune::ui {

class ColumnChoices;
class PreviewModel;
class RowChoices;

// How one file is to be opened: which columns hold what, which rows are used, and what comes of it. Nothing is opened
// here: whoever shows it takes options() when it is accepted.
class ColumnsDialog : public QDialog {
    Q_OBJECT
public:
    ColumnsDialog(const QString& path, const data::OpenOptions& options, QWidget* parent = nullptr);

    data::OpenOptions options() const; // plain where everything is as it is recognised

private:
    void takeLook();
    void preview();
    void update();
    QString countsText() const;

    const data::OpenOptions given_;
    TablePreview preview_;
    PreviewModel* model_;
    QTableView* table_;
    QLabel *sentence_, *counts_, *message_;
    QFrame *columnsCard_, *rowsCard_;
    ColumnChoices* columns_;
    RowChoices* rows_;
    QPushButton* open_ = nullptr;
    QString failure_; // of the newest choice
};

} // namespace finetune::ui
