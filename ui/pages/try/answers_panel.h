// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/trier.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace finetune::ui {

class AnswersModel;

// What came of a question: the answers with their probabilities, or how far the work is, or what went wrong.
class AnswersPanel : public QWidget {
    Q_OBJECT
public:
    explicit AnswersPanel(QWidget* parent = nullptr);

    void showHint(const QString& sentence); // no answers
    void showAsking();
    void showProgress(const QString& what, qint64 done, qint64 total);
    void showTrial(const Trial& trial);
    void showError(const Error& error);
    // What a file says to the question; empty: nothing is known of it.
    void setExpected(std::vector<data::Answer> answers, bool isKnown);

    bool mayBeNone() const;

Q_SIGNALS:
    void answerChosen(finetune::text::Span span);
    void stopRequested();
    void mayBeNoneChanged();

private:
    void showWorking(bool working);
    void showExpected();
    void tellChosen();

    AnswersModel* answers_;
    QTableView* table_;
    QLabel* state_;
    QLabel* expected_;
    QLabel* likely_;
    QLabel* decision_; // whether an answer is given, and by which threshold
    QProgressBar* progress_;
    QPushButton* stop_;
    QCheckBox* mayBeNone_;
    QTimer waiting_; // for other work on the same thread
    std::vector<data::Answer> expectedAnswers_;
    bool isExpectedKnown_ = false;
};

} // namespace finetune::ui
