// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/flight_checker.h"

namespace finetune::ui {

FlightChecker::FlightChecker(const Session& session, QObject* parent)
    : QObject(parent), job_(this, session.inference()) {}

void FlightChecker::start(const session::TrainRequest& request) {
    job_.start<session::FlightCheck>(
        [request](const StopToken& stop, const Progress& progress) {
            return session::checkFlight(request, stop, progress);
        },
        [this](const session::FlightCheck& check) { Q_EMIT checked(check); },
        [this](const Error& error) { Q_EMIT failed(error); },
        [this](const QString& what, qint64 done, qint64 total) { Q_EMIT progressed(what, done, total); });
}

void FlightChecker::cancel() {
    job_.stop();
}

} // namespace finetune::ui
