// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QButtonGroup;
class QHBoxLayout;
class QStackedWidget;

namespace finetune::ui {

class ChartsView;
class FlightCard;
class ProbesView;
class RunHead;
class RunLogView;

// The run: its state and controls, and below one of charts, probes, log and flight check.
class RunPanel : public QWidget {
    Q_OBJECT
public:
    enum View { Charts, Probes, Log, Flight };

    RunPanel(Session& session, QWidget* parent = nullptr);

    void setHindrance(const QString& hindrance, bool linked = false); // as RunHead's
    void showView(View view);
    FlightCard& flightCard() { return *flight_; }

Q_SIGNALS:
    void startRequested();
    void flightCheckRequested();
    void hindranceActivated();
    void saved(const QString& file);
    void failed(const Error& error);

private:
    void addView(View view, QWidget* widget, const QString& title, const QString& objectName);
    void take(const std::vector<train::RunEvent>& events);

    Session& session_;
    RunHead* head_;
    ChartsView* charts_;
    ProbesView* probes_;
    RunLogView* log_;
    FlightCard* flight_;
    QButtonGroup* buttons_;
    QHBoxLayout* row_;
    QStackedWidget* stack_;
};

} // namespace finetune::ui
