// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/session/evaluation_file.h"
#include "core/session/export_plan.h"
#include "core/session/project.h"
#include "core/session/session.h"

#include <algorithm>
#include <torch/torch.h>

namespace finetune::session {
namespace {

std::string number(const Json& value, const char* key) {
    if (!value.contains(key) || !value[key].is_number())
        return "–";
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", value[key].get<double>());
    return text;
}

std::string thresholdSection(const StoredThreshold& stored) {
    const Json values = {{"threshold", stored.threshold}, {"exact", stored.exact}, {"f1", stored.f1}};
    return "\n## Questions without an answer\n\nSay that there is no answer when the score of no answer is better than "
           "that of the best answer by more than " +
           number(values, "threshold") +
           " (`null_score_diff_threshold` in config.json; the option of that name of transformers' run_qa.py). On " +
           stored.data.filename().string() + " this gives exact match " + number(values, "exact") + " and F1 " +
           number(values, "f1") + ".\n";
}

// What transformers' users expect beside a model: what it is, on which data, with which arguments, how good.
std::string modelCard(const Json& run, const model::Model& model, const std::optional<StoredThreshold>& threshold) {
    std::string card =
        "---\nlibrary_name: transformers\npipeline_tag: question-answering\ntags:\n- question-answering\n"
        "- finetune-studio\n---\n\n# finetuned_model\n\n";
    card += "A " + model.config().value("model_type", std::string("encoder")) +
            " model fine-tuned for extractive question answering with Finetune Studio.\n\n## Use\n\n```python\n"
            "from transformers import AutoModelForQuestionAnswering, AutoTokenizer\n\n"
            "tokenizer = AutoTokenizer.from_pretrained(\"finetuned_model\")\n"
            "model = AutoModelForQuestionAnswering.from_pretrained(\"finetuned_model\")\n```\n";
    if (run.is_null())
        return card;
    const auto name = [&](const char* key) { return fs::path(run.value(key, std::string())).filename().string(); };
    card += "\n## Data\n\n- base model: " + name("model") + "\n- training: " + name("train_file") + ", " +
            std::to_string(run.value("train_questions", 0)) + " questions, " +
            std::to_string(run.value("train_features", 0)) + " windows\n";
    if (run.contains("validation_file"))
        card += "- validation: " + name("validation_file") + ", " +
                std::to_string(run.value("validation_questions", 0)) + " questions\n";
    const Json metrics = run.value("metrics", Json::object());
    if (!metrics.empty())
        card += "\n## Result on the validation data\n\n| exact match | F1 | loss |\n|---|---|---|\n| " +
                number(metrics, "eval_exact_match") + " | " + number(metrics, "eval_f1") + " | " +
                number(metrics, "eval_loss") + " |\n\nThe loss is of the " +
                run.value("layout", std::string("padded")) + " layout.\n";
    if (threshold)
        card += thresholdSection(*threshold);
    card += "\n## Arguments\n\n```json\n" + run.value("arguments", Json::object()).dump(2) + "\n```\n";
    return card;
}

// Two unequal sequences of ordinary tokens, the same for every model.
model::Batch probe(const model::Model& model) {
    const auto vocabulary = model.config().value("vocab_size", std::int64_t{100});
    const auto length = std::min<std::int64_t>(model.maxPositions(), 48);
    std::vector<std::vector<std::int32_t>> rows(2);
    for (std::int64_t i = 0; i < length; ++i)
        rows[0].push_back(static_cast<std::int32_t>((i * 7919 + 5) % vocabulary));
    rows[1].assign(rows[0].begin(), rows[0].begin() + length / 2);
    return model::makeBatch({rows[0], rows[1]}, {8, 4}, 0, 0);
}

torch::Tensor logits(model::Model& model) {
    const torch::NoGradGuard noGrad;
    const model::Output out = model.forward(probe(model), {});
    return torch::stack({out.startLogits, out.endLogits});
}

} // namespace

ExportReport exportModel(const ExportRequest& request, const StopToken& stop, const Progress& progress) {
    const auto tell = [&](const char* what, std::size_t done) {
        stop.throwIfRequested();
        if (progress)
            progress(what, done, 3);
    };
    planExport(request); // throws what hinders it
    tell("loading the checkpoint", 0);
    const auto source = model::loadModel(request.checkpoint);
    Json run;
    if (!request.runFolder.empty() && fs::exists(request.runFolder / "run.json"))
        run = readJson(request.runFolder / "run.json");
    tell("writing", 1);
    const std::optional<StoredThreshold> threshold = storedThreshold(request.runFolder);
    Json configKeys = Json::object();
    if (threshold)
        configKeys["null_score_diff_threshold"] = threshold->threshold;
    publishModel(*source, request.checkpoint, request.target, modelCard(run, *source, threshold), configKeys);

    tell("checking", 2);
    const auto reloaded = model::loadModel(request.target);
    ExportReport report;
    report.folder = fs::absolute(request.target);
    report.largestLogitDifference = (logits(*source) - logits(*reloaded)).abs().max().item<double>();
    if (report.largestLogitDifference != 0)
        throw Error(Kind::Internal, "the exported model does not give the checkpoint's logits").in(request.target);
    for (const auto& entry : fs::directory_iterator(request.target))
        report.files.push_back(
            {entry.path().filename().string(), files::sha256(entry.path()), fs::file_size(entry.path())});
    std::sort(report.files.begin(), report.files.end(), [](auto& a, auto& b) { return a.name < b.name; });
    tell("done", 3);
    return report;
}

} // namespace finetune::session
