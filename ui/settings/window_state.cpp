// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/window_state.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QButtonGroup>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSpinBox>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QTextEdit>
#include <QWidget>

namespace finetune::ui {
namespace {

// The value of a control, or nothing for what is not kept.
QVariant valueOf(const QWidget* widget) {
    if (const auto* edit = qobject_cast<const QLineEdit*>(widget))
        return edit->isReadOnly() ? QVariant() : edit->text();
    if (const auto* text = qobject_cast<const QPlainTextEdit*>(widget))
        return text->isReadOnly() ? QVariant() : text->toPlainText();
    if (const auto* text = qobject_cast<const QTextEdit*>(widget))
        return text->isReadOnly() ? QVariant() : text->toPlainText();
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
        return button->isCheckable() ? button->isChecked() : QVariant();
    if (const auto* choice = qobject_cast<const QComboBox*>(widget))
        return choice->currentIndex();
    if (const auto* box = qobject_cast<const QSpinBox*>(widget))
        return box->value();
    if (const auto* box = qobject_cast<const QDoubleSpinBox*>(widget))
        return box->value();
    if (const auto* slider = qobject_cast<const QAbstractSlider*>(widget))
        return slider->value();
    if (const auto* tabs = qobject_cast<const QTabWidget*>(widget))
        return tabs->currentIndex();
    if (const auto* tabs = qobject_cast<const QTabBar*>(widget))
        return tabs->currentIndex();
    if (const auto* splitter = qobject_cast<const QSplitter*>(widget))
        return splitter->saveState();
    return {};
}

// Signals that Qt keeps for a person's own doing are sent as well: forms listen to them.
void setValue(QWidget* widget, const QVariant& value) {
    if (auto* edit = qobject_cast<QLineEdit*>(widget)) {
        edit->setText(value.toString());
        Q_EMIT edit->textEdited(value.toString());
    } else if (auto* text = qobject_cast<QPlainTextEdit*>(widget)) {
        text->setPlainText(value.toString());
    } else if (auto* text = qobject_cast<QTextEdit*>(widget)) {
        text->setPlainText(value.toString());
    } else if (auto* button = qobject_cast<QAbstractButton*>(widget)) {
        // Of buttons that exclude each other only the one that is down is pressed.
        const bool exclusive = button->autoExclusive() || (button->group() && button->group()->exclusive());
        if (value.toBool() || !exclusive)
            button->click();
    } else if (auto* choice = qobject_cast<QComboBox*>(widget)) {
        if (value.toInt() < choice->count()) {
            choice->setCurrentIndex(value.toInt());
            Q_EMIT choice->activated(value.toInt());
        }
    } else if (auto* box = qobject_cast<QSpinBox*>(widget)) {
        box->setValue(value.toInt());
    } else if (auto* box = qobject_cast<QDoubleSpinBox*>(widget)) {
        box->setValue(value.toDouble());
    } else if (auto* slider = qobject_cast<QAbstractSlider*>(widget)) {
        slider->setValue(value.toInt());
    } else if (auto* tabs = qobject_cast<QTabWidget*>(widget)) {
        tabs->setCurrentIndex(value.toInt());
    } else if (auto* tabs = qobject_cast<QTabBar*>(widget)) {
        tabs->setCurrentIndex(value.toInt());
    } else if (auto* splitter = qobject_cast<QSplitter*>(widget)) {
        splitter->restoreState(value.toByteArray());
    }
}

// Qt's own parts (scroll bars, the edits inside spin boxes) carry names that begin with "qt_" or are repeated.
bool isNamed(const QWidget* widget) {
    return !widget->objectName().isEmpty() && !widget->objectName().startsWith(QLatin1String("qt_")) &&
           !qobject_cast<const QScrollBar*>(widget);
}

} // namespace

WindowState keptControls(const QWidget& window) {
    WindowState state;
    for (const QWidget* widget : window.findChildren<QWidget*>())
        if (const QVariant value = isNamed(widget) ? valueOf(widget) : QVariant(); value.isValid())
            state.insert(widget->objectName(), value);
    return state;
}

void restoreControls(QWidget& window, const WindowState& state) {
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        const auto kept = isNamed(widget) ? state.constFind(widget->objectName()) : state.constEnd();
        if (kept != state.constEnd() && valueOf(widget) != *kept)
            setValue(widget, *kept);
    }
}

} // namespace finetune::ui
