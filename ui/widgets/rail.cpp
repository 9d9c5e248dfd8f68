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
      progress_(new QProgressBar(this)), project_(new QToolButton(this)), guide_(new QToolButton(this)),
      settings_(new QToolButton(this)) {
    setObjectName(QStringLiteral("rail"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(fontMetrics().horizontalAdvance(u'0') * 29);

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

    dress(project_, QStringLiteral("rail.project"), QString(), tr("Open, save and choose projects"));
    project_->setPopupMode(QToolButton::InstantPopup);
    showProject({});
    dress(guide_, QStringLiteral("rail.guide"), tr("Guide"), tr("What this page does and how (F1)"));
    dress(settings_, QStringLiteral("rail.settings"), tr("Settings"), tr("Language, theme, folders (Ctrl+,)"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 20, 12, 12);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(project_);
    layout->addSpacing(8);
    pages_->setSpacing(4);
    layout->addLayout(pages_);
    layout->addStretch();
    layout->addWidget(state_);
    layout->addWidget(progress_);
    layout->addSpacing(8);
    layout->addWidget(guide_);
    layout->addWidget(settings_);
    group_->setExclusive(true);
    connect(group_, &QButtonGroup::idClicked, this, &Rail::pageChosen);
    restyle();
}

void Rail::dress(QToolButton* button, const QString& objectName, const QString& text, const QString& toolTip) {
    button->setObjectName(objectName);
    button->setText(text);
    button->setToolTip(toolTip);
    button->setAccessibleDescription(toolTip);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setIconSize({20, 20});
}

void Rail::showProject(const QString& name) {
    const QString text = name.isEmpty() ? tr("Project") : name;
    const int room = width() - 2 * 12 - 70; // margins, icon, padding
    project_->setText(project_->fontMetrics().elidedText(text, Qt::ElideMiddle, room));
    project_->setAccessibleName(name.isEmpty() ? text : tr("Project %1").arg(name));
}

void Rail::addPage(int number, const QString& name, const QString& iconName) {
    auto* button = new QToolButton(this);
    button->setObjectName("rail." + iconName);
    button->setFocusPolicy(Qt::StrongFocus); // a click moves the focus, or its frame would stay on another page
    button->setText(name);
    button->setCheckable(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setIconSize({20, 20});
    button->setToolTip(QStringLiteral("%1 (Ctrl+%2)").arg(name).arg(number + 1));
    button->installEventFilter(this);
    group_->addButton(button, number);
    pages_->addWidget(button);
    setTabOrder(entries_.empty() ? project_ : entries_.back().button, button);
    setTabOrder(button, guide_);
    entries_.push_back({button, iconName});
    restyle();
}

void Rail::setCurrent(int page) {
    const QAbstractButton* before = group_->checkedButton();
    const bool hadFocus = before && window()->focusWidget() == before;
    group_->button(page)->setChecked(true);
    if (hadFocus)
        focusCurrent();
}

// Not a focus proxy: the Tab key would pass over the button above the pages.
void Rail::focusCurrent() {
    group_->checkedButton()->setFocus();
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
        if (step != 0) {
            const QList<QAbstractButton*> buttons = group_->buttons();
            if (QAbstractButton* next = buttons.value(buttons.indexOf(static_cast<QAbstractButton*>(watched)) + step)) {
                next->setFocus();
                next->click();
            }
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void Rail::restyle() {
    for (const Entry& entry : entries_)
        entry.button->setIcon(icon(entry.iconName, theme().muted, theme().onAccentSoft));
    project_->setIcon(icon(QStringLiteral("folder"), theme().muted));
    guide_->setIcon(icon(QStringLiteral("guide"), theme().muted));
    settings_->setIcon(icon(QStringLiteral("settings"), theme().muted));
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
    case RunState::Paused:
        return Rail::tr("Paused · %1 %").arg(done);
    case RunState::Evaluating:
        return Rail::tr("Evaluating · %1 %")
            .arg(status.phaseTotal > 0 ? static_cast<int>(100 * status.phaseDone / status.phaseTotal) : done);
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
