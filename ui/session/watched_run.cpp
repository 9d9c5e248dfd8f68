// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/watched_run.h"

#include <QFileInfo>
#include <algorithm>
#include <cmath>
#include <tuple>

namespace finetune::ui {
namespace {

// JSON has no NaN: a loss that was none is null.
double number(const Json& entry, const char* key) {
    const auto found = entry.find(key);
    return found != entry.end() && found->is_number() ? found->get<double>() : std::nan("");
}

qint64 whole(const Json& entry, const char* key) {
    const double value = number(entry, key);
    return std::isfinite(value) ? static_cast<qint64>(value) : 0;
}

void append(SeriesData& curve, const SeriesPoint& point) {
    curve.truncateAfter(std::nextafter(point.step, -1));
    curve.append(point);
}

void append(std::vector<Json>& evaluations, Json entry) {
    std::erase_if(evaluations, [&](const Json& known) { return number(known, "step") >= number(entry, "step"); });
    evaluations.push_back(std::move(entry));
}

} // namespace

RunCurves::RunCurves() {
    for (auto& curve : data)
        curve = std::make_shared<SeriesData>();
}

QString WatchedRun::name() const {
    return QFileInfo(folder).fileName();
}

bool WatchedRun::canResume() const {
    const std::string& state = summary.state;
    return !summary.checkpoints.empty() && (state == "interrupted" || state == "stopped" || state == "failed");
}

void tell(WatchedRun& run, Json entry) {
    const auto named = entry.find("type");
    const std::string type = named != entry.end() && named->is_string() ? named->get<std::string>() : std::string();
    const auto add = [&](RunCurve curve, const char* key) {
        append(run.curves[curve],
               {number(entry, "step"), number(entry, "epoch"), number(entry, "elapsed_seconds"), number(entry, key)});
    };
    const bool stands = (type == "progress" && entry.value("text", Json()) == "training") ||
                        (type == "notice" && entry.contains("total_steps"));
    if (stands) {
        run.step = whole(entry, "step");
        run.totalSteps = whole(entry, "total_steps");
        run.secondsLeft = number(entry, "seconds_left");
    }
    if (stands || type == "continued")
        run.paused = false;
    if (type == "paused") {
        run.paused = true;
    } else if (type == "progress" && stands && run.step > 0) {
        add(RunCurve::StepLoss, "loss");
    } else if (type == "log" && entry.contains("loss")) {
        run.step = whole(entry, "step");
        add(RunCurve::Loss, "loss");
        add(RunCurve::LearningRate, "learning_rate");
    } else if (type == "eval") {
        add(RunCurve::EvaluationLoss, "eval_loss");
        add(RunCurve::ExactMatch, "eval_exact_match");
        add(RunCurve::F1, "eval_f1");
        append(run.evaluations, std::move(entry));
    }
}

bool addTo(WatchedRun& run, WatchedRun& news) {
    const auto standing = [&run] { return std::tuple(run.step, run.totalSteps, run.evaluations.size(), run.paused); };
    const auto before = standing();
    const bool sameSummary = run.summary.state == news.summary.state && run.summary.run == news.summary.run &&
                             run.summary.checkpoints == news.summary.checkpoints &&
                             run.summary.models == news.summary.models;
    for (std::size_t curve = 0; curve < run.curves.data.size(); ++curve)
        for (std::size_t i = 0; i < news.curves.data[curve]->size(); ++i)
            append(*run.curves.data[curve], news.curves.data[curve]->at(i));
    for (Json& entry : news.evaluations)
        append(run.evaluations, std::move(entry));
    if (news.totalSteps > 0) {
        run.totalSteps = news.totalSteps;
        run.secondsLeft = news.secondsLeft;
    }
    if (news.step > 0)
        run.step = news.step;
    if (news.paused)
        run.paused = news.paused;
    run.summary = std::move(news.summary);
    return !sameSummary || before != standing();
}

bool hasNews(const WatchedRun& told) {
    return std::ranges::any_of(told.curves.data, [](const auto& curve) { return !curve->empty(); });
}

} // namespace finetune::ui
