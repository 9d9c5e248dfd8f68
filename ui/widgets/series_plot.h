// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/job.h"
#include "ui/session/series_data.h"
#include "ui/theme.h"

#include <QWidget>
#include <memory>
#include <vector>

class QCPGraph;
class QCPItemStraightLine;
class QCustomPlot;
class QLabel;
class QMenu;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace finetune::ui {

class SeriesTableModel;

// Curves of a run over its steps, epochs or time. Every value is kept; where a pixel holds several points, the band
// from their lowest to their highest is drawn. Smoothing adds a curve, named as such, and leaves the values in sight. A
// value that is no finite number leaves a gap and a red cross at the edge. The cursor (mouse, or left and right keys)
// reads the values; Ctrl with the wheel and drag zoom and move along the run, + - and shift with left and right too; a
// double click or 0 shows all again. The wheel alone scrolls the page. L: logarithmic scale, T: the same as a table.
// The button, or the menu key, saves PNG, SVG and CSV. Drawing is asked for by `redraw`, so that the window decides how
// many plots it draws at a time.
class SeriesPlot : public QWidget {
    Q_OBJECT
public:
    enum class Shape { Line, FaintLine, Points };

    SeriesPlot(const QString& title, const QString& objectName, QWidget* parent = nullptr);
    ~SeriesPlot() override;

    // Digits behind the point in the cursor's values; scientific for small rates. The first kind owns its values, of
    // the second they are another's, who appends and asks for `refresh`.
    int addSeries(const QString& name, QColor Theme::*color, Shape shape, char format = 'f', int digits = 4);
    int addSeries(std::shared_ptr<const SeriesData> data, const QString& name, QColor Theme::*color, Shape shape,
                  char format = 'f', int digits = 4);
    void setData(int series, std::shared_ptr<const SeriesData> data);
    void removeAllSeries();
    void setTitle(const QString& title);
    QString title() const;
    void setFixedRange(double low, double high); // of the values
    void setFromZero(bool fromZero);             // the values begin at 0
    void setAxis(RunAxis axis);
    void setLogarithmic(bool logarithmic); // values of 0 and less are left out, and said to be
    bool isLogarithmic() const { return logarithmic_; }
    void setSmoothing(double weight); // 0: none; of series that are no points
    void setTable(bool table);
    bool isTable() const;
    void append(int series, double step, double value); // to a series that owns its values
    void extendTo(double step);                         // the run is at this step
    void refresh();                                     // values were appended elsewhere
    void clear();                                       // the values that it owns, and the view
    bool redraw();                                      // draws when something is new; says whether it did
    int points(int series) const;
    int notNumbers() const;
    // The part of the run that is in sight, in units of the axis.
    std::pair<double, double> visibleRange() const;

    // In the background; `saved` or `failed` follow.
    void savePng(const QString& file);
    void saveSvg(const QString& file);
    void saveCsv(const QString& file);

Q_SIGNALS:
    void saved(const QString& file);
    void failed(const Error& error);
    void enlargeRequested();

private:
    struct Series {
        QString name;
        QColor Theme::*color;
        Shape shape;
        char format;
        int digits;
        std::shared_ptr<const SeriesData> data;
        std::shared_ptr<SeriesData> own; // the same, when it is ours
        QCPGraph *low, *line, *smooth;   // low and line bound the band; line alone is the curve
    };

    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool pressKey(int key, Qt::KeyboardModifiers modifiers);
    void setUpPlot(const QString& objectName);
    void makeMenu();
    void makeTable();
    void showTable();
    void askForFile(const QString& suffix, const QString& filter, void (SeriesPlot::*save)(const QString&));
    void paintOn(QPaintDevice& device);
    void write(const QString& file, std::function<std::string()> content);
    void restyle();
    void restyleSeries(const Series& series);
    void setTickers();
    void follow();
    void fill();
    void fillSeries(Series& series, double& low, double& high);
    void fitValues(double low, double high);
    double lastKey() const;
    void zoom(double factor);
    void pan(int direction);
    void moveCursor(double key);
    void stepCursor(int direction);
    void hideCursor();
    void showReading();
    QString keyText(double key) const;
    QString badText() const;
    void resetView();

    QLabel* title_;
    QLabel* reading_;
    QToolButton* button_;
    QMenu* menu_ = nullptr;
    QStackedWidget* stack_;
    QCustomPlot* plot_;
    QTableView* table_ = nullptr;
    SeriesTableModel* model_ = nullptr;
    QCPGraph *badAbove_, *badBelow_;
    QCPItemStraightLine* cursor_;
    std::vector<Series> series_;
    RunAxis axis_ = RunAxis::Steps;
    double cursorKey_ = -1; // < 0: none
    double reach_ = 0;      // the run is at this step
    double smoothing_ = 0;
    bool fromZero_ = false, logarithmic_ = false;
    double low_ = 0, high_ = -1; // fixed range, when low < high
    bool following_ = true;      // false: the user has zoomed
    bool dirty_ = true;
    Job saving_; // last: it uses the widget
};

} // namespace finetune::ui
