// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/eval/analysis.h"
#include "core/eval/threshold.h"
#include "core/session/evaluation_file.h"
#include "ui/session/session.h"

#include <QObject>

namespace finetune::ui {

// An evaluation that is there to be looked at.
struct EvaluationEntry {
    std::filesystem::path file;
    session::EvaluationHead head;
};

// What an evaluation found, with the questions it speaks of. Shared by threads, never changed.
struct EvaluationData {
    std::filesystem::path file;
    std::filesystem::file_time_type written;
    session::EvaluationRecord record;
    std::vector<data::Example> examples; // parallel to the record's
    eval::ThresholdCurve curve;          // no points where an answer is always given
};

// The same judged at one no-answer threshold, and compared with another evaluation.
struct ShownEvaluation {
    std::shared_ptr<const EvaluationData> data;
    std::optional<double> threshold; // empty: an answer is always given
    eval::Analysis analysis;
    std::shared_ptr<const EvaluationData> before; // compared with; null: none
    std::vector<eval::Change> changes;            // one an example; empty: none

    std::size_t size() const { return data->examples.size(); }
    const data::Example& example(std::size_t i) const { return data->examples[i]; }
    const eval::Prediction& prediction(std::size_t i) const { return data->record.predictions[i]; }
    // The answer given, or null.
    const eval::Candidate* given(std::size_t i) const { return eval::answerAt(prediction(i), threshold); }
};

// The evaluations of the shown run: those that training left, as they come, and those that are asked for. One of them
// is shown, the newest unless another was chosen. All reading and judging is done in the background, models run on the
// session's inference thread.
class Evaluations : public QObject {
    Q_OBJECT
public:
    explicit Evaluations(Session& session, QObject* parent = nullptr);
    ~Evaluations() override;

    const std::vector<EvaluationEntry>& entries() const { return entries_; } // of training by step, then the others
    std::shared_ptr<const ShownEvaluation> shown() const { return shown_; }  // null: none yet
    const std::filesystem::path& chosen() const { return chosen_; }          // becomes the shown one
    const std::filesystem::path& before() const { return before_; }
    std::optional<double> threshold() const { return threshold_; }
    bool reading() const { return list_.running() || show_.running(); }

    void choose(const std::filesystem::path& file);
    void compareWith(const std::filesystem::path& file); // empty: with none
    void setThreshold(double threshold);
    // Keeps the threshold with the run, for the export and for later evaluations.
    void storeThreshold();

    // Evaluates a model folder on a SQuAD file with the arguments of the model's run, and shows the result, which is
    // kept in the run folder; where the file was changed on the Data page, on its changed questions, which are kept
    // there too.
    void evaluate(const QString& model, const QString& file);
    void cancel();
    bool evaluating() const { return evaluate_.running(); }

    // The model folders that one may want to evaluate: of the shown run, newest first.
    std::vector<std::filesystem::path> models() const { return models_; }

Q_SIGNALS:
    void entriesChanged(); // and models
    void shownChanged();
    void progressed(const QString& what, qint64 done, qint64 total);
    void evaluationEnded(); // done, failed or cancelled
    void thresholdStored(const QString& runFolder, double threshold);
    void failed(const finetune::Error& error);

private:
    struct Listed;
    struct Opened;
    struct Questions {                                // read last, kept for the next evaluation over them
        std::shared_ptr<const data::Dataset> dataset; // null: none yet
        data::OpenOptions options;
        std::filesystem::file_time_type written;
    };
    struct Reader;

    void followRun();
    void refresh();
    void take(Listed listed);
    std::filesystem::path newest() const;
    void compareWithLast();
    void show();

    Session& session_;
    QString runFolder_;
    std::vector<EvaluationEntry> entries_;
    std::vector<std::filesystem::path> models_;
    std::shared_ptr<const ShownEvaluation> shown_;
    std::filesystem::path chosen_, before_;
    bool isFollowing_ = true;      // the newest one is shown
    bool comparesWithLast_ = true; // the one before is compared with
    std::optional<double> threshold_;
    Questions questions_;
    std::vector<std::filesystem::path> elsewhere_; // evaluations made here that are in no run folder, or another one
    Job list_{this}, show_{this}, store_{this};
    Job evaluate_;
};

} // namespace finetune::ui
