// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QApplication;
class QLocale;

namespace finetune::ui {

// Takes the window's, the arguments' and Qt's own texts of a language that there is, in place of those before, and its
// way to write numbers. Widgets that stand keep their words: build the window after it.
void installLanguage(QApplication& application, const QLocale& locale);

// "en" or "zh_CN": the language of the window now.
QString windowLanguage();

} // namespace finetune::ui
