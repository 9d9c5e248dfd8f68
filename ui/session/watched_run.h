// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/runs.h"
#include "ui/session/series_data.h"

#include <QString>
#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace finetune::ui {

enum class RunCurve { Loss, StepLoss, LearningRate, EvaluationLoss, ExactMatch, F1, Count };

// What a run's events told so far, by RunCurve: the loss is the mean since the log entry before, the step loss that of
// single steps, one a second. A run that was resumed told some steps twice: the later account counts.
struct RunCurves {
    std::array<std::shared_ptr<SeriesData>, static_cast<std::size_t>(RunCurve::Count)> data;

    RunCurves();
    SeriesData& operator[](RunCurve curve) { return *data[static_cast<std::size_t>(curve)]; }
    std::shared_ptr<const SeriesData> shared(RunCurve curve) const { return data[static_cast<std::size_t>(curve)]; }
};

struct WatchedRun {
    QString folder;
    session::RunSummary summary;   // `metrics` are those of the newest evaluation
    RunCurves curves;              // grow in place while the run goes on, in the window's thread
    std::vector<Json> evaluations; // entries, oldest first
    qint64 step = 0, totalSteps = 0;
    double secondsLeft = 0;
    std::optional<bool> paused; // what the events said last

    QString name() const; // of its folder
    bool isRunning() const { return summary.state == "running"; }
    bool canResume() const; // it ended early and kept a checkpoint
    std::vector<session::RunModel> models() const { return session::modelsOf(summary, evaluations); }
};

// What a line of events.jsonl says of the run.
void tell(WatchedRun& run, Json entry);
// What was told since. Says whether the run stands otherwise than before.
bool addTo(WatchedRun& run, WatchedRun& news);
bool hasNews(const WatchedRun& told); // points of a curve

} // namespace finetune::ui
