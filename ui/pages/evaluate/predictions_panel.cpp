// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/evaluate/predictions_panel.h"

#include "ui/evaluation_words.h"
#include "ui/pages/evaluate/answer_view.h"
#include "ui/widgets/plain_table.h"
#include "ui/theme.h"
#include "ui/words.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QResizeEvent>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

namespace finetune::ui {
namespace {

using Show = PredictionFilter::Show;
constexpr int kAnswerCharacters = 11; // the least width of the columns of answers
constexpr const char* kShowNames[] = {"all", "wrong", "right", "becameRight", "becameWrong", "noAnswer"};

QString showText(Show show) {
    switch (show) {
    case Show::All:
        return PredictionsPanel::tr("All");
    case Show::Wrong:
        return PredictionsPanel::tr("Wrong");
    case Show::Right:
        return PredictionsPanel::tr("Right");
    case Show::BecameRight:
        return PredictionsPanel::tr("Became right");
    case Show::BecameWrong:
        return PredictionsPanel::tr("Became wrong");
    case Show::NoAnswer:
        return PredictionsPanel::tr("No answer given");
    }
    return {};
}

} // namespace

PredictionsPanel::PredictionsPanel(QWidget* parent)
    : QWidget(parent), model_(new PredictionsModel(this)), view_(new AnswerView(this)) {
    setObjectName(QStringLiteral("predictionsPanel"));
    QWidget* filters = makeFilters();
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(QStringLiteral("answersSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(14);
    splitter->addWidget(makeTable());
    splitter->addWidget(view_);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    const int unit = fontMetrics().horizontalAdvance(u'0');
    splitter->setSizes({unit * 118, unit * 52});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(filters);
    layout->addWidget(splitter, 1);

    connect(shows_, &QButtonGroup::idClicked, this, &PredictionsPanel::filter);
    connect(kinds_, &QComboBox::activated, this, &PredictionsPanel::filter);
    connect(search_, &QLineEdit::textChanged, this, &PredictionsPanel::filter);
    connect(model_, &PredictionsModel::filtered, this, [this] {
        updateCounts();
        keepChoice();
    });
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
        if (!now.isValid())
            return;
        chosen_ = model_->exampleOf(now.row());
        showChosen();
    });
    auto* find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, search_, [this] {
        search_->setFocus();
        search_->selectAll();
    });
    updateCounts();
}

QWidget* PredictionsPanel::makeFilters() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    shows_ = new QButtonGroup(this);
    shows_->setExclusive(true);
    for (std::size_t i = 0; i < std::size(kShowNames); ++i) {
        auto* button = new QPushButton(bar);
        button->setObjectName(QStringLiteral("show.%1").arg(QLatin1String(kShowNames[i])));
        button->setCheckable(true);
        button->setChecked(i == 0);
        button->setProperty("kind", "segment");
        shows_->addButton(button, static_cast<int>(i));
        row->addWidget(button);
    }
    row->addStretch();
    return bar;
}

QWidget* PredictionsPanel::makeTable() {
    kinds_ = new QComboBox(this);
    kinds_->setObjectName(QStringLiteral("kindFilter"));
    kinds_->setAccessibleName(tr("Kind of answer"));
    kinds_->addItem(tr("Every kind"));
    for (std::size_t kind = 0; kind < eval::kAnswerKinds; ++kind) {
        kinds_->addItem(kindName(static_cast<eval::AnswerKind>(kind)));
        kinds_->setItemData(static_cast<int>(kind) + 1, kindMeaning(static_cast<eval::AnswerKind>(kind)),
                            Qt::ToolTipRole);
    }
    search_ = new QLineEdit(this);
    search_->setObjectName(QStringLiteral("searchAnswers"));
    search_->setAccessibleName(tr("Search the answers"));
    search_->setPlaceholderText(tr("Search questions and answers (Ctrl+F)"));
    search_->setClearButtonEnabled(true);
    found_ = new QLabel(this);
    found_->setObjectName(QStringLiteral("answersFound"));
    setTextRole(*found_, TextRole::Caption);
    table_ = plainTable(model_, QStringLiteral("predictions"), tr("Answers of the model"), this);
    const int unit = fontMetrics().horizontalAdvance(u'0');
    const int widths[] = {8, 30, kAnswerCharacters, kAnswerCharacters, 19, 11};
    for (int column = 0; column < PredictionsModel::ColumnCount; ++column)
        table_->setColumnWidth(column, widths[column] * unit);
    table_->viewport()->installEventFilter(this);
    table_->horizontalHeader()->setSectionResizeMode(PredictionsModel::Question, QHeaderView::Stretch);
    table_->horizontalHeader()->setSortIndicator(PredictionsModel::Number, Qt::AscendingOrder);
    table_->setSortingEnabled(true);
    auto* nothing = new QLabel(tr("No answer fits these filters."), this);
    nothing->setObjectName(QStringLiteral("noAnswers"));
    nothing->setAlignment(Qt::AlignCenter);
    setStyleProperty(*nothing, "tone", QStringLiteral("muted"));
    stack_ = new QStackedWidget(this);
    stack_->addWidget(nothing);
    stack_->addWidget(table_);

    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(kinds_);
    row->addWidget(search_, 1);
    row->addWidget(found_);
    auto* area = new QWidget(this);
    auto* column = new QVBoxLayout(area);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(row);
    column->addWidget(stack_, 1);
    return area;
}

