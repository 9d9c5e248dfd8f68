// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/empty_state.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace finetune::ui {

EmptyState::EmptyState(const QString& iconName, const QString& title, const QString& text, QWidget* parent)
    : QWidget(parent), iconName_(iconName), icon_(new QLabel(this)), title_(new QLabel(title, this)),
      text_(new QLabel(text, this)) {
    setTextRole(*title_, TextRole::Title);
    setTextRole(*text_, TextRole::Body);
    setStyleProperty(*text_, "tone", QStringLiteral("muted"));
    icon_->setAlignment(Qt::AlignCenter);
    for (QLabel* label : {title_, text_}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    text_->setMaximumWidth(fontMetrics().horizontalAdvance(u'0') * 70); // a line that is read with ease
    text_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(10);
    layout->addStretch(1);
    layout->addWidget(icon_);
    layout->addWidget(title_);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(text_, 4);
    row->addStretch(1);
    layout->addLayout(row);
    layout->addStretch(1);
    restyle();
}

void EmptyState::setText(const QString& title, const QString& text) {
    title_->setText(title);
    text_->setText(text);
}

QPushButton* EmptyState::addButton(const QString& text, const QString& objectName) {
    auto* button = new QPushButton(text, this);
    button->setObjectName(objectName);
    auto* box = static_cast<QVBoxLayout*>(layout());
    box->insertSpacing(box->count() - 1, 6);
    box->insertWidget(box->count() - 1, button, 0, Qt::AlignHCenter);
    return button;
}

void EmptyState::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        restyle();
}

void EmptyState::restyle() {
    icon_->setPixmap(icon(iconName_, theme().borderStrong).pixmap(48, 48));
}

} // namespace finetune::ui
