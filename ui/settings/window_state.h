// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <QVariant>

class QWidget;

namespace finetune::ui {

// What a person has typed, chosen and pulled in a window, by the object names of its controls: line edits, texts,
// check boxes and other checkable buttons, choices, spin boxes, sliders, tabs and splitters. With it a window that is
// built anew in another language is the one that it was. Controls without a name and texts that cannot be edited are
// not kept.
using WindowState = QMap<QString, QVariant>;

WindowState keptControls(const QWidget& window);

// Sets what is there and differs; the controls tell it as if a person had done it.
void restoreControls(QWidget& window, const WindowState& state);

} // namespace finetune::ui
