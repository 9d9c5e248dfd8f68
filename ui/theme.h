// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

class QApplication;
class QLabel;
class QString;
class QWidget;

// Every colour and every size of type of the window. Widgets ask `theme()` when they paint and are painted anew when
// the palette changes; the rest is in resources/styles/studio.qss, whose @names are the fields below.
namespace finetune::ui {

struct Theme {
    bool dark = false;
    QColor window, surface, sunken, rail, hover; // from the page's ground up
    QColor border, borderStrong;                 // decoration; edges of what can be used (3:1)
    QColor text, muted, disabled;                // muted is read too (4.5:1)
    QColor accent, accentHover, onAccent, accentSoft, onAccentSoft;
    QColor danger, dangerSoft, warning, warningSoft, success, successSoft; // words on their soft ground: 4.5:1
    QColor loss, lossFaint, rate, evaluation, exactMatch, f1, grid;        // plots (3:1 on the surface)
    QColor answer, otherAnswer, onAnswer, lit, onLit; // marks in a text: the gold answers, what the pointer is on
    QColor predicted, onPredicted, agreed, onAgreed;  // the model's answer, and where it and a gold answer are one
    QColor tokenSpecial, onTokenSpecial, tokenQuestion, onTokenQuestion, tokenShared; // chips of tokens
    QColor heatStart, heatEnd; // bars at words, where an answer begins and ends (3:1 on the surface)
};

enum class Appearance { System, Light, Dark };

const Theme& lightTheme();
const Theme& darkTheme();

// The theme that the application's palette belongs to.
const Theme& theme();

// Sets style, palette, font size and style sheet of the application. System is what the desktop is now; call it again
// when ui/settings/system_appearance.h tells a change.
void applyTheme(QApplication& application, Appearance appearance);

// Its two halves. With a style sheet each widget costs three times as much to make: a program that starts sets the
// palette, makes its window and then puts the style sheet over all of it at once.
void applyPalette(Appearance appearance);
void applyStyleSheet(QApplication& application);

// WCAG 2.1 contrast ratio, 1 to 21.
double contrast(const QColor& one, const QColor& other);

// The type scale. Headline: a page; Title: a card; Strong: a row; Body; Caption: what explains; Number: a figure; Code.
enum class TextRole { Headline, Title, Strong, Body, Caption, Number, Code };
void setTextRole(QLabel& label, TextRole role);

// A property that the style sheet looks at ("kind", "tone", "invalid"); repolishes the widget.
void setStyleProperty(QWidget& widget, const char* name, const QString& value);

} // namespace finetune::ui
