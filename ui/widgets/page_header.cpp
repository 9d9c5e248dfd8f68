// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/page_header.h"

#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>

namespace finetune::ui {

PageHeader::PageHeader(const QString& title, const QString& sentence, QWidget* parent)
    : QWidget(parent), sentence_(new QLabel(sentence, this)), layout_(new QHBoxLayout(this)) {
    auto* name = new QLabel(title, this);
    setTextRole(*name, TextRole::Headline);
    setTextRole(*sentence_, TextRole::Body);
    setStyleProperty(*sentence_, "tone", QStringLiteral("muted"));
    sentence_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    layout_->setContentsMargins(0, 0, 0, 0);
    layout_->setSpacing(14);
    layout_->addWidget(name, 0, Qt::AlignBottom);
    layout_->addWidget(sentence_, 1);
}

void PageHeader::setSentence(const QString& sentence) {
    sentence_->setText(sentence);
    sentence_->setToolTip(sentence);
}

void PageHeader::addAction(QWidget* button) {
    layout_->addWidget(button);
}

} // namespace finetune::ui
