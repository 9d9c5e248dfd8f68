// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/table_preview.h"

#include "ui/session/paths.h"

namespace finetune::ui {

void TablePreview::look(const QString& path) {
    path_ = path;
    lookJob_.start<data::TableLook>(
        [path = toPath(path)](const StopToken&, const Progress&) { return data::lookAtTable(path); },
        [this](data::TableLook look) {
            look_ = std::move(look);
            Q_EMIT looked();
        },
        [this](const Error& error) { Q_EMIT failed(error); });
}

void TablePreview::show(const data::OpenOptions& options) {
    rowsJob_.start<std::shared_ptr<const data::Dataset>>(
        [path = toPath(path_), options](const StopToken& stop, const Progress&) {
            return std::make_shared<const data::Dataset>(data::firstRows(path, options, kRows, stop));
        },
        [this](std::shared_ptr<const data::Dataset> rows) {
            rows_ = std::move(rows);
            Q_EMIT changed();
        },
        [this](const Error& error) {
            rows_ = nullptr;
            Q_EMIT changed();
            Q_EMIT failed(error);
        });
    count(options);
}

void TablePreview::count(const data::OpenOptions& options) {
    counts_.reset();
    countJob_.start<data::RowCounts>(
        [path = toPath(path_), options](const StopToken& stop, const Progress& progress) {
            return data::countRows(path, options, stop, progress);
        },
        [this](data::RowCounts counts) {
            counts_ = counts;
            Q_EMIT changed();
        },
        {}); // what hinders it hinders the rows too
    Q_EMIT changed();
}

} // namespace finetune::ui