// The question gets what is left: at least half of what it shares with the two answers.
bool PredictionsPanel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) {
        const int width = static_cast<QResizeEvent*>(event)->size().width();
        int rest = width;
        for (const int column : {PredictionsModel::Number, PredictionsModel::Kind, PredictionsModel::Probability})
            rest -= table_->columnWidth(column);
        const int least = fontMetrics().horizontalAdvance(u'0') * kAnswerCharacters;
        for (const int column : {PredictionsModel::Gold, PredictionsModel::Predicted})
            table_->setColumnWidth(column, std::max(rest * 2 / 9, least));
    }
    return QWidget::eventFilter(watched, event);
}

void PredictionsPanel::show(std::shared_ptr<const ShownEvaluation> evaluation) {
    const auto current = model_->evaluation();
    if (!evaluation || !current || current->data->record.data != evaluation->data->record.data)
        chosen_ = -1; // of other questions
    model_->setEvaluation(std::move(evaluation));
}

void PredictionsPanel::showKind(eval::AnswerKind kind) {
    shows_->button(0)->setChecked(true);
    kinds_->setCurrentIndex(static_cast<int>(kind) + 1);
    search_->clear();
    filter();
}

void PredictionsPanel::filter() {
    PredictionFilter filter;
    filter.show = static_cast<Show>(shows_->checkedId());
    if (kinds_->currentIndex() > 0)
        filter.kind = static_cast<eval::AnswerKind>(kinds_->currentIndex() - 1);
    filter.text = search_->text();
    model_->setFilter(filter);
}

void PredictionsPanel::updateCounts() {
    const auto evaluation = model_->evaluation();
    const bool compares = evaluation && !evaluation->changes.empty();
    for (QAbstractButton* button : shows_->buttons()) {
        const auto show = static_cast<Show>(shows_->id(button));
        const bool needsOther = show == Show::BecameRight || show == Show::BecameWrong;
        button->setEnabled(evaluation && (!needsOther || compares));
        button->setToolTip(needsOther && !compares ? tr("Choose an evaluation to compare with, at the top")
                                                   : QString());
        button->setText(evaluation && button->isEnabled()
                            ? QStringLiteral("%1  %2").arg(showText(show), count(model_->count(show)))
                            : showText(show));
    }
    updateKinds();
    const bool isFiltered = model_->filter() != PredictionFilter{};
    found_->setText(evaluation && isFiltered ? tr("%1 shown").arg(count(model_->rowCount())) : QString());
    stack_->setCurrentIndex(evaluation && model_->rowCount() == 0 ? 0 : 1);
}

void PredictionsPanel::updateKinds() {
    const auto evaluation = model_->evaluation();
    for (std::size_t kind = 0; kind < eval::kAnswerKinds; ++kind) {
        const QString name = kindName(static_cast<eval::AnswerKind>(kind));
        kinds_->setItemText(static_cast<int>(kind) + 1,
                            evaluation ? QStringLiteral("%1  %2").arg(name, count(evaluation->analysis.kinds[kind]))
                                       : name);
    }
}

// The rows are new: the chosen question stays chosen where it is among them, else the first is.
void PredictionsPanel::keepChoice() {
    const int row = chosen_ < 0 ? -1 : model_->rowOf(chosen_);
    if (model_->rowCount() == 0) {
        view_->show(nullptr, -1);
        return;
    }
    table_->setCurrentIndex(model_->index(std::max(row, 0), PredictionsModel::Question));
    showChosen();
}

void PredictionsPanel::showChosen() {
    view_->show(model_->evaluation(), chosen_);
}

} // namespace finetune::ui
