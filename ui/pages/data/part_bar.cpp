// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/part_bar.h"

#include "ui/models/finding_words.h"
#include "ui/theme.h"
#include "ui/words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <algorithm>

namespace finetune::ui {

PartBar::PartBar(Session& session, QWidget* parent)
    : QFrame(parent), session_(session), text_(new QLabel(this)), readAll_(new QPushButton(tr("Read all rows"), this)),
      cancel_(new QPushButton(tr("Cancel"), this)) {
    setObjectName(QStringLiteral("partBar"));
    setStyleProperty(*this, "kind", QStringLiteral("card"));
    text_->setObjectName(QStringLiteral("part.text"));
    text_->setWordWrap(true);
    readAll_->setObjectName(QStringLiteral("part.readAll"));
    readAll_->setToolTip(tr("Takes time and memory; needed only to look at all of them or to change some"));
    cancel_->setObjectName(QStringLiteral("part.cancel"));
    cancel_->setToolTip(tr("The rows that are shown stay"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(18, 8, 10, 8);
    layout->addWidget(text_, 1);
    layout->addWidget(readAll_);
    layout->addWidget(cancel_);
    connect(readAll_, &QPushButton::clicked, this, [this] {
        session_.dataFiles().readAll(*shown_);
        cancel_->setFocus();
    });
    connect(cancel_, &QPushButton::clicked, this, [this] {
        session_.dataFiles().stopReadingAll(*shown_);
        readAll_->setFocus();
    });
    connect(&session_, &Session::fileChanged, this, &PartBar::update);
    connect(&session_, &Session::fileProgressed, this, [this](Split split, qint64 done, qint64 total) {
        if (split == shown_ && session_.dataFiles().isReadingAll(split) && total > 0)
            text_->setText(tr("%1: reading all rows… %2 %").arg(splitName(split)).arg(100 * done / total));
    });
    update();
}

void PartBar::showSplits(std::vector<Split> splits) {
    splits_ = std::move(splits);
    update();
}

void PartBar::update() {
    const DataFiles& files = session_.dataFiles();
    const auto found = std::ranges::find_if(splits_, [&](Split split) { return files.part(split).has_value(); });
    shown_ = found == splits_.end() ? std::nullopt : std::optional(*found);
    setVisible(shown_.has_value());
    if (!shown_)
        return;
    const bool reads = files.isReadingAll(*shown_);
    readAll_->setVisible(!reads);
    cancel_->setVisible(reads);
    text_->setText(reads ? tr("%1: reading all rows…").arg(splitName(*shown_))
                         : tr("%1: %2 are shown; statistics and Doctor speak of these. A training uses all rows.",
                              "file, the first … rows")
                               .arg(splitName(*shown_), rowsRead(*files.part(*shown_))));
}

} // namespace finetune::ui
