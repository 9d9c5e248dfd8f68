// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/evaluate/breakdown_panel.h"

#include "ui/evaluation_words.h"
#include "ui/models/breakdown_model.h"
#include "ui/widgets/plain_table.h"
#include "ui/session/evaluations.h"
#include "ui/theme.h"
#include "ui/widgets/share_delegate.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

namespace finetune::ui {
namespace {

constexpr int kMostRows = 12;

std::vector<BreakdownRow> rowsOf(const std::vector<eval::Group>& groups, qint64 total,
                                 QString (*nameOf)(const eval::Group&)) {
    std::vector<BreakdownRow> rows;
    for (const eval::Group& group : groups)
        rows.push_back({.name = nameOf(group),
                        .meaning = {},
                        .count = group.count,
                        .share = static_cast<double>(group.count) / static_cast<double>(std::max<qint64>(1, total)),
                        .exact = group.exact,
                        .f1 = group.f1});
    return rows;
}

QString wordOf(const eval::Group& group) {
    return questionWordName(static_cast<eval::QuestionWord>(group.low));
}

} // namespace

BreakdownPanel::BreakdownPanel(QWidget* parent) : QScrollArea(parent) {
    setObjectName(QStringLiteral("breakdownPanel"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    auto* content = new QWidget;
    content->setObjectName(QStringLiteral("scrollContent"));
    auto* grid = new QGridLayout(content);
    grid->setContentsMargins(0, 0, 8, 0);
    grid->setSpacing(14);
    kinds_ = addPart(grid, 0, QStringLiteral("kinds"), tr("Right and wrong, by kind"),
                     tr("Press Enter on a kind to see its answers."), tr("Kind"));
    questionWords_ = addPart(grid, 1, QStringLiteral("questionWords"), tr("By question word"),
                             tr("The word that asks, wherever it stands in the question."), tr("Question word"));
    answerWords_ = addPart(grid, 2, QStringLiteral("answerWords"), tr("By length of the answer"),
                           tr("Words of the given answer; each Chinese character counts as one."), tr("Length"));
    windows_ = addPart(grid, 3, QStringLiteral("windows"), tr("By number of windows"),
                       tr("Long texts are cut into windows that the model reads one by one."), tr("Windows"));
    for (int column : {0, 1})
        grid->setColumnStretch(column, 1);
    grid->setRowStretch(2, 1);
    setWidget(content);
    connect(kinds_.table, &QTableView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT kindActivated(static_cast<eval::AnswerKind>(index.row())); });
}

BreakdownPanel::Part BreakdownPanel::addPart(QGridLayout* grid, int place, const QString& name, const QString& title,
                                             const QString& sentence, const QString& groupName) {
    const bool isKinds = place == 0;
    Part part;
    part.model =
        new BreakdownModel(groupName, isKinds ? BreakdownModel::Measure::Share : BreakdownModel::Measure::Scores, this);
    part.table = plainTable(part.model, QStringLiteral("breakdown.") + name, title, this);
    auto* header = part.table->horizontalHeader();
    const int unit = fontMetrics().horizontalAdvance(u'0');
    header->setSectionResizeMode(BreakdownModel::Name, QHeaderView::Stretch);
    part.table->setColumnWidth(BreakdownModel::Count, unit * 13);
    for (int column = BreakdownModel::First; column < part.model->columnCount(); ++column)
        part.table->setColumnWidth(column, unit * (isKinds ? 22 : 13));
    part.table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (int column = BreakdownModel::First; column < part.model->columnCount(); ++column)
        part.table->setItemDelegateForColumn(column, new ShareDelegate(BreakdownModel::ShareRole, part.table));

    auto* card = new QFrame(this);
    setStyleProperty(*card, "kind", QStringLiteral("card"));
    auto* heading = new QLabel(title, card);
    setTextRole(*heading, TextRole::Strong);
    auto* caption = new QLabel(sentence, card);
    setTextRole(*caption, TextRole::Caption);
    caption->setWordWrap(true);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(14, 10, 14, 12);
    column->setSpacing(4);
    column->addWidget(heading);
    column->addWidget(caption);
    column->addWidget(part.table);
    column->addStretch();
    grid->addWidget(card, place / 2, place % 2);
    return part;
}

void BreakdownPanel::show(const ShownEvaluation& evaluation) {
    const eval::Analysis& found = evaluation.analysis;
    const qint64 total = found.all.count;
    std::vector<BreakdownRow> kinds;
    for (std::size_t i = 0; i < eval::kAnswerKinds; ++i) {
        const auto kind = static_cast<eval::AnswerKind>(i);
        kinds.push_back(
            {.name = kindName(kind),
             .meaning = kindMeaning(kind),
             .count = found.kinds[i],
             .share = static_cast<double>(found.kinds[i]) / static_cast<double>(std::max<qint64>(1, total))});
    }
    kinds_.model->setRows(std::move(kinds));
    questionWords_.model->setRows(rowsOf(found.questionWords, total, wordOf));
    answerWords_.model->setRows(rowsOf(found.answerWords, total, wordsName));
    windows_.model->setRows(rowsOf(found.windows, total, windowsName));
    for (const Part& part : {kinds_, questionWords_, answerWords_, windows_})
        fitRows(part.table, kMostRows);
}

} // namespace finetune::ui
