// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/hub_splits_card.h"

#include "ui/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace finetune::ui {

HubSplitsCard::HubSplitsCard(Session& session, QWidget* parent)
    : QFrame(parent), session_(session), sentence_(new QLabel(this)), open_(new QPushButton(tr("Open"), this)),
      cancel_(new QPushButton(tr("Cancel"), this)) {
    setObjectName(QStringLiteral("hubSplits"));
    setStyleProperty(*this, "kind", QStringLiteral("card"));
    sentence_->setObjectName(QStringLiteral("hubSplits.sentence"));
    sentence_->setTextFormat(Qt::PlainText);
    sentence_->setWordWrap(true);
    open_->setObjectName(QStringLiteral("hubSplits.open"));
    open_->setProperty("kind", "primary");
    cancel_->setObjectName(QStringLiteral("hubSplits.cancel"));
    static const char* const names[kSplits] = {"hubSplits.train", "hubSplits.validation", "hubSplits.test"};
    const QString labels[kSplits] = {tr("To learn from"), tr("To measure by while training"), tr("For the very end")};
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(14);
    grid->setVerticalSpacing(4);
    for (int i = 0; i < static_cast<int>(kSplits); ++i) {
        auto* box = new QComboBox(this);
        box->setObjectName(QString::fromLatin1(names[i]));
        box->setAccessibleName(labels[i]);
        auto* label = new QLabel(labels[i], this);
        setTextRole(*label, TextRole::Strong);
        label->setBuddy(box);
        grid->addWidget(label, 0, i);
        grid->addWidget(box, 1, i);
        grid->setColumnStretch(i, 1);
        choices_[static_cast<std::size_t>(i)] = box;
        connect(box, &QComboBox::currentIndexChanged, this, &HubSplitsCard::updateOpen);
    }
    grid->addWidget(cancel_, 1, kSplits);
    grid->addWidget(open_, 1, kSplits + 1);
    setTabOrder(choices_.back(), cancel_);
    setTabOrder(cancel_, open_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 12, 18, 12);
    layout->setSpacing(10);
    layout->addWidget(sentence_);
    layout->addLayout(grid);

    connect(&session_, &Session::hubSplitsChanged, this, &HubSplitsCard::update);
    connect(cancel_, &QPushButton::clicked, &session_, &Session::forgetSplits);
    connect(open_, &QPushButton::clicked, this, [this] {
        HubSplits splits = *session_.hubSplits();
        std::ranges::transform(choices_, splits.places.begin(), [](QComboBox* box) { return box->currentIndex() - 1; });
        session_.openSplits(splits);
    });
    update();
}

void HubSplitsCard::update() {
    const auto& splits = session_.hubSplits();
    setVisible(splits.has_value());
    if (!splits)
        return;
    QStringList names;
    for (const auto& [name, path] : splits->splits)
        names << name;
    sentence_->setText(names.size() == 1
                           ? tr("%1 has one split, “%2”. Choose what it is used for.").arg(splits->dataset, names[0])
                           : tr("%1 has the splits %2. Choose which of them are used, and for what.")
                                 .arg(splits->dataset, names.join(QStringLiteral(", "))));
    for (std::size_t i = 0; i < kSplits; ++i) {
        choices_[i]->clear();
        choices_[i]->addItem(tr("none", "split"));
        choices_[i]->addItems(names);
        choices_[i]->setCurrentIndex(splits->places[i] + 1);
    }
    updateOpen();
    open_->setFocus();
}

void HubSplitsCard::updateOpen() {
    open_->setEnabled(std::ranges::any_of(choices_, [](QComboBox* box) { return box->currentIndex() > 0; }));
}

} // namespace finetune::ui
