// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace finetune {

// Measures what a person waits for: from the start of the process to the first picture of the window on the screen.
// Linux counts the start of a process in hundredths of a second, and so does this. Prints one line and quits.
class StartMeter : public QObject {
public:
    explicit StartMeter(QWidget& window); // before the window is shown

private:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void report();

    const double loadedMilliseconds_; // until here the libraries were loaded and the window built
    bool painted_ = false;
};

double millisecondsSinceStart();

} // namespace finetune
