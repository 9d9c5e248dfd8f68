// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/example_header.h"

#include "ui/theme.h"
#include "ui/words.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

namespace finetune::ui {
namespace {

constexpr int kTitleCharacters = 44;

} // namespace

ExampleHeader::ExampleHeader(QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    previous_ = addStep(-1, Qt::LeftArrow, tr("Previous example"), QKeySequence(Qt::ALT | Qt::Key_Left));
    next_ = addStep(1, Qt::RightArrow, tr("Next example"), QKeySequence(Qt::ALT | Qt::Key_Right));
    number_ = new QSpinBox;
    number_->setObjectName(QStringLiteral("inspectExample"));
    number_->setAccessibleName(tr("Example number"));
    number_->setKeyboardTracking(false);
    count_ = new QLabel;
    title_ = new QLabel;
    title_->setObjectName(QStringLiteral("inspectTitle"));
    title_->setTextFormat(Qt::PlainText);
    title_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setTextRole(*title_, TextRole::Caption);
    auto* name = new QLabel(tr("Example"));
    name->setBuddy(number_);
    for (QWidget* widget : std::initializer_list<QWidget*>{name, number_, count_})
        row->addWidget(widget);
    row->addSpacing(fontMetrics().horizontalAdvance(u'M'));
    row->addWidget(title_, 1);
    connect(number_, &QSpinBox::valueChanged, this, [this](int number) { Q_EMIT exampleAsked(number - 1); });
}

// An action and not the button's own shortcut: that one waits for a tenth of a second without the key, and so for as
// long as it is held down.
QAction* ExampleHeader::addStep(int step, Qt::ArrowType arrow, const QString& text, const QKeySequence& keys) {
    auto* action = new QAction(text, this);
    action->setShortcut(keys);
    action->setToolTip(tr("%1 (%2)", "an action and its keys").arg(text, keys.toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, [this, step] { Q_EMIT exampleAsked(index_ + step); });
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setObjectName(step < 0 ? QStringLiteral("inspectPrevious") : QStringLiteral("inspectNext"));
    button->setArrowType(arrow);
    button->setAccessibleName(text);
    layout()->addWidget(button);
    return action;
}

void ExampleHeader::setExample(int index, const data::Dataset& dataset) {
    const auto last = static_cast<int>(dataset.examples.size());
    index_ = index;
    const QSignalBlocker quiet(number_);
    number_->setRange(1, last);
    number_->setValue(index + 1);
    count_->setText(tr("of %1", "a number of examples").arg(count(last)));
    previous_->setEnabled(index > 0);
    next_->setEnabled(index + 1 < last);
    const data::Example& example = dataset.examples[static_cast<std::size_t>(index)];
    const QString id = tr("id %1", "of an example").arg(QString::fromStdString(example.id));
    const QString whole =
        example.title.empty() ? id : QStringLiteral("%1 · %2").arg(QString::fromStdString(example.title), id);
    const int room = fontMetrics().averageCharWidth() * kTitleCharacters;
    title_->setText(fontMetrics().elidedText(whole, Qt::ElideMiddle, room));
    title_->setToolTip(QStringLiteral("<span>%1</span>").arg(whole.toHtmlEscaped()));
}

} // namespace finetune::ui
