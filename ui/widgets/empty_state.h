// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace finetune::ui {

// What a place shows before there is anything: a drawing, a title, what to do, and a button that does it.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    EmptyState(const QString& iconName, const QString& title, const QString& text, QWidget* parent = nullptr);

    void setText(const QString& title, const QString& text);
    QPushButton* addButton(const QString& text, const QString& objectName);

private:
    void changeEvent(QEvent* event) override;
    void restyle();

    const QString iconName_;
    QLabel* icon_;
    QLabel* title_;
    QLabel* text_;
};

} // namespace finetune::ui
