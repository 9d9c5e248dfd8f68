// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/row_choices.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QIntValidator>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <algorithm>

namespace finetune::ui {

using Is = data::Condition::Is;

namespace {

constexpr int kMost = 1'000'000'000;

struct Comparison {
    Is is;
    bool isNot;
    const char* text; // to be translated
};
constexpr Comparison kComparisons[] = {
    {Is::Containing, false, QT_TRANSLATE_NOOP("finetune::ui::RowChoices", "contains")},
    {Is::Containing, true, QT_TRANSLATE_NOOP("finetune::ui::RowChoices", "does not contain")},
    {Is::Equal, false, QT_TRANSLATE_NOOP("finetune::ui::RowChoices", "equals")},
    {Is::Equal, true, QT_TRANSLATE_NOOP("finetune::ui::RowChoices", "does not equal")},
    {Is::LongerThan, false, QT_TRANSLATE_NOOP("finetune::ui::RowChoices", "is longer than")},
    {Is::ShorterThan, false, QT_TRANSLATE_NOOP("finetune::ui::RowChoices", "is shorter than")},
    {Is::Empty, false, QT_TRANSLATE_NOOP("finetune::ui::RowChoices", "is empty")},
    {Is::Empty, true, QT_TRANSLATE_NOOP("finetune::ui::RowChoices", "is not empty")},
};

const Comparison& comparisonOf(const QComboBox* box) {
    return kComparisons[static_cast<std::size_t>(std::max(0, box->currentIndex()))];
}

bool comparesLength(Is is) {
    return is == Is::LongerThan || is == Is::ShorterThan;
}

QSpinBox* number(const char* objectName, const QString& accessibleName, int least, int value, QWidget* parent) {
    auto* box = new QSpinBox(parent);
    box->setObjectName(QString::fromLatin1(objectName));
    box->setAccessibleName(accessibleName);
    box->setRange(least, kMost);
    box->setValue(value);
    box->setGroupSeparatorShown(true);
    return box;
}

} // namespace

RowChoices::RowChoices(QWidget* parent)
    : QWidget(parent), conditions_(new QVBoxLayout), add_(new QPushButton(tr("Add a condition"), this)),
      first_(new QCheckBox(tr("Only the first"), this)), sample_(new QCheckBox(tr("Only a random choice of"), this)),
      firstCount_(number("rows.first.count", tr("How many of the first"), 1, 1000, this)),
      sampleCount_(number("rows.sample.count", tr("How many by chance"), 1, 1000, this)),
      seed_(number("rows.sample.seed", tr("Seed"), 0, 42, this)) {
    setObjectName(QStringLiteral("rowChoices"));
    add_->setObjectName(QStringLiteral("rows.add"));
    add_->setAutoDefault(false);
    add_->setToolTip(tr("Only rows that meet every condition are used"));
    first_->setObjectName(QStringLiteral("rows.first"));
    sample_->setObjectName(QStringLiteral("rows.sample"));
    seed_->setToolTip(tr("The same seed chooses the same rows on every machine"));
    auto* seedName = new QLabel(tr("Seed"), this);
    seedName->setBuddy(seed_);
    conditions_->setSpacing(6);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    for (QWidget* widget :
         std::initializer_list<QWidget*>{add_, first_, firstCount_, sample_, sampleCount_, seedName, seed_}) {
        line->addWidget(widget);
        if (widget == add_ || widget == firstCount_)
            line->addSpacing(12);
    }
    line->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(conditions_);
    layout->addLayout(line);

    connect(add_, &QPushButton::clicked, this, [this] {
        addLine({columns_.isEmpty() ? std::string() : columns_.front().toStdString(), Is::Containing, false, {}});
        lines_.back().column->setFocus();
        Q_EMIT changed();
    });
    for (QCheckBox* box : {first_, sample_})
        connect(box, &QCheckBox::clicked, this, [this] {
            update();
            Q_EMIT changed();
        });
    for (QSpinBox* box : {firstCount_, sampleCount_, seed_})
        connect(box, &QSpinBox::valueChanged, this, &RowChoices::changed);
    setFocusProxy(add_);
    update();
}

void RowChoices::setColumns(const QStringList& columns, const data::RowSelection& selection) {
    const QSignalBlocker quiet(this);
    columns_ = columns;
    while (!lines_.empty())
        removeLine(lines_.back().widget);
    for (const data::Condition& condition : selection.where)
        addLine(condition);
    first_->setChecked(selection.first.has_value());
    sample_->setChecked(selection.sample.has_value());
    firstCount_->setValue(static_cast<int>(std::min<std::int64_t>(selection.first.value_or(1000), kMost)));
    sampleCount_->setValue(static_cast<int>(std::min<std::int64_t>(selection.sample.value_or(1000), kMost)));
    seed_->setValue(static_cast<int>(std::min<std::uint64_t>(selection.seed, kMost)));
    update();
}

void RowChoices::addLine(const data::Condition& condition) {
    Line line{new QWidget(this), new QComboBox, new QComboBox, new QLineEdit};
    auto* remove = new QToolButton;
    const QString key = QStringLiteral("condition.%1").arg(lines_.size() + 1);
    const QString number = QString::number(lines_.size() + 1);
    line.column->setObjectName(key + ".column");
    line.column->setAccessibleName(tr("Column of condition %1").arg(number));
    line.column->addItems(columns_);
    if (const QString column = QString::fromStdString(condition.column);
        !columns_.contains(column) && !column.isEmpty())
        line.column->addItem(column); // a field's name, or what is not there: the count says so
    line.column->setCurrentText(QString::fromStdString(condition.column));
    line.is->setObjectName(key + ".is");
    line.is->setAccessibleName(tr("Comparison of condition %1").arg(number));
    for (const Comparison& comparison : kComparisons)
        line.is->addItem(tr(comparison.text));
    const auto* known = std::ranges::find_if(kComparisons, [&](const Comparison& comparison) {
        return comparison.is == condition.is && comparison.isNot == condition.isNot;
    });
    line.is->setCurrentIndex(known == std::end(kComparisons) ? 0 : static_cast<int>(known - std::begin(kComparisons)));
    line.value->setObjectName(key + ".value");
    line.value->setAccessibleName(tr("Value of condition %1").arg(number));
    line.value->setText(QString::fromStdString(condition.value));
    remove->setObjectName(key + ".remove");
    remove->setIcon(icon(QStringLiteral("close"), theme().muted));
    remove->setToolTip(tr("Take this condition away"));
    remove->setAccessibleName(tr("Take condition %1 away").arg(number));
    auto* layout = new QHBoxLayout(line.widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(line.column, 2);
    layout->addWidget(line.is, 2);
    layout->addWidget(line.value, 4);
    layout->addWidget(remove);
    conditions_->addWidget(line.widget);
    lines_.push_back(line);

    connect(line.column, &QComboBox::activated, this, &RowChoices::changed);
    connect(line.is, &QComboBox::activated, this, [this, line] {
        updateLine(line);
        Q_EMIT changed();
    });
    connect(line.value, &QLineEdit::textEdited, this, &RowChoices::changed);
    connect(remove, &QToolButton::clicked, this, [this, widget = line.widget] {
        removeLine(widget);
        add_->setFocus();
        Q_EMIT changed();
    });
    updateLine(line);
}

void RowChoices::removeLine(const QWidget* widget) {
    const auto line = std::ranges::find(lines_, widget, &Line::widget);
    line->widget->hide();
    line->widget->setObjectName({});
    for (QWidget* control : line->widget->findChildren<QWidget*>())
        control->setObjectName({}); // it is found no more while it waits for its end
    line->widget->deleteLater();
    lines_.erase(line);
}

void RowChoices::updateLine(const Line& line) {
    const Is is = comparisonOf(line.is).is;
    line.value->setEnabled(is != Is::Empty);
    line.value->setValidator(comparesLength(is) ? new QIntValidator(0, kMost, line.value) : nullptr);
    line.value->setPlaceholderText(comparesLength(is) ? tr("characters; of a list, its elements") : QString());
    line.value->setToolTip(comparesLength(is) || is == Is::Empty ? QString()
                                                                 : tr("Capital and small letters are alike"));
    if (!line.value->hasAcceptableInput())
        line.value->clear();
}

void RowChoices::update() {
    firstCount_->setEnabled(first_->isChecked());
    sampleCount_->setEnabled(sample_->isChecked());
    seed_->setEnabled(sample_->isChecked());
}

data::RowSelection RowChoices::selection() const {
    data::RowSelection selection;
    for (const Line& line : lines_) {
        const auto& [is, isNot, text] = comparisonOf(line.is);
        QString value = is == Is::Empty ? QString() : line.value->text();
        if (value.isEmpty() && comparesLength(is))
            value = QStringLiteral("0");
        data::Condition condition{line.column->currentText().toStdString(), is, isNot, value.toStdString()};
        const bool saysNothing = condition.value.empty() && is == Is::Containing;
        if (!saysNothing)
            selection.where.push_back(std::move(condition));
    }
    if (first_->isChecked())
        selection.first = firstCount_->value();
    if (sample_->isChecked()) {
        selection.sample = sampleCount_->value();
        selection.seed = static_cast<std::uint64_t>(seed_->value());
    }
    return selection;
}

} // namespace finetune::ui
