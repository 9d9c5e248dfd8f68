// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/split_switch.h"

#include "ui/models/finding_words.h"
#include "ui/words.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPushButton>

namespace finetune::ui {

SplitSwitch::SplitSwitch(Session& session, QWidget* parent) : QWidget(parent), session_(session) {
    static const char* const names[kSplits] = {"segment.train", "segment.validation", "segment.test"};
    auto* group = new QButtonGroup(this);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    for (const Split split : allSplits()) {
        const auto index = static_cast<std::size_t>(split);
        auto* button = new QPushButton(this);
        button->setObjectName(QString::fromLatin1(names[index]));
        button->setCheckable(true);
        button->setProperty("kind", "segment");
        group->addButton(button, static_cast<int>(index));
        layout->addWidget(button);
        buttons_[index] = button;
    }
    connect(group, &QButtonGroup::idClicked, this, [this](int id) { setCurrent(static_cast<Split>(id)); });
    connect(&session_, &Session::fileChanged, this, &SplitSwitch::update);
    setCurrent(Split::Train);
    update();
}

void SplitSwitch::setCurrent(Split split) {
    buttons_[static_cast<std::size_t>(split)]->setChecked(true);
    if (split == current_)
        return;
    current_ = split;
    update();
    Q_EMIT changed();
}

// A file that is not there takes no room, unless it is looked at.
void SplitSwitch::update() {
    for (const Split split : allSplits()) {
        QPushButton* button = buttons_[static_cast<std::size_t>(split)];
        const auto shown = session_.dataFiles().shown(split);
        const auto part = session_.dataFiles().part(split);
        const QString number = !shown ? QString()
                               : part && part->all
                                   ? tr("%1 of %2", "rows read, all").arg(count(part->rows), count(*part->all))
                                   : count(static_cast<qint64>(shown->examples.size())) + QLatin1String(part ? "+" : "");
        button->setText(shown ? tr("%1  %2", "file, number of examples").arg(splitName(split), number)
                              : splitName(split));
        button->setVisible(split != Split::Test || !session_.file(split).isEmpty() || split == current_);
    }
}

} // namespace finetune::ui
