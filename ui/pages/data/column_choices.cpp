// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/column_choices.h"

#include "ui/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>

namespace finetune::ui {

using data::DataField;

namespace {

constexpr int kRows = 4; // in each half

QString titleOf(DataField field) {
    switch (field) {
    case DataField::Id:
        return ColumnChoices::tr("ID");
    case DataField::Title:
        return ColumnChoices::tr("Title");
    case DataField::Question:
        return ColumnChoices::tr("Question");
    case DataField::Context:
        return ColumnChoices::tr("Context");
    case DataField::Answers:
        return ColumnChoices::tr("Answers");
    case DataField::AnswerText:
        return ColumnChoices::tr("Answer text");
    case DataField::AnswerStart:
        return ColumnChoices::tr("Answer start");
    case DataField::IsImpossible:
        return ColumnChoices::tr("Is impossible");
    }
    return {};
}

QString helpOf(DataField field) {
    switch (field) {
    case DataField::Id:
        return ColumnChoices::tr("What names the question; without a column, the number of the row");
    case DataField::Title:
        return ColumnChoices::tr("The article that the context is of; may be left out");
    case DataField::Question:
        return ColumnChoices::tr("The text of the question; needed");
    case DataField::Context:
        return ColumnChoices::tr("The text that holds the answer; needed");
    case DataField::Answers:
        return ColumnChoices::tr("Texts and their places in one column: {text, answer_start}. Without it, the answers "
                                 "are in two columns, or their texts in one");
    case DataField::AnswerText:
        return ColumnChoices::tr("One answer's text, or a list of texts; where there is no column of answers");
    case DataField::AnswerStart:
        return ColumnChoices::tr("Where the answer begins in the context, in characters from 0; without a column, the "
                                 "text is looked for in the context");
    case DataField::IsImpossible:
        return ColumnChoices::tr("True where the context does not answer the question; without a column, where there "
                                 "is no answer");
    }
    return {};
}

QString samplesOf(const data::ColumnLook& column) {
    QStringList samples;
    for (const std::string& sample : column.samples)
        samples << QString::fromStdString(sample).simplified();
    return samples.join(QStringLiteral(" · "));
}

} // namespace

ColumnChoices::ColumnChoices(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("columnChoices"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    // What a question is in the left half, what answers it in the right one.
    const DataField order[] = {DataField::Question,    DataField::Context,     DataField::Id,
                               DataField::Title,       DataField::Answers,     DataField::AnswerText,
                               DataField::AnswerStart, DataField::IsImpossible};
    int at = 0;
    for (const DataField field : order) {
        const QString key = QString::fromLatin1(data::nameOf(field));
        auto* label = new QLabel(titleOf(field), this);
        auto* box = new QComboBox(this);
        auto* sample = new QLabel(this);
        label->setBuddy(box);
        box->setObjectName("column." + key);
        box->setAccessibleName(titleOf(field));
        box->setAccessibleDescription(helpOf(field));
        box->setToolTip(helpOf(field));
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(14);
        sample->setObjectName("sample." + key);
        sample->setTextFormat(Qt::PlainText);
        sample->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        setTextRole(*sample, TextRole::Caption);
        const int row = at % kRows, column = at / kRows * 4; // between the halves one column of room
        grid->addWidget(label, row, column);
        grid->addWidget(box, row, column + 1);
        grid->addWidget(sample, row, column + 2);
        connect(box, &QComboBox::activated, this, [this] {
            update();
            Q_EMIT changed();
        });
        choices_[static_cast<std::size_t>(field)] = box;
        samples_[static_cast<std::size_t>(field)] = sample;
        ++at;
    }
    for (const int column : {2, 6})
        grid->setColumnStretch(column, 1);
    grid->setColumnMinimumWidth(3, 12);
    setFocusProxy(choice(DataField::Question));
}

void ColumnChoices::setTable(const data::TableLook& look, const data::ColumnMapping& given) {
    columns_ = look.columns;
    for (const DataField field : data::allDataFields()) {
        QComboBox* box = choice(field);
        box->clear();
        box->addItem(tr("none", "column"), QString());
        for (const data::ColumnLook& column : columns_) {
            const QString name = QString::fromStdString(column.name);
            box->addItem(name, name);
            box->setItemData(box->count() - 1, QString::fromStdString(column.shape), Qt::ToolTipRole);
        }
        const auto& named = given.columns[static_cast<std::size_t>(field)];
        const int chosen = named ? box->findData(QString::fromStdString(*named)) : -1;
        box->setCurrentIndex(chosen >= 0 ? chosen
                                         : std::max(0, box->findData(QString::fromStdString(look.mapping[field]))));
    }
    update();
}

bool ColumnChoices::has(DataField field) const {
    return choice(field)->currentIndex() > 0 && choice(field)->isEnabled();
}

data::ColumnMapping ColumnChoices::mapping() const {
    data::ColumnMapping mapping;
    for (const DataField field : data::allDataFields())
        mapping[field] = has(field) ? choice(field)->currentData().toString().toStdString() : std::string();
    return mapping;
}

QString ColumnChoices::missing() const {
    if (!has(DataField::Question))
        return tr("Choose the column that holds the question.");
    if (!has(DataField::Context))
        return tr("Choose the column that holds the context.");
    if (!has(DataField::Answers) && !has(DataField::AnswerText))
        return tr("Choose the column that holds the answers, or the answer's text.");
    return {};
}

// A column of answers has texts and places in it.
void ColumnChoices::update() {
    const bool inOne = choice(DataField::Answers)->currentIndex() > 0;
    choice(DataField::AnswerText)->setEnabled(!inOne);
    choice(DataField::AnswerStart)->setEnabled(!inOne && choice(DataField::AnswerText)->currentIndex() > 0);
    for (const DataField field : data::allDataFields()) {
        const int column = has(field) ? choice(field)->currentIndex() - 1 : -1;
        const QString text = column < 0 ? QString() : samplesOf(columns_[static_cast<std::size_t>(column)]);
        QLabel* sample = samples_[static_cast<std::size_t>(field)];
        sample->setText(text);
        sample->setToolTip(text.toHtmlEscaped());
    }
}

} // namespace finetune::ui
