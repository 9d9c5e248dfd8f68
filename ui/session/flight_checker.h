// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/flight_check.h"
#include "ui/session/session.h"

namespace finetune::ui {

// Runs the flight check in the inference thread.
class FlightChecker : public QObject {
    Q_OBJECT
public:
    explicit FlightChecker(const Session& session, QObject* parent = nullptr);

    void start(const session::TrainRequest& request);
    void cancel();
    bool running() const { return job_.running(); }

Q_SIGNALS:
    void progressed(const QString& what, qint64 done, qint64 total);
    void checked(const session::FlightCheck& check);
    void failed(const Error& error);

private:
    Job job_;
};

} // namespace finetune::ui
