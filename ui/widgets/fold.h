// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QToolButton;

namespace finetune::ui {

// A titled part of a form that opens and closes.
class Fold : public QWidget {
    Q_OBJECT
public:
    Fold(const QString& title, const QString& objectName, QWidget* parent = nullptr);

    void addRow(QWidget* row);
    void setOpen(bool open);
    bool isOpen() const;
    void setNote(const QString& note); // behind the title: "2 changed"

private:
    void changeEvent(QEvent* event) override;
    void restyle();

    const QString title_;
    QToolButton* button_;
    QWidget* content_;
};

} // namespace finetune::ui
