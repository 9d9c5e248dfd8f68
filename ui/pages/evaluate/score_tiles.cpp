// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/evaluate/score_tiles.h"

#include "ui/session/evaluations.h"
#include "ui/widgets/stat_tile.h"
#include "ui/words.h"

#include <QHBoxLayout>
#include <cmath>

namespace finetune::ui {
namespace {

double number(const Json& metrics, const char* key) {
    const auto found = metrics.find(key);
    return found != metrics.end() && found->is_number() ? found->get<double>() : std::nan("");
}

// "2.10 more than before": in points of percent. Empty without a comparison.
QString change(const ShownEvaluation& evaluation, double now, const char* key) {
    if (!evaluation.before)
        return {};
    const double points = now - number(evaluation.before->record.metrics, key);
    if (!std::isfinite(points))
        return {};
    const QString size = decimal(std::abs(points), 2);
    if (std::abs(points) < 0.005)
        return ScoreTiles::tr("As before.");
    return points > 0 ? ScoreTiles::tr("▲ %1 more than before.").arg(size)
                      : ScoreTiles::tr("▼ %1 less than before.").arg(size);
}

QString sentences(const QString& first, const QString& second) {
    return second.isEmpty() ? first : first + u'\n' + second;
}

} // namespace

ScoreTiles::ScoreTiles(QWidget* parent)
    : QWidget(parent), exactMatch_(new StatTile(tr("Exact match"), QStringLiteral("score.exactMatch"), this)),
      f1_(new StatTile(tr("F1"), QStringLiteral("score.f1"), this)),
      characterF1_(new StatTile(tr("Character F1"), QStringLiteral("score.characterF1"), this)),
      loss_(new StatTile(tr("Evaluation loss"), QStringLiteral("score.loss"), this)) {
    setObjectName(QStringLiteral("scoreTiles"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    for (StatTile* tile : {exactMatch_, f1_, characterF1_, loss_})
        row->addWidget(tile, 1);
}

void ScoreTiles::show(const ShownEvaluation& evaluation, const QString& layout) {
    const eval::Analysis& found = evaluation.analysis;
    const Json& metrics = evaluation.data->record.metrics;
    exactMatch_->setValue(percent(found.all.exact));
    exactMatch_->setSentence(sentences(
        tr("Of %1 questions, %2 answers are exactly right.").arg(count(found.all.count), count(found.kinds[0])),
        change(evaluation, found.all.exact, "eval_exact_match")));
    f1_->setValue(percent(found.all.f1));
    f1_->setSentence(sentences(tr("How far the words of found and given answers overlap, on average."),
                               change(evaluation, found.all.f1, "eval_f1")));
    characterF1_->setValue(percent(found.characterF1));
    characterF1_->setSentence(tr("The same by characters, for languages without spaces such as Chinese."));
    loss_->setValue(decimal(number(metrics, "eval_loss"), 4));
    loss_->setSentence(layout == QLatin1String("packed")
                           ? tr("How surprised the model is by the given answers (packed layout). Lower is better.")
                           : tr("How surprised the model is by the given answers (padded layout). Lower is better."));
}

} // namespace finetune::ui
