// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QFrame;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace finetune::ui {

class EmptyState;
class ModelCard;
class PathField;

// Which model learns, what it is, and, for a folder that cannot be used, why and what would help.
class ModelPage : public QWidget {
    Q_OBJECT
public:
    ModelPage(Session& session, QWidget* parent = nullptr);

private:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void changeEvent(QEvent* event) override;
    void update();
    void showHindrance(const Error& error);
    void restyle();

    Session& session_;
    PathField* folder_;
    QPushButton* sample_;
    QFrame* chooser_;
    QFrame* hindrance_;
    QLabel *hindranceIcon_, *hindranceText_;
    QStackedWidget* stack_;
    EmptyState* empty_;
    ModelCard* card_;
};

} // namespace finetune::ui
