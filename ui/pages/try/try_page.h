// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/trier.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace finetune::ui {

class AnswersPanel;
class AnswerText;
class ModelChooser;

// Any text, any question: the answers of a chosen model, and where in the text it looks for them. Works while a run
// trains, with its last evaluated weights.
class TryPage : public QWidget {
    Q_OBJECT
public:
    explicit TryPage(Session& session, QWidget* parent = nullptr);

public Q_SLOTS:
    void setRuns(const std::vector<finetune::session::RunSummary>& runs); // newest first
    void ask();
    void takeExample();                             // of the validation file, else of the training file
    void followThreshold(const QString& runFolder); // another one is kept with the run now

private:
    QWidget* makeContents();
    QWidget* makeQuestionRow();
    void changeModel();
    void describeRunning(qint64 step);
    void describeModel(const model::ModelInfo& info);
    void showNote(const QString& sentence, const char* tone);
    void showTrial(const Trial& trial);
    void takeEdit();      // of the question or the text
    void forgetAnswers(); // they belong to another question, text or model
    void showExamples();
    const data::Dataset* examples() const;

    Session& session_;
    Trier* trier_;
    ModelChooser* model_;
    QStackedWidget* pages_; // nothing to ask, or the contents
    QLabel* note_ = nullptr;
    QLineEdit* question_ = nullptr;
    QPushButton* ask_ = nullptr;
    QPushButton* example_ = nullptr;
    AnswerText* text_ = nullptr;
    AnswersPanel* answers_ = nullptr;
    std::optional<ModelChoice> asked_;   // whose answers are shown or awaited
    std::optional<qint64> answeredStep_; // of the running run, when its weights answered
};

} // namespace finetune::ui
