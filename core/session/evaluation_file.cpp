// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/evaluation_file.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string_view>
#include <tuple>
#include <unordered_map>

namespace finetune::session {
namespace fs = std::filesystem;

namespace {

constexpr int kFormat = 1;
constexpr std::size_t kCandidatesKept = 5;
constexpr const char* kExamplesLine = "\"examples\": [";

double rounded(double value) {
    return std::round(value * 1e6) / 1e6;
}

// What is no number is null in JSON, and 0 when it comes back.
double number(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? found->get<double>() : 0;
}

bool isKept(const std::vector<eval::Candidate>& best, std::size_t i) {
    if (i < kCandidatesKept)
        return true;
    const auto answers = [](const eval::Candidate& candidate) { return !candidate.text.empty(); };
    return answers(best[i]) && std::none_of(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(i), answers);
}

std::string exampleLine(const EvaluationRecord& record, std::size_t i) {
    const eval::Prediction& prediction = record.predictions[i];
    const auto given = std::find_if(prediction.best.begin(), prediction.best.end(),
                                    [&](const eval::Candidate& one) { return one.text == prediction.text; });
    const eval::Candidate answer = given == prediction.best.end() ? eval::Candidate{} : *given;
    Json best = Json::array();
    for (std::size_t k = 0; k < prediction.best.size(); ++k)
        if (const eval::Candidate& one = prediction.best[k]; isKept(prediction.best, k))
            best.push_back({one.span.start, one.span.end, rounded(one.probability), one.score});
    const Json line = {{"id", record.ids[i]},
                       {"text", prediction.text},
                       {"start", answer.span.start},
                       {"end", answer.span.end},
                       {"probability", rounded(answer.probability)},
                       {"null_score", prediction.nullScore},
                       {"null_difference", prediction.nullDifference},
                       {"windows", record.windows[i]},
                       {"best", std::move(best)}};
    return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Error notAnEvaluation(const fs::path& file, const std::string& why) {
    return Error(Kind::Input, "is not an evaluation of Finetune Studio: " + why)
        .in(file)
        .cure("Evaluate the model again; the file may be deleted");
}

EvaluationHead headOf(const Json& json, const fs::path& file) {
    if (!json.is_object() || json.value("format", Json()) != kFormat)
        throw notAnEvaluation(file, "\"format\" must be " + std::to_string(kFormat));
    return {json.value("step", std::int64_t{-1}), number(json, "epoch"), json.value("model", std::string()),
            json.value("data", std::string()), json.value("metrics", Json::object())};
}

eval::Candidate candidateOf(const Json& values) {
    const auto real = [&](std::size_t i) { return values.at(i).is_number() ? values.at(i).get<double>() : 0; };
    return {.span = {values.at(0).get<std::int32_t>(), values.at(1).get<std::int32_t>()},
            .score = real(3),
            .probability = real(2),
            .text = {}};
}

void addExample(EvaluationRecord& record, const Json& line) {
    eval::Prediction prediction;
    prediction.text = line.at("text").get<std::string>();
    prediction.nullScore = number(line, "null_score");
    prediction.nullDifference = number(line, "null_difference");
    for (const Json& candidate : line.at("best"))
        prediction.best.push_back(candidateOf(candidate));
    record.ids.push_back(line.at("id").get<std::string>());
    record.windows.push_back(line.at("windows").get<std::int32_t>());
    record.predictions.push_back(std::move(prediction));
}

// Of the name that training gives: 200 of "step-200.json"; -1 of others.
std::int64_t stepOf(const fs::path& file) {
    const std::string stem = file.stem().string();
    if (!stem.starts_with("step-") || stem.size() > 5 + 18 ||
        !std::all_of(stem.begin() + 5, stem.end(), [](unsigned char c) { return std::isdigit(c) != 0; }))
        return -1;
    return stem.size() == 5 ? -1 : std::stoll(stem.substr(5));
}

fs::path thresholdFile(const fs::path& runFolder) {
    return runFolder / "no_answer_threshold.json";
}

} // namespace

std::vector<std::string> idsOf(const std::vector<data::Example>& examples) {
    std::vector<std::string> ids;
    ids.reserve(examples.size());
    for (const data::Example& example : examples)
        ids.push_back(example.id);
    return ids;
}

std::vector<std::int32_t> windowsPerExample(std::size_t examples, const std::vector<data::Feature>& features) {
    std::vector<std::int32_t> windows(examples, 0);
    for (const data::Feature& feature : features)
        ++windows[static_cast<std::size_t>(feature.example)];
    return windows;
}

fs::path evaluationFileOf(const fs::path& runFolder, std::int64_t step) {
    return evaluationFileOf(runFolder, "step-" + std::to_string(step));
}

fs::path evaluationFileOf(const fs::path& runFolder, const std::string& name) {
    return runFolder / "evaluations" / (name + ".json");
}

std::vector<fs::path> listEvaluations(const fs::path& runFolder) {
    std::vector<fs::path> found;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(runFolder / "evaluations", none))
        if (entry.path().extension() == ".json")
            found.push_back(entry.path());
    const auto place = [](const fs::path& file) {
        const std::int64_t step = stepOf(file);
        return std::tuple(step < 0, step, file.filename().string());
    };
    std::sort(found.begin(), found.end(), [&](const fs::path& a, const fs::path& b) { return place(a) < place(b); });
    return found;
}

void writeEvaluation(const fs::path& file, const EvaluationRecord& record) {
    Json head = {{"format", kFormat},
                 {"step", record.step},
                 {"epoch", record.epoch},
                 {"model", record.model.string()},
                 {"data", record.data.string()},
                 {"v2", record.v2},
                 {"null_threshold", record.nullThreshold},
                 {"metrics", record.metrics}};
    if (!record.options.isPlain())
        head["open"] = data::toJson(record.options);
    std::string text = head.dump(-1, ' ', false, Json::error_handler_t::replace);
    text.pop_back(); // the brace comes after the examples
    text.append(",\n").append(kExamplesLine);
    for (std::size_t i = 0; i < record.ids.size(); ++i)
        text.append(i == 0 ? "\n" : ",\n").append(exampleLine(record, i));
    text += "\n]}\n";
    files::createFolders(file.parent_path());
    files::writeAtomically(file, text);
}

EvaluationHead readEvaluationHead(const fs::path& file) {
    std::ifstream in(file);
    std::string head;
    for (std::string line; std::getline(in, line) && line != kExamplesLine;)
        head += line;
    if (head.empty() || head.back() != ',')
        return headOf(readJson(file), file);
    head.back() = '}';
    return headOf(Json::parse(head, nullptr, false), file);
}

EvaluationRecord readEvaluation(const fs::path& file) {
    const Json json = readJson(file);
    EvaluationHead head = headOf(json, file);
    EvaluationRecord record{.step = head.step,
                            .epoch = head.epoch,
                            .model = std::move(head.model),
                            .data = std::move(head.data),
                            .options = data::openOptionsFromJson(json.value("open", Json::object())),
                            .v2 = json.value("v2", false),
                            .nullThreshold = number(json, "null_threshold"),
                            .metrics = std::move(head.metrics),
                            .ids = {},
                            .predictions = {},
                            .windows = {}};
    try {
        for (const Json& line : json.at("examples"))
            addExample(record, line);
    } catch (const Json::exception& error) {
        throw notAnEvaluation(file, error.what()).at("example " + std::to_string(record.ids.size() + 1));
    }
    return record;
}

std::vector<data::Example> alignedExamples(EvaluationRecord& record, const std::vector<data::Example>& examples) {
    std::unordered_map<std::string_view, std::vector<std::size_t>> places; // several where an id occurs again
    for (std::size_t i = record.ids.size(); i > 0; --i)
        places[record.ids[i - 1]].push_back(i - 1);
    std::vector<std::string> ids;
    std::vector<eval::Prediction> predictions;
    std::vector<std::int32_t> windows;
    std::vector<data::Example> known;
    for (const data::Example& example : examples) {
        const auto found = places.find(example.id);
        if (found == places.end() || found->second.empty())
            continue;
        const std::size_t at = found->second.back();
        found->second.pop_back();
        eval::Prediction prediction = std::move(record.predictions[at]);
        for (eval::Candidate& one : prediction.best)
            one.text = text::sliceCodePoints(*example.context, one.span.start, one.span.end);
        ids.push_back(example.id);
        windows.push_back(record.windows[at]);
        predictions.push_back(std::move(prediction));
        known.push_back(example);
    }
    if (known.empty())
        throw Error(Kind::Input, "no longer holds the questions of this evaluation")
            .in(record.data)
            .cure("Evaluate the model again on the data as it is now");
    record.ids = std::move(ids); // the places above look into the old ones
    record.predictions = std::move(predictions);
    record.windows = std::move(windows);
    return known;
}

void storeThreshold(const fs::path& runFolder, const StoredThreshold& threshold) {
    writeJson(thresholdFile(runFolder), {{"null_score_diff_threshold", threshold.threshold},
                                         {"exact", threshold.exact},
                                         {"f1", threshold.f1},
                                         {"data", threshold.data.string()},
                                         {"step", threshold.step}});
}

std::optional<StoredThreshold> storedThreshold(const fs::path& runFolder) {
    const fs::path file = thresholdFile(runFolder);
    if (runFolder.empty() || !fs::exists(file))
        return {};
    const Json json = readJson(file);
    if (!json.is_object() || !json.value("null_score_diff_threshold", Json()).is_number())
        throw Error(Kind::Input, "holds no number under \"null_score_diff_threshold\"")
            .in(file)
            .cure("Choose the threshold again on the Evaluate page, or delete the file");
    return StoredThreshold{number(json, "null_score_diff_threshold"), number(json, "exact"), number(json, "f1"),
                           json.value("data", std::string()), json.value("step", std::int64_t{-1})};
}

fs::path runOf(const fs::path& modelFolder) {
    fs::path folder = fs::absolute(modelFolder).lexically_normal();
    if (!folder.has_filename()) // ends in a slash
        folder = folder.parent_path();
    for (const fs::path& candidate : {folder, folder.parent_path()})
        if (fs::exists(candidate / "run.json"))
            return candidate;
    return {};
}

std::optional<FoundThreshold> findThreshold(const fs::path& modelFolder) {
    if (const fs::path config = modelFolder / "config.json"; fs::exists(config)) {
        const Json value = readJson(config).value("null_score_diff_threshold", Json());
        if (value.is_number())
            return FoundThreshold{value.get<double>(), config};
    }
    const fs::path run = runOf(modelFolder);
    const auto stored = storedThreshold(run);
    return stored ? std::optional(FoundThreshold{stored->threshold, thresholdFile(run)}) : std::nullopt;
}

std::optional<double> thresholdOf(const fs::path& modelFolder) {
    const auto found = findThreshold(modelFolder);
    return found ? std::optional(found->threshold) : std::nullopt;
}

} // namespace finetune::session
