// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <memory>

class QLabel;
class QStackedWidget;
class QTableView;

namespace finetune::ui {

class AnswersModel;
class HighlightedText;
struct ShownEvaluation;

// One question of an evaluation: the text with the given and the model's answer marked, what kind of mistake it is, and
// the answers that the model considered. A chosen one of these is lit in the text.
class AnswerView : public QWidget {
    Q_OBJECT
public:
    explicit AnswerView(QWidget* parent = nullptr);

    void show(std::shared_ptr<const ShownEvaluation> evaluation, int example); // null: nothing is chosen

private:
    void showVerdict(const ShownEvaluation& evaluation, std::size_t example);
    void showText(const ShownEvaluation& evaluation, std::size_t example);
    void showAnswers(const ShownEvaluation& evaluation, std::size_t example);
    void light(int row);

    QStackedWidget* pages_;
    QLabel *kind_, *meaning_, *answers_;
    HighlightedText *question_, *context_, *legend_;
    AnswersModel* candidates_;
    QTableView* table_;
    std::string contextShown_;
};

} // namespace finetune::ui
