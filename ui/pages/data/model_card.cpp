// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/model_card.h"

#include "ui/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/words.h"

#include <QGridLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace finetune::ui {

ModelCard::ModelCard(QWidget* parent)
    : QFrame(parent), stack_(new QStackedWidget(this)), facts_(new QGridLayout), title_(new QLabel(this)),
      fresh_(new QLabel(this)) {
    setObjectName(QStringLiteral("modelCard"));
    setStyleProperty(*this, "kind", QStringLiteral("card"));
    auto* nothing =
        new EmptyState(QStringLiteral("model"), tr("No model yet"),
                       tr("Choose a folder with config.json, model.safetensors and the tokenizer's files."), this);
    stack_->addWidget(nothing);

    title_->setObjectName(QStringLiteral("modelCard.title"));
    setTextRole(*title_, TextRole::Title);
    fresh_->setObjectName(QStringLiteral("modelCard.fresh"));
    setTextRole(*fresh_, TextRole::Caption);
    fresh_->setWordWrap(true);
    facts_->setHorizontalSpacing(20);
    facts_->setVerticalSpacing(8);
    addFact(tr("Parameters"), parameters_, 0, 0);
    addFact(tr("Size on disk"), size_, 0, 1);
    addFact(tr("Layers"), layers_, 1, 0);
    addFact(tr("Width (hidden size)"), hidden_, 1, 1);
    addFact(tr("Attention heads"), heads_, 1, 2);
    addFact(tr("Vocabulary"), vocabulary_, 2, 0);
    addFact(tr("Longest input, tokens"), longest_, 2, 1);
    addFact(tr("Licence"), licence_, 2, 2);
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(18, 14, 18, 14);
    layout->setSpacing(10);
    layout->addWidget(title_);
    layout->addLayout(facts_);
    layout->addStretch();
    layout->addWidget(fresh_);
    stack_->addWidget(page);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(stack_);
}

void ModelCard::addFact(const QString& name, QLabel*& value, int row, int column) {
    auto* box = new QVBoxLayout;
    box->setSpacing(1);
    auto* caption = new QLabel(name, this);
    setTextRole(*caption, TextRole::Caption);
    value = new QLabel(this);
    value->setAccessibleName(name);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setTextRole(*value, TextRole::Strong);
    box->addWidget(caption);
    box->addWidget(value);
    facts_->addLayout(box, row, column);
    facts_->setColumnStretch(column, 1);
}

void ModelCard::show(const model::ModelInfo& info) {
    const auto known = [](qint64 value) { return value > 0 ? count(value) : QStringLiteral("–"); };
    title_->setText(QString::fromStdString(info.architecture.empty() ? info.modelType : info.architecture));
    parameters_->setText(millions(info.parameters));
    size_->setText(tr("%1, %2", "size, number type").arg(bytes(info.bytes), QString::fromStdString(info.dtype)));
    layers_->setText(known(info.layers));
    hidden_->setText(known(info.hidden));
    heads_->setText(known(info.heads));
    vocabulary_->setText(known(info.vocabulary));
    longest_->setText(known(info.maxPositions));
    licence_->setText(info.licence.empty() ? tr("not stated") : QString::fromStdString(info.licence));
    QStringList names;
    for (const std::string& name : info.newlyInitialised)
        names << QString::fromStdString(name);
    fresh_->setText(
        names.isEmpty()
            ? tr("The model has an answer head already; training goes on from it.")
            : tr("New in this model, learned from random numbers: %1").arg(names.join(QStringLiteral(", "))));
    stack_->setCurrentIndex(1);
}

void ModelCard::showNothing() {
    stack_->setCurrentIndex(0);
}

} // namespace finetune::ui
