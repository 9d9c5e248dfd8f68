// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/stat_tile.h"

#include "ui/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace finetune::ui {

StatTile::StatTile(const QString& name, const QString& objectName, QWidget* parent)
    : QFrame(parent), name_(new QLabel(name, this)), value_(new QLabel(QStringLiteral("–"), this)),
      sentence_(new QLabel(this)) {
    setObjectName(objectName);
    setStyleProperty(*this, "kind", QStringLiteral("card"));
    setAccessibleName(name);
    value_->setObjectName(objectName + ".value");
    setTextRole(*name_, TextRole::Caption);
    setTextRole(*value_, TextRole::Number);
    setTextRole(*sentence_, TextRole::Caption);
    sentence_->setWordWrap(true);
    sentence_->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 10, 14, 10);
    layout->setSpacing(2);
    layout->addWidget(name_);
    layout->addWidget(value_);
    layout->addWidget(sentence_);
    layout->addStretch();
}

void StatTile::setValue(const QString& value) {
    if (value_->text() == value)
        return;
    value_->setText(value);
    setAccessibleDescription(value);
}

void StatTile::setSentence(const QString& sentence) {
    sentence_->setText(sentence);
    sentence_->setVisible(!sentence.isEmpty());
}

QString StatTile::value() const {
    return value_->text();
}

} // namespace finetune::ui
