// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/message_bar.h"

#include "ui/icons.h"
#include "ui/theme.h"
#include "ui/words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace finetune::ui {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), icon_(new QLabel(this)), text_(new QLabel(this)), actions_(new QHBoxLayout),
      close_(new QToolButton(this)) {
    setObjectName(QStringLiteral("messageBar"));
    text_->setObjectName(QStringLiteral("messageText"));
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::RichText);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    close_->setObjectName(QStringLiteral("messageClose"));
    close_->setToolTip(tr("Close this message (Esc)"));
    close_->setAccessibleName(tr("Close this message"));
    connect(close_, &QToolButton::clicked, this, &MessageBar::dismiss);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 10, 10, 10);
    layout->setSpacing(12);
    layout->addWidget(icon_, 0, Qt::AlignTop);
    layout->addWidget(text_, 1);
    layout->addLayout(actions_);
    layout->addWidget(close_, 0, Qt::AlignTop);
    actions_->setSpacing(8);
    hide();
}

void MessageBar::show(const Error& error) {
    show(Tone::Danger, errorText(error));
}

void MessageBar::show(Tone tone, const QString& richText, std::vector<Action> actions) {
    tone_ = tone;
    text_->setText(richText);
    setAccessibleName(richText);
    while (QLayoutItem* item = actions_->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    for (Action& action : actions) {
        auto* button = new QPushButton(action.text, this);
        button->setObjectName("message." + action.name);
        connect(button, &QPushButton::clicked, this, [this, act = std::move(action.act)] {
            dismiss();
            act();
        });
        actions_->addWidget(button);
    }
    restyle();
    setVisible(true);
    if (actions_->count() > 0)
        actions_->itemAt(0)->widget()->setFocus();
}

QString MessageBar::text() const {
    return isHidden() ? QString() : text_->text();
}

void MessageBar::dismiss() {
    hide();
}

void MessageBar::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        restyle();
}

void MessageBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

void MessageBar::restyle() {
    const Theme& colors = theme();
    const struct {
        const char* tone;
        const char* icon;
        QColor color;
    } looks[] = {{"info", "info", colors.onAccentSoft},
                 {"success", "success", colors.success},
                 {"warning", "warning", colors.warning},
                 {"danger", "error", colors.danger}};
    const auto& look = looks[static_cast<int>(tone_)];
    setStyleProperty(*this, "tone", QString::fromLatin1(look.tone));
    setStyleProperty(*text_, "tone", QString::fromLatin1(look.tone)); // repolishes the label with its bar
    icon_->setPixmap(icon(QString::fromLatin1(look.icon), look.color).pixmap(20, 20));
    close_->setIcon(icon(QStringLiteral("close"), look.color));
}

} // namespace finetune::ui
