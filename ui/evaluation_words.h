// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/eval/analysis.h"

#include <QString>

// How the window calls what an evaluation finds.
namespace finetune::ui {

QString kindName(eval::AnswerKind kind);    // "Boundary slip"
QString kindMeaning(eval::AnswerKind kind); // a sentence for a tool tip
QString questionWordName(eval::QuestionWord word);
QString wordsName(const eval::Group& group);   // "3 to 4 words", "no answer"
QString windowsName(const eval::Group& group); // "4 windows and more"

} // namespace finetune::ui
