// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/export_plan.h"
#include "ui/session/job.h"

#include <QObject>

namespace finetune::ui {

class Session;

// Exports a checkpoint: tells first what would be written, then writes it in the inference thread and checks it.
class Exporter : public QObject {
    Q_OBJECT
public:
    explicit Exporter(Session& session, QObject* parent = nullptr);

    void plan(const session::ExportRequest& request); // the newest one wins
    void start(const session::ExportRequest& request);
    void cancel();
    bool running() const { return export_.running(); }

Q_SIGNALS:
    void planned(const session::ExportPlan& plan);
    void refused(const Error& error); // what was planned cannot be done
    void progressed(const QString& what);
    void exported(const session::ExportReport& report);
    void failed(const Error& error); // Cancelled, too

private:
    Job plan_;
    Job export_;
};

} // namespace finetune::ui
