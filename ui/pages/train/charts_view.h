// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QWidget>
#include <vector>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QSlider;

namespace finetune::ui {

class SeriesPlot;

// The curves of the run, with what is below them, smoothing and scale for all. Draws one plot at a time, so that no
// drawing holds up the window; as many columns as there is room for.
class ChartsView : public QWidget {
    Q_OBJECT
public:
    explicit ChartsView(const Session& session, QWidget* parent = nullptr);

    void begin();   // another run is shown
    void refresh(); // the record has more

Q_SIGNALS:
    void saved(const QString& file);
    void failed(const Error& error);

private:
    void resizeEvent(QResizeEvent* event) override;
    QWidget* makeTools();
    void makePlots();
    SeriesPlot* addPlot(const QString& title, const QString& objectName);
    void arrange();
    void enlarge(QWidget* card); // null: all again
    void drawNext();
    void setSmoothing(int percent);

    const Session& session_;
    QComboBox* axis_;
    QSlider* smoothing_;
    QLabel* smoothingText_;
    QCheckBox* logarithmic_;
    QGridLayout* grid_;
    std::vector<SeriesPlot*> plots_;
    std::vector<QWidget*> cards_; // of the plots
    SeriesPlot *loss_, *evaluation_, *scores_, *rate_, *norm_, *speed_;
    QWidget* enlarged_ = nullptr;
    int columns_ = 0;
    std::size_t nextPlot_ = 0;
    QTimer drawTimer_;
};

} // namespace finetune::ui
