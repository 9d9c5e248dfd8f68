// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rail.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace finetune::ui {

Rail::Rail(QWidget* parent)
    : QWidget(parent), group_(new QButtonGroup(this)), pages_(new QVBoxLayout), state_(new QLabel(this)),
      progress_(new QProgressBar(this)), appearance_(new QToolButton(this)) {
    setObjectName(QStringLiteral("rail"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(fontMetrics().averageCharWidth() * 29);

    auto* mark = new QLabel(this);
    mark->setPixmap(QIcon(QStringLiteral(":/icons/studio.svg")).pixmap(26, 26));
    auto* name = new QLabel(QStringLiteral("Finetune Studio"), this);
    setTextRole(*name, TextRole::Strong);
    auto* head = new QHBoxLayout;
    head->setSpacing(10);
    head->setContentsMargins(8, 0, 0, 14);
    head->addWidget(mark);
    head->addWidget(name, 1);

    state_->setObjectName(QStringLiteral("rail.state"));
    setTextRole(*state_, TextRole::Caption);
    progress_->setObjectName(QStringLiteral("rail.progress"));
    progress_->setTextVisible(false);
    progress_->setAccessibleName(tr("Progress of the run"));
    state_->hide();
    progress_->hide();

    appearance_->setObjectName(QStringLiteral("rail.appearance"));
    appearance_->setText(tr("Appearance"));
    appearance_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    appearance_->setPopupMode(QToolButton::InstantPopup);
    appearance_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 20, 12, 12);
    layout->setSpacing(4);
    layout->addLayout(head);
    pages_->setSpacing(4);
    layout->addLayout(pages_);
    layout->addStretch();
    layout->addWidget(state_);
    layout->addWidget(progress_);
    layout->addSpacing(8);
    layout->addWidget(appearance_);
    group_->setExclusive(true);
    connect(group_, &QButtonGroup::idClicked, this, &Rail::pageChosen);
    restyle();
}

void Rail::addPage(const QString& name, const QString& iconName) {
    auto* button = new QToolButton(this);
    button->setObjectName("rail." + iconName);
    button->setText(name);
    button->setCheckable(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setIconSize({20, 20});
    const int number = static_cast<int>(entries_.size());
    button->setToolTip(QStringLiteral("%1 (Ctrl+%2)").arg(name).arg(number + 1));
    button->installEventFilter(this);
    group_->addButton(button, number);
    pages_->addWidget(button);
    if (!entries_.empty())
        setTabOrder(entries_.back().button, button);
    setTabOrder(button, appearance_);
    entries_.push_back({button, iconName});
    restyle();
}

void Rail::setCurrent(int page) {
    QToolButton* button = entries_[static_cast<std::size_t>(page)].button;
    button->setChecked(true);
    const bool hadFocus = focusProxy() && window()->focusWidget() == focusProxy();
    setFocusProxy(button);
    if (hadFocus)
        button->setFocus();
}

void Rail::showStatus(const RunStatus& status) {
    const QString text = shortStatus(status);
    state_->setText(text);
    state_->setVisible(!text.isEmpty());
    progress_->setVisible(status.active());
    if (status.totalSteps > 0) {
        progress_->setRange(0, 1000);
        progress_->setValue(static_cast<int>(1000 * status.step / status.totalSteps));
    } else if (status.phaseTotal > 0) {
        progress_->setRange(0, 1000);
        progress_->setValue(static_cast<int>(1000 * status.phaseDone / status.phaseTotal));
    } else {
        progress_->setRange(0, 1);
        progress_->setValue(0);
    }
}

void Rail::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        restyle();
}

// Up and down go through the pages, as in a list.
bool Rail::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        const int next = group_->id(static_cast<QToolButton*>(watched)) + step;
        if (step != 0) {
            if (QAbstractButton* button = group_->button(next)) {
                button->setFocus();
                button->click();
            }
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void Rail::restyle() {
    for (const Entry& entry : entries_)
        entry.button->setIcon(icon(entry.iconName, theme().muted, theme().onAccentSoft));
    appearance_->setIcon(icon(QStringLiteral("appearance"), theme().muted));
}

QString shortStatus(const RunStatus& status) {
    const int done = status.totalSteps > 0 ? static_cast<int>(100 * status.step / status.totalSteps) : 0;
    switch (status.state) {
    case RunState::Idle:
        return {};
    case RunState::Preparing:
        return Rail::tr("Preparing…");
    case RunState::Training:
        return Rail::tr("Training · %1 %").arg(done);
    case RunState::Evaluating:
        return Rail::tr("Evaluating · %1 %").arg(done);
    case RunState::Stopping:
        return Rail::tr("Stopping…");
    case RunState::Finished:
        return Rail::tr("Run finished");
    case RunState::Stopped:
        return Rail::tr("Run stopped");
    case RunState::Failed:
        return Rail::tr("Run failed");
    }
    return {};
}

} // namespace finetune::ui
