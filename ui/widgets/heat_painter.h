// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

class QPainter;

// How likely an answer begins and ends at a word, painted on the word: a bar above it for the start, one below it for
// the end. Place, height and colour say the same, so that none is needed alone.
namespace finetune::ui {

constexpr double kLeastHeat = 0.01; // a probability below is not painted

// The room that a bar needs above or below a line of text of a height.
double heatRoom(double lineHeight);

enum class HeatSide { Start, End }; // above, below

// `word` is a rectangle around the word's characters; the bar stands outside of it and grows with the probability.
void paintHeat(QPainter& painter, const QRectF& word, HeatSide side, double probability);

} // namespace finetune::ui
