// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/window_summary.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;
class QSlider;
class QSpinBox;

namespace finetune::ui {

// max_length and stride to try, and what they mean for the whole dataset. The run keeps its own values until they are
// changed where the run is set up.
class WindowOptions : public QWidget {
    Q_OBJECT
public:
    explicit WindowOptions(QWidget* parent = nullptr);

    // Shows the run's values when they changed; otherwise what is being tried stays.
    bool setRunValues(int maxLength, int stride);
    int maxLength() const;
    int stride() const;

    void showSummary(const session::WindowSummary& summary, const QString& counted = {}); // over which of the rows
    void showState(const QString& sentence);                                              // instead of a summary

Q_SIGNALS:
    void changed();
    void exampleAsked(int index);

private:
    void showRunValues();
    void adopt();
    QSpinBox* addOption(QGridLayout* grid, int row, const QString& name, const QString& help, int least, int most,
                        QSlider*& slider);

    QSlider* maxLengthSlider_ = nullptr;
    QSlider* strideSlider_ = nullptr;
    QSpinBox* maxLength_ = nullptr;
    QSpinBox* stride_ = nullptr;
    QPushButton* reset_ = nullptr;
    QLabel* summary_ = nullptr;
    int runMaxLength_ = 384, runStride_ = 128;
};

} // namespace finetune::ui
