// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/probes_view.h"

#include "ui/models/probe_model.h"
#include "ui/pages/train/probe_picker.h"
#include "ui/theme.h"
#include "ui/widgets/snippet_delegate.h"

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

namespace finetune::ui {
namespace {

constexpr int kMostRows = 8; // of a card; more are scrolled

QString joined(const std::vector<std::string>& texts) {
    QStringList list;
    for (const std::string& text : texts)
        if (const QString one = QString::fromStdString(text); !list.contains(one))
            list << one;
    return list.join(QStringLiteral(" · "));
}

} // namespace

ProbesView::ProbesView(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), legend_(new QLabel(this)), empty_(new QLabel(this)),
      pin_(new QPushButton(tr("Pin questions…"), this)), column_(new QVBoxLayout) {
    setObjectName(QStringLiteral("probes"));
    legend_->setObjectName(QStringLiteral("probes.legend"));
    setTextRole(*legend_, TextRole::Caption);
    legend_->setText(snippetLegend());
    legend_->setWordWrap(true);
    empty_->setObjectName(QStringLiteral("probes.empty"));
    setTextRole(*empty_, TextRole::Caption);
    empty_->setWordWrap(true);
    pin_->setObjectName(QStringLiteral("probes.pin"));
    pin_->setToolTip(tr("Choose the validation questions that the next run answers after every evaluation"));
    auto* row = new QHBoxLayout;
    row->addWidget(legend_, 1);
    row->addWidget(pin_);
    auto* content = new QWidget(this);
    content->setObjectName(QStringLiteral("scrollContent"));
    column_->setContentsMargins(0, 0, 4, 0);
    column_->setSpacing(12);
    column_->addWidget(empty_);
    column_->addStretch();
    content->setLayout(column_);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("probes.scroll"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(row);
    layout->addWidget(scroll, 1);
    connect(pin_, &QPushButton::clicked, this, &ProbesView::pick);
    connect(&session_, &Session::pinsChanged, this, &ProbesView::showPins);
    connect(&session_, &Session::fileChanged, this, &ProbesView::showPins);
    begin();
}

void ProbesView::begin() {
    for (const Card& card : cards_)
        delete card.frame;
    cards_.clear();
    refresh();
}

void ProbesView::refresh() {
    const std::vector<Probe>& probes = session_.record().probes();
    for (std::size_t i = cards_.size(); i < probes.size(); ++i)
        addCard(probes[i]);
    for (std::size_t i = 0; i < cards_.size(); ++i) {
        const int before = cards_[i].model->rowCount();
        cards_[i].model->show(probes[i]);
        if (cards_[i].model->rowCount() != before) {
            fitHeight(cards_[i]);
            cards_[i].table->scrollToBottom();
        }
    }
    showPins();
}

void ProbesView::addCard(const Probe& probe) {
    Card card{new QFrame(this), nullptr, nullptr};
    card.frame->setProperty("kind", "card");
    card.table = new QTableView(card.frame);
    card.model = new ProbeModel(card.table);
    auto* question = new QLabel(card.frame);
    question->setTextFormat(Qt::PlainText);
    question->setText(QString::fromStdString(probe.question));
    question->setWordWrap(true);
    setTextRole(*question, TextRole::Strong);
    auto* gold = new QLabel(card.frame);
    gold->setTextFormat(Qt::PlainText);
    gold->setText(probe.goldTexts.empty() ? tr("The text has no answer.")
                                          : tr("Given: %1").arg(joined(probe.goldTexts)));
    gold->setWordWrap(true);
    setTextRole(*gold, TextRole::Caption);

    QTableView& table = *card.table;
    table.setObjectName(QStringLiteral("probe.%1").arg(cards_.size()));
    table.setAccessibleName(tr("Answers to: %1").arg(question->text()));
    table.setModel(card.model);
    table.setItemDelegateForColumn(ProbeModel::Answer, new SnippetDelegate(&table));
    table.setProperty("kind", "plain");
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setTabKeyNavigation(false);
    table.setShowGrid(false);
    table.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 19 / 10);
    table.horizontalHeader()->setSectionResizeMode(ProbeModel::Answer, QHeaderView::Stretch);
    const int character = fontMetrics().horizontalAdvance(u'0');
    table.setColumnWidth(ProbeModel::Step, character * 9);
    table.setColumnWidth(ProbeModel::Probability, character * 13);
    table.setColumnWidth(ProbeModel::Verdict, character * 15);
    auto* layout = new QVBoxLayout(card.frame);
    layout->setContentsMargins(14, 12, 14, 10);
    layout->setSpacing(4);
    layout->addWidget(question);
    layout->addWidget(gold);
    layout->addWidget(card.table);
    column_->insertWidget(column_->count() - 1, card.frame);
    cards_.push_back(card);
    fitHeight(card);
}

void ProbesView::fitHeight(const Card& card) {
    const int rows = std::clamp(card.model->rowCount(), 1, kMostRows);
    const int header = card.table->horizontalHeader()->sizeHint().height();
    card.table->setFixedHeight(header + rows * card.table->verticalHeader()->defaultSectionSize() + 4);
}

void ProbesView::showPins() {
    const int pinned = static_cast<int>(session_.pinnedQuestions().size());
    pin_->setEnabled(session_.dataset(Split::Validation) != nullptr);
    pin_->setText(pinned > 0 ? tr("Pinned: %1…").arg(pinned) : tr("Pin questions…"));
    empty_->setVisible(cards_.empty());
    empty_->setText(
        session_.file(Split::Validation).isEmpty()
            ? tr("With a validation file on the Data page, a few of its questions are answered after every "
                 "evaluation and shown here, so that one sees the model learn.")
            : tr("After every evaluation the answers to a few validation questions are shown here, so that "
                 "one sees the model learn. Pin the ones that you care about, or let the run choose three."));
}

void ProbesView::pick() {
    auto* picker = new ProbePicker(session_, this);
    picker->setAttribute(Qt::WA_DeleteOnClose);
    picker->open();
}

void ProbesView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        legend_->setText(snippetLegend());
}

} // namespace finetune::ui
