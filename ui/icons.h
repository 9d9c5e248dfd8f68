// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace finetune::ui {

// A drawing of resources/icons in one colour; `checked` is the colour of the checked state (default: the same).
QIcon icon(const QString& name, const QColor& color, const QColor& checked = {});

} // namespace finetune::ui
