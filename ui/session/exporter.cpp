// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/exporter.h"

#include "ui/session/session.h"

namespace finetune::ui {

Exporter::Exporter(Session& session, QObject* parent)
    : QObject(parent), plan_(this), export_(this, session.inference()) {}

void Exporter::plan(const session::ExportRequest& request) {
    plan_.start<session::ExportPlan>(
        [request](const StopToken&, const Progress&) { return session::planExport(request); },
        [this](session::ExportPlan plan) { Q_EMIT planned(plan); },
        [this](const Error& error) {
            if (error.kind() != Kind::Cancelled)
                Q_EMIT refused(error);
        });
}

void Exporter::start(const session::ExportRequest& request) {
    export_.start<session::ExportReport>(
        [request](const StopToken& stop, const Progress& progress) {
            return session::exportModel(request, stop, progress);
        },
        [this](session::ExportReport report) { Q_EMIT exported(report); },
        [this](const Error& error) { Q_EMIT failed(error); },
        [this](const QString& what, qint64, qint64) { Q_EMIT progressed(what); });
}

void Exporter::cancel() {
    export_.stop();
}

} // namespace finetune::ui
