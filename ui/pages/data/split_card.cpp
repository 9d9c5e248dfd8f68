// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/split_card.h"

#include "ui/theme.h"
#include "ui/widgets/path_field.h"

#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

namespace finetune::ui {
namespace {

QWidget* labelled(const QString& text, QSpinBox* box) {
    auto* widget = new QWidget;
    auto* label = new QLabel(text, widget);
    setTextRole(*label, TextRole::Strong);
    label->setBuddy(box);
    auto* column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(label);
    column->addWidget(box);
    column->addStretch();
    return widget;
}

} // namespace

SplitCard::SplitCard(Session& session, QWidget* parent)
    : QFrame(parent), session_(session),
      source_(new PathField(tr("File to split"), PathField::Kind::File, QStringLiteral("split"), this)),
      folder_(
          new PathField(tr("Folder for the two parts"), PathField::Kind::Folder, QStringLiteral("splitFolder"), this)),
      share_(new QSpinBox(this)), seed_(new QSpinBox(this)), split_(new QPushButton(tr("Split"), this)),
      cancel_(new QPushButton(tr("Cancel"), this)), sentence_(new QLabel(this)) {
    setObjectName(QStringLiteral("splitCard"));
    setStyleProperty(*this, "kind", QStringLiteral("card"));
    share_->setObjectName(QStringLiteral("split.share"));
    share_->setAccessibleName(tr("Share for the validation, percent"));
    share_->setRange(1, 50);
    share_->setValue(10);
    share_->setSuffix(tr(" %", "percent, behind a number"));
    seed_->setObjectName(QStringLiteral("split.seed"));
    seed_->setAccessibleName(tr("Seed"));
    seed_->setToolTip(tr("The same file, share and seed give the same parts on every machine"));
    seed_->setRange(0, 1'000'000'000);
    seed_->setValue(42);
    split_->setObjectName(QStringLiteral("split.split"));
    split_->setProperty("kind", "primary");
    cancel_->setObjectName(QStringLiteral("split.cancel"));
    setTextRole(*sentence_, TextRole::Caption);
    sentence_->setWordWrap(true);

    auto* fields = new QHBoxLayout;
    fields->setSpacing(16);
    fields->addWidget(source_, 3);
    fields->addWidget(folder_, 3);
    fields->addWidget(labelled(tr("For validation"), share_));
    fields->addWidget(labelled(tr("Seed"), seed_));
    auto* bottom = new QHBoxLayout;
    bottom->addWidget(sentence_, 1);
    bottom->addWidget(cancel_);
    bottom->addWidget(split_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 14, 18, 12);
    layout->addLayout(fields);
    layout->addLayout(bottom);

    connect(source_, &PathField::chosen, this, [this](const QString& path) {
        if (!folderChosen_ && !path.isEmpty())
            folder_->setPath(QFileInfo(path).path());
        update();
    });
    connect(folder_, &PathField::chosen, this, [this](const QString& path) {
        folderChosen_ = !path.isEmpty();
        update();
    });
    connect(split_, &QPushButton::clicked, this, &SplitCard::split);
    connect(cancel_, &QPushButton::clicked, this, &SplitCard::ended);
    connect(&session_.dataFiles(), &DataFiles::wasSplit, this, &SplitCard::ended);
    connect(&session_.dataFiles(), &DataFiles::failed, this, &SplitCard::update);
    update();
}

void SplitCard::begin() {
    const QString file = session_.file(Split::Train);
    if (!file.isEmpty()) {
        source_->setPath(file);
        folder_->setPath(QFileInfo(file).path());
        folderChosen_ = false;
    }
    update();
    source_->setFocus();
}

void SplitCard::update() {
    const bool works = session_.dataFiles().splitting();
    split_->setEnabled(!works && !source_->path().isEmpty() && !folder_->path().isEmpty());
    sentence_->setText(
        works ? tr("Splitting…")
              : tr("All questions of one context go to the same part, so that the validation asks about texts "
                   "that training has not read. The parts are opened as training and validation file; the "
                   "file itself stays as it is."));
}

void SplitCard::split() {
    session_.dataFiles().split(
        {source_->path(),
         folder_->path(),
         {.secondShare = share_->value() / 100.0, .seed = static_cast<std::uint64_t>(seed_->value())}});
    update();
}

} // namespace finetune::ui
