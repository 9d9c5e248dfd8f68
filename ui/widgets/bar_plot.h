// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/bars_model.h"

#include <QFrame>

class QCPBars;
class QCustomPlot;
class QLabel;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace finetune::ui {

// A chart of bars with its figures: the mouse, or the arrow keys, read a bar's count and share; a button shows the same
// as a table. Upright bars stand on a scale of numbers, lying ones have names.
class BarPlot : public QFrame {
    Q_OBJECT
public:
    BarPlot(const QString& title, const QString& objectName, QWidget* parent = nullptr);

    // Bar i goes from first + i * width to first + (i + 1) * width. `summary` stands where the reading stands
    // otherwise.
    void showScale(std::vector<Bar> bars, double first, double width, const QString& scaleTitle,
                   const QString& summary);
    void showNames(std::vector<Bar> bars, const QString& nameTitle, const QString& summary);
    int current() const { return current_; } // bar that is read; -1: none
    QString reading() const;

private:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void setUpAxes(bool lying);
    void read(int bar);
    int barAt(QPoint place) const;
    void restyle();
    void fill(std::vector<Bar> bars, const QString& nameTitle, const QString& summary);
    double middleOf(int bar) const;

    QLabel *title_, *reading_;
    QToolButton* tableButton_;
    QStackedWidget* stack_;
    QCustomPlot* plot_;
    QTableView* table_;
    BarsModel* model_;
    QCPBars *bars_ = nullptr, *lit_ = nullptr;
    bool lying_ = false;
    double first_ = 0, width_ = 1;
    QString summary_;
    int current_ = -1;
};

} // namespace finetune::ui
