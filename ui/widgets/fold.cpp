// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/fold.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QEvent>
#include <QToolButton>
#include <QVBoxLayout>

namespace finetune::ui {

Fold::Fold(const QString& title, const QString& objectName, QWidget* parent)
    : QWidget(parent), title_(title), button_(new QToolButton(this)), content_(new QWidget(this)) {
    setObjectName(objectName);
    button_->setObjectName(objectName + ".button");
    button_->setText(title);
    button_->setCheckable(true);
    button_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setStyleProperty(*button_, "kind", QStringLiteral("fold"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(button_);
    layout->addWidget(content_);
    auto* rows = new QVBoxLayout(content_);
    rows->setContentsMargins(8, 0, 4, 8);
    rows->setSpacing(4);
    content_->hide();
    connect(button_, &QToolButton::toggled, this, [this](bool open) {
        content_->setVisible(open);
        restyle();
    });
    restyle();
}

void Fold::addRow(QWidget* row) {
    content_->layout()->addWidget(row);
}

void Fold::setOpen(bool open) {
    button_->setChecked(open);
}

bool Fold::isOpen() const {
    return button_->isChecked();
}

void Fold::setNote(const QString& note) {
    button_->setText(note.isEmpty() ? title_ : title_ + "  ·  " + note);
}

void Fold::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        restyle();
}

void Fold::restyle() {
    const QString name = isOpen() ? QStringLiteral("down") : QStringLiteral("right");
    button_->setIcon(icon(name, theme().muted));
}

} // namespace finetune::ui
