// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <vector>

class QLabel;
class QPushButton;

namespace finetune::ui {

// A few callouts over the window that point at what matters, one after the other. Nothing is held up: the window can
// be used beside them. Deletes itself at its end, which is told once.
class Tour : public QFrame {
    Q_OBJECT
public:
    struct Step {
        QString target; // object name of the widget pointed at
        QString page;   // of the window, shown first
        QString title, text;
    };
    Tour(std::vector<Step> steps, QWidget* window);

    // The studio's own: the rail, Start, Export.
    static std::vector<Step> firstSteps();
    // Whether the tour was seen or skipped on this account.
    static bool wasSeen();

public Q_SLOTS:
    void begin();
    void next();
    void end();

Q_SIGNALS:
    void pageWanted(const QString& page);
    void ended();

private:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void show();
    void place();

    enum class Side { Left, Top, Bottom }; // of the callout, where its tip is
    std::vector<Step> steps_;
    std::size_t current_ = 0;
    QWidget* target_ = nullptr;
    Side side_ = Side::Left;
    int tip_ = 0; // along that side
    QLabel *title_, *text_, *count_;
    QPushButton *next_, *skip_;
};

} // namespace finetune::ui
