// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme.h"

#include <QWidget>
#include <vector>

class QCPGraph;
class QCPItemStraightLine;
class QCustomPlot;
class QLabel;

namespace finetune::ui {

// Lines over the steps of a run. A value that is no number leaves a gap and a red mark at the upper edge. The cursor
// (mouse, or left and right keys) reads the values; wheel and drag zoom and move, + and - too; a double click or 0
// shows all again. Drawing is asked for by `redraw`, so that the window decides how many plots it draws at a time.
class SeriesPlot : public QWidget {
    Q_OBJECT
public:
    enum class Shape { Line, FaintLine, Points };

    SeriesPlot(const QString& title, const QString& objectName, QWidget* parent = nullptr);

    // Digits behind the point in the cursor's values; scientific for small rates.
    int addSeries(const QString& name, QColor Theme::*color, Shape shape, char format = 'f', int digits = 4);
    void setTitle(const QString& title);
    void setFixedRange(double low, double high); // of the values
    void setFromZero(bool fromZero);             // the values begin at 0
    void append(int series, double step, double value);
    void extendTo(double step); // the run is at this step
    void clear();
    bool redraw(); // draws when something is new; says whether it did
    int points(int series) const;
    int notNumbers() const;

private:
    struct Series {
        QString name;
        QColor Theme::*color;
        Shape shape;
        char format;
        int digits;
        QCPGraph* graph;
    };

    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void restyle();
    void follow();
    void zoom(double factor);
    void moveCursor(double step);
    void stepCursor(int direction);
    void hideCursor();
    void showReading();
    void resetView();

    QLabel* title_;
    QLabel* reading_;
    QCustomPlot* plot_;
    QCPGraph* bad_;
    QCPItemStraightLine* cursor_;
    std::vector<Series> series_;
    double cursorStep_ = -1; // < 0: none
    double lastStep_ = 0;
    bool fromZero_ = false;
    double low_ = 0, high_ = -1; // fixed range, when low < high
    bool following_ = true;      // false: the user has zoomed
    bool dirty_ = true;
};

} // namespace finetune::ui
