// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/message_bar.h"

#include "ui/icons.h"
#include "ui/theme.h"
#include "ui/words.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QTextDocumentFragment>
#include <QToolButton>
#include <QVBoxLayout>

namespace finetune::ui {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), icon_(new QLabel(this)), text_(new QLabel(this)), details_(new QLabel(this)),
      actions_(new QHBoxLayout), unfold_(new QToolButton(this)), copy_(new QToolButton(this)),
      close_(new QToolButton(this)) {
    setObjectName(QStringLiteral("messageBar"));
    text_->setObjectName(QStringLiteral("messageText"));
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::RichText);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    details_->setObjectName(QStringLiteral("messageDetails"));
    details_->setTextFormat(Qt::PlainText);
    details_->setWordWrap(true);
    details_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTextRole(*details_, TextRole::Code);
    unfold_->setObjectName(QStringLiteral("messageUnfold"));
    unfold_->setText(tr("Details"));
    unfold_->setCheckable(true);
    unfold_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setStyleProperty(*unfold_, "kind", QStringLiteral("fold"));
    connect(unfold_, &QToolButton::toggled, this, &MessageBar::unfold);
    copy_->setObjectName(QStringLiteral("messageCopy"));
    copy_->setText(tr("Copy"));
    copy_->setToolTip(tr("Copy the message and its details"));
    connect(copy_, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(QStringLiteral("%1\n%2").arg(accessibleName(), details_->text()));
    });
    close_->setObjectName(QStringLiteral("messageClose"));
    close_->setToolTip(tr("Close this message (Esc)"));
    close_->setAccessibleName(tr("Close this message"));
    connect(close_, &QToolButton::clicked, this, &MessageBar::dismiss);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 10, 10, 10);
    layout->setSpacing(12);
    layout->addWidget(icon_, 0, Qt::AlignTop);
    auto* fold = new QHBoxLayout;
    fold->setSpacing(4);
    fold->addWidget(unfold_);
    fold->addWidget(copy_);
    fold->addStretch();
    auto* column = new QVBoxLayout;
    column->setSpacing(4);
    column->addWidget(text_);
    column->addLayout(fold);
    column->addWidget(details_);
    layout->addLayout(column, 1);
    layout->addLayout(actions_);
    layout->addWidget(close_, 0, Qt::AlignTop);
    actions_->setSpacing(8);
    hide();
}

void MessageBar::show(const Error& error) {
    show(Tone::Danger, errorSummary(error), {}, errorDetails(error));
    again_ = [error](QWidget& window) {
        if (auto* bar = window.findChild<MessageBar*>())
            bar->show(error);
    };
}

void MessageBar::show(Tone tone, const QString& richText, std::vector<Action> actions, const QString& details) {
    again_ = {};
    if (actions.empty())
        again_ = [tone, richText, details](QWidget& window) {
            if (auto* bar = window.findChild<MessageBar*>())
                bar->show(tone, richText, {}, details);
        };
    tone_ = tone;
    text_->setText(richText);
    setAccessibleName(QTextDocumentFragment::fromHtml(richText).toPlainText());
    details_->setText(details);
    unfold_->setVisible(!details.isEmpty());
    unfold_->setChecked(false);
    unfold(false);
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

void MessageBar::unfold(bool open) {
    details_->setVisible(open);
    copy_->setVisible(open);
    restyle();
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
    unfold_->setIcon(icon(unfold_->isChecked() ? QStringLiteral("down") : QStringLiteral("right"), look.color));
}

} // namespace finetune::ui
