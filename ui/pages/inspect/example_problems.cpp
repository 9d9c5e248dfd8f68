// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/example_problems.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

namespace finetune::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(finetune::ui::ExampleProblems)
};

bool losesAnswer(const session::Inspection& inspection) {
    return !inspection.answers.empty() && !inspection.windows.empty() &&
           std::ranges::none_of(inspection.windows, &session::InspectedWindow::holdsAnswer);
}

} // namespace

std::vector<std::int32_t> problemsOf(const session::WindowSummary& summary, const data::Dataset& dataset) {
    std::vector<std::int32_t> problems = summary.problems;
    for (const data::Problem& problem : dataset.problems)
        if (problem.example >= 0 && !problem.note)
            problems.push_back(problem.example);
    std::ranges::sort(problems);
    const auto rest = std::ranges::unique(problems);
    problems.erase(rest.begin(), rest.end());
    return problems;
}

QString problemOf(const session::Inspection& inspection, const data::Dataset& dataset, int example) {
    QStringList sentences;
    if (losesAnswer(inspection))
        sentences << Words::tr(
            "No window holds the whole answer, so the model never sees it as one: a larger stride or "
            "max_length keeps it.");
    for (const data::Problem& problem : dataset.problems)
        if (problem.example >= 0 && problem.example == example && !problem.note)
            sentences << Words::tr("In the file: %1. %2", "what is wrong, and what helps")
                             .arg(QString::fromStdString(problem.what), QString::fromStdString(problem.cure));
    return sentences.join(QLatin1Char(' '));
}

} // namespace finetune::ui
