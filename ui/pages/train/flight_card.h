// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/flight_check.h"
#include "ui/session/session.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace finetune::ui {

class FlightChecker;
class StatTile;

// What a run with these arguments will take on this machine, measured before it is started.
class FlightCard : public QWidget {
    Q_OBJECT
public:
    explicit FlightCard(Session& session, QWidget* parent = nullptr);

    void check(const train::TrainingArguments& arguments);
    void setHindrance(const QString& hindrance); // why no check can be made now; empty: none
    // The arguments or the data are others than those that were checked.
    void outdate();

Q_SIGNALS:
    void checkRequested();
    void argumentChosen(const QString& name); // to be looked at in the form

private:
    void show(const session::FlightCheck& check);
    void showState(const QString& text, bool busy);
    void addWarning(const session::FlightWarning& warning);
    void clearWarnings();

    Session& session_;
    FlightChecker* checker_;
    QLabel *state_, *verdict_;
    QProgressBar* progress_;
    QPushButton *check_, *cancel_;
    QWidget* result_;
    StatTile *time_, *step_, *memory_, *disk_;
    QVBoxLayout* warnings_;
    bool shown_ = false;
    QStringList read_; // a sentence for each file that was read in part
};

} // namespace finetune::ui
