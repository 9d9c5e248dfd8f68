// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QApplication;
class QLocale;

namespace finetune::ui {

// Loads the window's, the arguments' and Qt's own texts in a language that there is; English needs none.
// Call it before the first widget.
void installLanguage(QApplication& application, const QLocale& locale);

} // namespace finetune::ui
