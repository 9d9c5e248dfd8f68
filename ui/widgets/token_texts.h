// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/inspect.h"

#include <QString>

// What is said about windows and tokens, for the eye and for a screen reader.
namespace finetune::ui {

struct WindowCaption {
    QString title;   // "Window 2 of 3"
    QString note;    // which part of the context, and what it is labelled and why
    QString warning; // where the Python workflow's labels differ; mostly empty
};
WindowCaption captionOf(const session::Inspection& inspection, int window);

// As it stands in a chip: "##ing", "+198 [PAD]" for the place after the last token.
QString chipText(const session::Inspection& inspection, int window, int token);

// One line: position, text, id, kind, where its characters are. `token` may be the padding's place.
QString tokenDescription(const session::Inspection& inspection, int window, int token);

} // namespace finetune::ui
