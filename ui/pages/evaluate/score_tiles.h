// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace finetune::ui {

struct ShownEvaluation;
class StatTile;

// The scores of an evaluation, each with what it says in plain words and what has changed since the one compared with.
class ScoreTiles : public QWidget {
    Q_OBJECT
public:
    explicit ScoreTiles(QWidget* parent = nullptr);

    // `layout`: "packed" or "padded", how the loss was computed.
    void show(const ShownEvaluation& evaluation, const QString& layout);

private:
    StatTile *exactMatch_, *f1_, *characterF1_, *loss_;
};

} // namespace finetune::ui
