// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/columns_dialog.h"

#include "ui/models/preview_model.h"
#include "ui/pages/data/column_choices.h"
#include "ui/pages/data/row_choices.h"
#include "ui/theme.h"
#include "ui/widgets/plain_table.h"
#include "ui/words.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFrame>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace finetune::ui {
namespace {

QFrame* card(const QString& title, QWidget* content, QWidget* parent) {
    auto* frame = new QFrame(parent);
    frame->setProperty("kind", "card");
    auto* name = new QLabel(title, frame);
    setTextRole(*name, TextRole::Strong);
    auto* layout = new QVBoxLayout(frame);
    layout->setContentsMargins(18, 12, 18, 12);
    layout->setSpacing(8);
    layout->addWidget(name);
    layout->addWidget(content);
    return frame;
}

QTableView* tableOf(PreviewModel* model, QWidget* parent) {
    QTableView* table = plainTable(model, QStringLiteral("previewTable"),
                                   ColumnsDialog::tr("The first rows, as they will be read"), parent);
    const int letter = table->fontMetrics().horizontalAdvance(u'0');
    const int widths[] = {30, 10, 14, 34, 44, 24};
    for (int column = 0; column < PreviewModel::ColumnCount; ++column)
        table->setColumnWidth(column, widths[column] * letter);
    table->horizontalHeader()->setStretchLastSection(true);
    return table;
}

} // namespace

ColumnsDialog::ColumnsDialog(const QString& path, const data::OpenOptions& options, QWidget* parent)
    : QDialog(parent), given_(options), model_(new PreviewModel(this)), table_(tableOf(model_, this)),
      sentence_(new QLabel(this)), counts_(new QLabel(this)), message_(new QLabel(this)), columns_(new ColumnChoices),
      rows_(new RowChoices) {
    setObjectName(QStringLiteral("columnsDialog"));
    setWindowTitle(tr("Columns and rows of %1").arg(QFileInfo(path).fileName()));
    auto* title = new QLabel(QFileInfo(path).fileName(), this);
    title->setTextFormat(Qt::PlainText);
    title->setToolTip(path.toHtmlEscaped());
    title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setTextRole(*title, TextRole::Title);
    setTextRole(*sentence_, TextRole::Caption);
    sentence_->setWordWrap(true);
    counts_->setObjectName(QStringLiteral("rowCounts"));
    setTextRole(*counts_, TextRole::Strong);
    message_->setObjectName(QStringLiteral("columns.message"));
    message_->setWordWrap(true);
    setStyleProperty(*message_, "tone", QStringLiteral("danger"));
    columnsCard_ = card(tr("Columns"), columns_, this);
    rowsCard_ = card(tr("Rows"), rows_, this);
    auto* buttons = new QDialogButtonBox(this);
    QPushButton* cancel = buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    cancel->setObjectName(QStringLiteral("columns.cancel"));
    cancel->setAutoDefault(false);
    open_ = buttons->addButton(tr("Open"), QDialogButtonBox::AcceptRole);
    open_->setObjectName(QStringLiteral("columns.open"));
    setStyleProperty(*open_, "kind", QStringLiteral("primary"));
    open_->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* bottom = new QHBoxLayout;
    bottom->addWidget(message_, 1);
    bottom->addWidget(buttons);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 18, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(title);
    layout->addWidget(sentence_);
    layout->addWidget(columnsCard_);
    layout->addWidget(rowsCard_);
    layout->addWidget(counts_);
    layout->addWidget(table_, 1);
    layout->addLayout(bottom);
    resize(fontMetrics().horizontalAdvance(u'0') * 140, fontMetrics().height() * 46);

    connect(columns_, &ColumnChoices::changed, this, &ColumnsDialog::preview);
    connect(rows_, &RowChoices::changed, this, &ColumnsDialog::preview);
    connect(&preview_, &TablePreview::looked, this, &ColumnsDialog::takeLook);
    connect(&preview_, &TablePreview::changed, this, &ColumnsDialog::update);
    connect(&preview_, &TablePreview::failed, this, [this](const Error& error) {
        failure_ = errorSummary(error);
        update();
    });
    columnsCard_->setEnabled(false);
    rowsCard_->setEnabled(false);
    preview_.look(path);
    update();
}

void ColumnsDialog::takeLook() {
    const data::TableLook& look = preview_.tableLook();
    QStringList names;
    for (const data::ColumnLook& column : look.columns)
        names << QString::fromStdString(column.name);
    columnsCard_->setEnabled(true);
    rowsCard_->setEnabled(true);
    columnsCard_->setVisible(look.isTable);
    if (look.isTable)
        columns_->setTable(look, given_.columns);
    rows_->setColumns(names, given_.rows);
    sentence_->setText(look.isTable
                           ? tr("Say which column holds what. Below are the first rows as they will be read.")
                           : tr("SQuAD JSON says itself what is what. Choose which of its questions are used."));
    preview();
    (look.isTable ? static_cast<QWidget*>(columns_) : rows_)->setFocus();
}

data::OpenOptions ColumnsDialog::options() const {
    data::OpenOptions options{.columns = {}, .rows = rows_->selection()};
    const data::TableLook& look = preview_.tableLook();
    if (!look.isTable)
        return options;
    const data::ColumnMapping mapping = columns_->mapping();
    if (mapping != look.mapping)
        options.columns = mapping;
    return options;
}

void ColumnsDialog::preview() {
    failure_.clear();
    const bool isWhole = !preview_.tableLook().isTable || columns_->missing().isEmpty();
    if (isWhole)
        preview_.show(options());
    else
        preview_.count(options());
    update();
}

QString ColumnsDialog::countsText() const {
    const auto& counts = preview_.counts();
    if (!failure_.isEmpty() || (!counts && preview_.tableLook().columns.empty()))
        return {};
    if (!counts)
        return tr("Counting…");
    return counts->taken == counts->all
               ? tr("%1 rows").arg(count(counts->all))
               : tr("%1 of %2 rows", "taken, all").arg(count(counts->taken), count(counts->all));
}

void ColumnsDialog::update() {
    const data::TableLook& look = preview_.tableLook();
    const bool isLooked = !look.columns.empty();
    const QString missing = isLooked && look.isTable ? columns_->missing() : QString();
    model_->setRows(missing.isEmpty() ? preview_.rows() : nullptr);
    const int problems = model_->problems(), notes = model_->notes();
    table_->setColumnHidden(PreviewModel::Remark, problems + notes == 0);
    table_->clearSpans();
    for (int row = 0; row < model_->rowCount() && !model_->isQuestion(row); ++row)
        table_->setSpan(row, 0, 1, PreviewModel::ColumnCount);
    QString counts = countsText();
    if (problems > 0)
        counts = tr("%1 · %n problem(s) in the first rows", nullptr, problems).arg(counts);
    if (notes > 0)
        counts = tr("%1 · %n note(s) on the first rows", nullptr, notes).arg(counts);
    counts_->setText(counts);
    message_->setText(!failure_.isEmpty() ? failure_ : missing);
    open_->setEnabled(isLooked && missing.isEmpty() && failure_.isEmpty());
}

} // namespace finetune::ui
