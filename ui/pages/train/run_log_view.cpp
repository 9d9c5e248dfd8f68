// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/run_log_view.h"

#include "ui/models/run_log_model.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

namespace finetune::ui {

RunLogView::RunLogView(const Session& session, QWidget* parent)
    : QWidget(parent), session_(session), model_(new RunLogModel(this)), filter_(new RunLogFilter(*model_, this)),
      kinds_(new QComboBox(this)), search_(new QLineEdit(this)), copy_(new QPushButton(tr("Copy"), this)),
      table_(new QTableView(this)) {
    setObjectName(QStringLiteral("runLog"));
    kinds_->setObjectName(QStringLiteral("log.kind"));
    kinds_->setAccessibleName(tr("Kind of entries"));
    kinds_->addItem(tr("Everything"), -1);
    kinds_->addItem(tr("Losses"), static_cast<int>(RunLogModel::Entry::Loss));
    kinds_->addItem(tr("Evaluations"), static_cast<int>(RunLogModel::Entry::Evaluation));
    kinds_->addItem(tr("Checkpoints"), static_cast<int>(RunLogModel::Entry::Checkpoint));
    kinds_->addItem(tr("Notices"), static_cast<int>(RunLogModel::Entry::Notice));
    search_->setObjectName(QStringLiteral("log.search"));
    search_->setAccessibleName(tr("Search the log"));
    search_->setPlaceholderText(tr("Search the log"));
    search_->setClearButtonEnabled(true);
    copy_->setObjectName(QStringLiteral("log.copy"));
    copy_->setToolTip(tr("Copy the selected lines, or all that are shown"));
    table_->setObjectName(QStringLiteral("log"));
    table_->setAccessibleName(tr("Log of the run"));
    table_->setModel(filter_);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setTabKeyNavigation(false);
    table_->setWordWrap(false);
    table_->setShowGrid(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 3 / 2);
    table_->horizontalHeader()->setStretchLastSection(true);
    const int character = fontMetrics().horizontalAdvance(u'0');
    table_->setColumnWidth(RunLogModel::Step, character * 12);
    table_->setColumnWidth(RunLogModel::Kind, character * 16);
    table_->installEventFilter(this);

    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(kinds_);
    row->addWidget(search_, 1);
    row->addWidget(copy_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(row);
    layout->addWidget(table_, 1);

    connect(kinds_, &QComboBox::currentIndexChanged, this, [this] {
        const int kind = kinds_->currentData().toInt();
        filter_->setEntry(kind < 0 ? std::nullopt : std::optional(static_cast<RunLogModel::Entry>(kind)));
    });
    connect(search_, &QLineEdit::textChanged, filter_, &RunLogFilter::setSought);
    connect(copy_, &QPushButton::clicked, this, &RunLogView::copy);
    begin();
}

void RunLogView::begin() {
    model_->clear();
    shown_ = 0;
    refresh();
}

void RunLogView::refresh() {
    const auto& entries = session_.record().entries();
    if (entries.size() == shown_)
        return;
    const QScrollBar* bar = table_->verticalScrollBar();
    const bool atEnd = bar->value() == bar->maximum();
    model_->append(entries, shown_);
    shown_ = entries.size();
    if (atEnd)
        table_->scrollToBottom();
}

bool RunLogView::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy)) {
        copy();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

// The selected rows, or all when none is selected; fields with a tab between.
void RunLogView::copy() const {
    QModelIndexList rows = table_->selectionModel()->selectedRows();
    if (rows.isEmpty())
        for (int row = 0; row < filter_->rowCount(); ++row)
            rows << filter_->index(row, 0);
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QString text;
    for (const QModelIndex& row : rows) {
        QStringList fields;
        for (int column = 0; column < RunLogModel::ColumnCount; ++column)
            fields << row.siblingAtColumn(column).data().toString();
        text += fields.join(u'\t') + u'\n';
    }
    QApplication::clipboard()->setText(text);
}

} // namespace finetune::ui
