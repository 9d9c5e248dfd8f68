// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table_look.h"
#include "ui/session/job.h"

namespace finetune::ui {

// What a person sees of a file while he names its columns and chooses its rows: worked out in the background, newest
// choice first. All of it in the window's thread.
class TablePreview : public QObject {
    Q_OBJECT
public:
    explicit TablePreview(QObject* parent = nullptr) : QObject(parent) {}

    void look(const QString& path);               // what columns it has; told by looked or failed
    void show(const data::OpenOptions& options);  // the first rows and the counts; what it lacks is told by failed
    void count(const data::OpenOptions& options); // the counts alone, while columns are not named yet
    const data::TableLook& tableLook() const { return look_; }
    const std::shared_ptr<const data::Dataset>& rows() const { return rows_; } // null: none, or not yet
    const std::optional<data::RowCounts>& counts() const { return counts_; }   // empty: not yet
    bool reading() const { return lookJob_.running() || rowsJob_.running(); }

    static constexpr int kRows = 50;

Q_SIGNALS:
    void looked();
    void changed(); // rows, or counts
    void failed(const Error& error);

private:
    QString path_;
    data::TableLook look_;
    std::shared_ptr<const data::Dataset> rows_;
    std::optional<data::RowCounts> counts_;
    Job lookJob_{this}, rowsJob_{this}, countJob_{this};
};

} // namespace finetune::ui
