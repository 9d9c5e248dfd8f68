// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/example_header.h"

#include "ui/session/paths.h"
#include "ui/theme.h"
#include "ui/words.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <algorithm>

namespace finetune::ui {
namespace {

constexpr int kTitleCharacters = 80;

} // namespace

ExampleHeader::ExampleHeader(QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    previous_ = addStep(-1, Qt::LeftArrow, tr("Previous example"), QKeySequence(Qt::ALT | Qt::Key_Left));
    next_ = addStep(1, Qt::RightArrow, tr("Next example"), QKeySequence(Qt::ALT | Qt::Key_Right));
    number_ = new QSpinBox;
    number_->setObjectName(QStringLiteral("inspectExample"));
    number_->setAccessibleName(tr("Example number"));
    number_->setKeyboardTracking(false);
    count_ = new QLabel;
    auto* name = new QLabel(tr("Example"));
    name->setBuddy(number_);
    for (QWidget* widget : std::initializer_list<QWidget*>{name, number_, count_})
        row->addWidget(widget);
    const int gap = fontMetrics().horizontalAdvance(u'M');
    row->addSpacing(gap);
    previousProblem_ =
        addProblem(-1, Qt::LeftArrow, tr("Previous example with a problem"), QKeySequence(Qt::SHIFT | Qt::Key_F8));
    problemCount_ = new QLabel;
    problemCount_->setObjectName(QStringLiteral("inspectProblems"));
    row->addWidget(problemCount_);
    nextProblem_ = addProblem(1, Qt::RightArrow, tr("Next example with a problem"), QKeySequence(Qt::Key_F8));
    row->addSpacing(gap);
    toLongest_ = new QToolButton;
    toLongest_->setObjectName(QStringLiteral("inspectLongest"));
    toLongest_->setText(tr("Longest"));
    toLongest_->setToolTip(tr("The example with most tokens"));
    toLongest_->setAccessibleName(toLongest_->toolTip());
    row->addWidget(toLongest_);
    title_ = new QLabel(this);
    title_->setObjectName(QStringLiteral("inspectTitle"));
    title_->setTextFormat(Qt::PlainText);
    title_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setTextRole(*title_, TextRole::Caption);
    connect(number_, &QSpinBox::valueChanged, this, [this](int number) { Q_EMIT exampleAsked(number - 1); });
    connect(toLongest_, &QToolButton::clicked, this, [this] { Q_EMIT exampleAsked(longest_); });
    setProblems({});
    setLongest(-1);
}

// An action and not the button's own shortcut: that one waits for a tenth of a second without the key, and so for as
// long as it is held down.
QAction* ExampleHeader::addButton(Qt::ArrowType arrow, const QString& name, const QString& text,
                                  const QKeySequence& keys) {
    auto* action = new QAction(text, this);
    action->setShortcut(keys);
    action->setToolTip(tr("%1 (%2)", "an action and its keys").arg(text, keys.toString(QKeySequence::NativeText)));
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setObjectName(name);
    button->setArrowType(arrow);
    button->setAccessibleName(text);
    layout()->addWidget(button);
    return action;
}

QAction* ExampleHeader::addStep(int step, Qt::ArrowType arrow, const QString& text, const QKeySequence& keys) {
    const QString name = step < 0 ? QStringLiteral("inspectPrevious") : QStringLiteral("inspectNext");
    QAction* action = addButton(arrow, name, text, keys);
    connect(action, &QAction::triggered, this, [this, step] { Q_EMIT exampleAsked(index_ + step); });
    return action;
}

QAction* ExampleHeader::addProblem(int step, Qt::ArrowType arrow, const QString& text, const QKeySequence& keys) {
    const QString name = step < 0 ? QStringLiteral("inspectPreviousProblem") : QStringLiteral("inspectNextProblem");
    QAction* action = addButton(arrow, name, text, keys);
    connect(action, &QAction::triggered, this, [this, step] { askProblem(step); });
    return action;
}

void ExampleHeader::askProblem(int step) {
    if (problems_.empty())
        return;
    const auto after = std::ranges::upper_bound(problems_, index_);
    const auto from = std::ranges::lower_bound(problems_, index_);
    if (step > 0)
        Q_EMIT exampleAsked(after == problems_.end() ? problems_.front() : *after);
    else
        Q_EMIT exampleAsked(from == problems_.begin() ? problems_.back() : *(from - 1));
}

void ExampleHeader::setProblems(std::vector<std::int32_t> examples) {
    problems_ = std::move(examples);
    previousProblem_->setEnabled(!problems_.empty());
    nextProblem_->setEnabled(!problems_.empty());
    problemCount_->setText(problems_.empty() ? tr("No problem")
                                             : tr("%n problem(s)", nullptr, static_cast<int>(problems_.size())));
    problemCount_->setToolTip(tr("Examples that give no window, whose answer no window holds, that the Python workflow "
                                 "would mislabel, or that the file has a mistake in"));
    setStyleProperty(*problemCount_, "tone", problems_.empty() ? QStringLiteral("muted") : QStringLiteral("warning"));
}

void ExampleHeader::setLongest(int example) {
    longest_ = example;
    toLongest_->setEnabled(example >= 0);
}

void ExampleHeader::setExample(int index, const data::Dataset& dataset) {
    const auto last = static_cast<int>(dataset.examples.size());
    index_ = index;
    const QSignalBlocker quiet(number_);
    number_->setRange(1, last);
    number_->setValue(index + 1);
    count_->setText(dataset.part ? tr("of the first %1", "a number of examples").arg(count(last))
                                 : tr("of %1", "a number of examples").arg(count(last)));
    previous_->setEnabled(index > 0);
    next_->setEnabled(index + 1 < last);
    const data::Example& example = dataset.examples[static_cast<std::size_t>(index)];
    QStringList parts{fromPath(dataset.file.filename()), QString::fromStdString(example.title),
                      tr("id %1", "of an example").arg(QString::fromStdString(example.id))};
    parts.removeAll(QString());
    const QString whole = parts.join(QStringLiteral(" · "));
    const int room = fontMetrics().horizontalAdvance(u'0') * kTitleCharacters;
    title_->setText(fontMetrics().elidedText(whole, Qt::ElideMiddle, room));
    title_->setToolTip(QStringLiteral("<span>%1</span>").arg(whole.toHtmlEscaped()));
}

} // namespace finetune::ui
