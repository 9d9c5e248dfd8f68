// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/answerer.h"
#include "core/session/evaluation_file.h"
#include "ui/session/session.h"

#include <QObject>
#include <QStringList>

namespace finetune::ui {

// Which model answers: the running run's last evaluated weights, or a folder (a checkpoint, a run's model, an export,
// the base model).
struct ModelChoice {
    bool isRunning = false;
    QString folder; // empty with isRunning
    bool operator==(const ModelChoice&) const = default;
};

struct Trial {
    session::Answers answers;
    std::string context;        // what was asked about
    QStringList randomTensors;  // of the model: what it has not learned
    std::optional<qint64> step; // of the weights, when they are a running run's
    double seconds = 0;         // loading left out
    bool mayBeNone = false;
    std::optional<session::FoundThreshold> threshold; // kept with the model, by which mayBeNone decided; else 0
};

// Asks models questions, one after the other, on the session's inference thread; the model that answered last stays
// loaded. The newest question wins.
class Trier : public QObject {
    Q_OBJECT
public:
    explicit Trier(Session& session, QObject* parent = nullptr);
    ~Trier() override;

    void ask(const ModelChoice& model, const QString& question, std::string context, bool mayBeNone);
    void stop();   // failed(Cancelled) follows
    void forget(); // nothing follows
    bool working() const { return ask_.running(); }

    // Whether the answers of a model are judged by the no-answer threshold that is kept with a run.
    bool isJudgedBy(const ModelChoice& model, const QString& runFolder) const;

    // Reads what a folder holds, without loading it: described or undescribable follows.
    void describe(const QString& folder);

Q_SIGNALS:
    void progressed(const QString& what, qint64 done, qint64 total); // not before its turn on the thread has come
    void answered(const finetune::ui::Trial& trial);
    void failed(const finetune::Error& error);
    void described(const QString& folder, const finetune::model::ModelInfo& info);
    void undescribable(const QString& folder, const finetune::Error& error);

private:
    struct Loaded; // touched on the inference thread only

    Session& session_;
    std::shared_ptr<Loaded> loaded_;
    Job describe_{this};
    Job ask_;
};

} // namespace finetune::ui
