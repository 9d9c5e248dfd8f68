// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QCheckBox;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace finetune::ui {

class TokenStrip;

// Below a strip of tokens: what its colours mean, what the pointer is on, how the windows stand and how large they are.
class StripBar : public QWidget {
    Q_OBJECT
public:
    explicit StripBar(TokenStrip& strip, QWidget* parent = nullptr);

    void setWindowCount(std::size_t windows);
    void setStatus(const QString& text); // what is told of one token

private:
    static QString percentText(double zoom);
    QToolButton* addZoom(QHBoxLayout& row, const QString& text, const QString& name, const QString& help);

    TokenStrip& strip_;
    QLabel* status_;
    QCheckBox* sideBySide_;
};

} // namespace finetune::ui
