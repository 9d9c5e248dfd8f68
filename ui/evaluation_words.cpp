// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluation_words.h"

#include <QCoreApplication>

namespace finetune::ui {
namespace {

QString words(const char* text, int n = -1) {
    return QCoreApplication::translate("EvaluationWords", text, nullptr, n);
}

} // namespace

QString kindName(eval::AnswerKind kind) {
    switch (kind) {
    case eval::AnswerKind::Right:
        return words(QT_TRANSLATE_NOOP("EvaluationWords", "Right"));
    case eval::AnswerKind::BoundarySlip:
        return words(QT_TRANSLATE_NOOP("EvaluationWords", "Boundary slip"));
    case eval::AnswerKind::WrongPlace:
        return words(QT_TRANSLATE_NOOP("EvaluationWords", "Wrong place"));
    case eval::AnswerKind::WrongSentence:
        return words(QT_TRANSLATE_NOOP("EvaluationWords", "Wrong sentence"));
    case eval::AnswerKind::FalseAnswer:
        return words(QT_TRANSLATE_NOOP("EvaluationWords", "False answer"));
    case eval::AnswerKind::FalseNoAnswer:
        return words(QT_TRANSLATE_NOOP("EvaluationWords", "False no-answer"));
    }
    return {};
}

QString kindMeaning(eval::AnswerKind kind) {
    switch (kind) {
    case eval::AnswerKind::Right:
        return words(QT_TRANSLATE_NOOP(
            "EvaluationWords",
            "Equal to a given answer, apart from case, articles and punctuation; or none where there is none."));
    case eval::AnswerKind::BoundarySlip:
        return words(QT_TRANSLATE_NOOP("EvaluationWords",
                                       "At the place of a given answer, but it begins or ends somewhere else."));
    case eval::AnswerKind::WrongPlace:
        return words(
            QT_TRANSLATE_NOOP("EvaluationWords", "In the sentence of a given answer, but at other words of it."));
    case eval::AnswerKind::WrongSentence:
        return words(QT_TRANSLATE_NOOP("EvaluationWords", "In a sentence that holds no given answer."));
    case eval::AnswerKind::FalseAnswer:
        return words(
            QT_TRANSLATE_NOOP("EvaluationWords", "An answer was found, but the text does not answer the question."));
    case eval::AnswerKind::FalseNoAnswer:
        return words(QT_TRANSLATE_NOOP("EvaluationWords", "No answer was found, but the text answers the question."));
    }
    return {};
}

QString questionWordName(eval::QuestionWord word) {
    switch (word) {
    case eval::QuestionWord::Who:
        return words(QT_TRANSLATE_NOOP("EvaluationWords", "Who, whose"));
    case eval::QuestionWord::What:
        return words(QT_TRANSLATE_NOOP("EvaluationWords", "What"));
    case eval::QuestionWord::Which:
        return words(QT_TRANSLATE_NOOP("EvaluationWords", "Which"));
    case eval::QuestionWord::When:
        return words(QT_TRANSLATE_NOOP("EvaluationWords", "When"));
    case eval::QuestionWord::Where:
        return words(QT_TRANSLATE_NOOP("EvaluationWords", "Where"));
    case eval::QuestionWord::Why:
        return words(QT_TRANSLATE_NOOP("EvaluationWords", "Why"));
    case eval::QuestionWord::How:
        return words(QT_TRANSLATE_NOOP("EvaluationWords", "How"));
    case eval::QuestionWord::HowMany:
        return words(QT_TRANSLATE_NOOP("EvaluationWords", "How many"));
    case eval::QuestionWord::Other:
        return words(QT_TRANSLATE_NOOP("EvaluationWords", "Another word"));
    }
    return {};
}

QString wordsName(const eval::Group& group) {
    if (group.high == 0)
        return words(QT_TRANSLATE_NOOP("EvaluationWords", "No answer"));
    if (group.high < 0)
        return words(QT_TRANSLATE_N_NOOP("EvaluationWords", "%n word(s) and more"), group.low);
    if (group.low == group.high)
        return words(QT_TRANSLATE_N_NOOP("EvaluationWords", "%n word(s)"), group.low);
    return words(QT_TRANSLATE_NOOP("EvaluationWords", "%1 to %2 words")).arg(group.low).arg(group.high);
}

QString windowsName(const eval::Group& group) {
    return group.high < 0 ? words(QT_TRANSLATE_N_NOOP("EvaluationWords", "%n window(s) and more"), group.low)
                          : words(QT_TRANSLATE_N_NOOP("EvaluationWords", "%n window(s)"), group.low);
}

} // namespace finetune::ui
