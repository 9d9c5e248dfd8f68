// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/eval/prediction_file.h"

#include "core/base/error.h"

#include <algorithm>
#include <unordered_set>

namespace finetune::eval {
namespace {

constexpr const char* kForm = "A prediction file is one object: {\"question id\": \"answer\", …}, \"\" for no answer";

// n-best files of the Python examples are often taken for it: {"id": [{"text", "probability", …}, …]}.
const char* cureFor(const Json& value) {
    return value.is_array() && !value.empty() && value[0].is_object() && value[0].contains("text")
               ? "This looks like an n-best file; the file with one answer a question is wanted"
               : kForm;
}

double meanCharacterF1(const std::vector<data::Example>& examples, const Predictions& predictions) {
    double sum = 0;
    std::size_t scored = 0;
    for (const data::Example& example : examples) {
        const auto found = predictions.find(example.id);
        if (found == predictions.end())
            continue;
        ++scored;
        double best = example.answers.empty() ? characterF1("", found->second) : 0;
        for (const data::Answer& answer : example.answers)
            best = std::max(best, characterF1(answer.text, found->second));
        sum += best;
    }
    return scored == 0 ? 0 : 100.0 * sum / static_cast<double>(scored);
}

} // namespace

Predictions readPredictions(const std::filesystem::path& file) {
    const Json json = readJson(file);
    if (!json.is_object())
        throw Error(Kind::Input, std::string("is not a prediction file: it holds ") + json.type_name())
            .in(file)
            .cure(kForm);
    Predictions predictions;
    for (const auto& [id, value] : json.items()) {
        if (!value.is_string())
            throw Error(Kind::Input, std::string("the answer must be a text; here it is ") + value.type_name())
                .in(file)
                .at("id “" + id + "”")
                .cure(cureFor(value));
        predictions[id] = value.get<std::string>();
    }
    if (predictions.empty())
        throw Error(Kind::Input, "holds no prediction").in(file).cure(kForm);
    return predictions;
}

Json evaluatePredictionFile(const std::filesystem::path& predictionFile, const std::filesystem::path& dataFile, bool v2,
                            const data::OpenOptions& options) {
    const Predictions predictions = readPredictions(predictionFile);
    const data::Dataset dataset = data::openDataset(dataFile, data::OnProblem::Skip, options);
    std::unordered_set<std::string_view> ids;
    for (const data::Example& example : dataset.examples)
        ids.insert(example.id);
    const auto known = static_cast<std::size_t>(std::count_if(
        predictions.begin(), predictions.end(), [&](const auto& entry) { return ids.contains(entry.first); }));
    if (known == 0)
        throw Error(Kind::Input, "no question of " + dataFile.string() + " has a prediction here")
            .in(predictionFile)
            .cure("The keys must be the questions' ids, for instance “" +
                  (dataset.examples.empty() ? std::string("…") : dataset.examples.front().id) + "”");
    Json metrics = squadMetrics(dataset.examples, predictions);
    if (!v2 && !dataset.hasUnanswerable())
        metrics["exact_match"] = metrics["exact"];
    metrics["character_f1"] = meanCharacterF1(dataset.examples, predictions);
    metrics["missing"] = ids.size() - known;
    metrics["unknown"] = predictions.size() - known;
    metrics["data_problems"] = std::count_if(dataset.problems.begin(), dataset.problems.end(),
                                             [](const data::Problem& problem) { return !problem.kept; });
    return metrics;
}

} // namespace finetune::eval
