// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/argument_row.h"

#include "ui/icons.h"
#include "ui/theme.h"
#include "ui/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QToolButton>
#include <algorithm>

namespace finetune::ui {
namespace {

constexpr int kNarrowCharacters = 12; // of an editor beside its name; longer ones stand below it

} // namespace

ArgumentRow::ArgumentRow(const train::ArgumentInfo& info, QWidget* parent)
    : QWidget(parent), help_(argumentText(QString::fromStdString(info.help))), name_(new QLabel(this)),
      note_(new QLabel(this)), reset_(new QToolButton(this)) {
    const QString name = QString::fromStdString(info.name);
    setObjectName("argument." + name);
    name_->setText(name);
    setTextRole(*name_, TextRole::Body);
    setTextRole(*note_, TextRole::Caption);
    note_->setObjectName("argument." + name + ".note");
    note_->setWordWrap(true);
    reset_->setObjectName("argument." + name + ".reset");
    QSizePolicy keepsPlace = reset_->sizePolicy();
    keepsPlace.setRetainSizeWhenHidden(true);
    reset_->setSizePolicy(keepsPlace);
    reset_->hide();
    connect(reset_, &QToolButton::clicked, this, &ArgumentRow::resetRequested);

    QWidget* field = makeEditor(info);
    field->setObjectName("argument." + name + ".edit");
    field->setAccessibleName(name);
    field->setAccessibleDescription(help_);
    name_->setBuddy(field);

    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->setHorizontalSpacing(4);
    layout->setVerticalSpacing(3);
    layout->addWidget(name_, 0, 0);
    layout->addWidget(reset_, 0, 1);
    const auto isLong = [](const std::string& choice) { return choice.size() > kNarrowCharacters - 3; };
    const bool wide = info.type == train::ArgumentType::Text || info.type == train::ArgumentType::Object ||
                      std::ranges::any_of(info.choices, isLong);
    if (wide) {
        layout->addWidget(field, 1, 0, 1, 3);
        layout->addWidget(note_, 2, 0, 1, 3);
    } else {
        field->setFixedWidth(fontMetrics().horizontalAdvance(u'0') * kNarrowCharacters);
        layout->addWidget(field, 0, 2, Qt::AlignRight);
        layout->addWidget(note_, 1, 0, 1, 3);
    }
    layout->setColumnStretch(0, 1);
    setError({});
    restyle();
}

QWidget* ArgumentRow::makeEditor(const train::ArgumentInfo& info) {
    switch (info.type) {
    case train::ArgumentType::Boolean:
        check_ = new QCheckBox(this);
        connect(check_, &QCheckBox::toggled, this, [this] { Q_EMIT edited(text()); });
        return check_;
    case train::ArgumentType::Choice:
        choices_ = new QComboBox(this);
        for (const std::string& choice : info.choices)
            choices_->addItem(choice.empty() ? tr("automatic") : QString::fromStdString(choice),
                              QString::fromStdString(choice));
        choices_->setFocusPolicy(Qt::StrongFocus);
        choices_->installEventFilter(this);
        connect(choices_, &QComboBox::currentIndexChanged, this, [this] { Q_EMIT edited(text()); });
        return choices_;
    default:
        line_ = new QLineEdit(this);
        if (info.type == train::ArgumentType::Integer || info.type == train::ArgumentType::Real)
            line_->setAlignment(Qt::AlignRight);
        connect(line_, &QLineEdit::textEdited, this, &ArgumentRow::edited);
        return line_;
    }
}

QWidget* ArgumentRow::editor() const {
    if (line_)
        return line_;
    return choices_ ? static_cast<QWidget*>(choices_) : check_;
}

QString ArgumentRow::text() const {
    if (check_)
        return check_->isChecked() ? QStringLiteral("true") : QStringLiteral("false");
    return choices_ ? choices_->currentData().toString() : line_->text();
}

void ArgumentRow::setText(const QString& text) {
    const QSignalBlocker blocker(editor());
    if (check_)
        check_->setChecked(text == QLatin1String("true"));
    else if (choices_)
        choices_->setCurrentIndex(choices_->findData(text));
    else if (line_->text() != text)
        line_->setText(text);
}

void ArgumentRow::setError(const QString& error) {
    error_ = error;
    note_->setText(error.isEmpty() ? help_ : error);
    editor()->setToolTip(error.isEmpty() ? QString() : "<p>" + help_.toHtmlEscaped() + "</p>"); // else it is in sight
    setStyleProperty(*note_, "tone", error.isEmpty() ? QString() : QStringLiteral("danger"));
    setStyleProperty(*editor(), "invalid", error.isEmpty() ? QString() : QStringLiteral("true"));
}

QString ArgumentRow::error() const {
    return error_;
}

void ArgumentRow::setModified(bool modified, const QString& defaultText) {
    reset_->setVisible(modified);
    const QString shown = defaultText.isEmpty() ? tr("empty") : defaultText;
    reset_->setToolTip(tr("Back to the default: %1").arg(shown));
    reset_->setAccessibleName(reset_->toolTip());
    setStyleProperty(*name_, "role", modified ? QStringLiteral("strong") : QStringLiteral("body"));
    setStyleProperty(*name_, "tone", modified ? QStringLiteral("accent") : QString());
}

void ArgumentRow::focusEditor() {
    editor()->setFocus();
}

// The wheel scrolls the form; it must not change what the pointer happens to pass.
bool ArgumentRow::eventFilter(QObject* watched, QEvent* event) {
    if (watched == choices_ && event->type() == QEvent::Wheel && !choices_->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ArgumentRow::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        restyle();
}

void ArgumentRow::restyle() {
    reset_->setIcon(icon(QStringLiteral("reset"), theme().accent));
}

} // namespace finetune::ui
