// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/statistics_panel.h"

#include "ui/theme.h"
#include "ui/widgets/bar_plot.h"
#include "ui/widgets/stat_tile.h"
#include "ui/words.h"

#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>

namespace finetune::ui {
namespace {

std::vector<Bar> barsOf(const data::Histogram& histogram) {
    std::vector<Bar> bars;
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
        const std::int64_t from = histogram.first + static_cast<std::int64_t>(i) * histogram.width;
        const bool open = histogram.lastIsOpen && i + 1 == histogram.counts.size();
        const QString name = open                   ? StatisticsPanel::tr("%1 or more").arg(count(from))
                             : histogram.width == 1 ? count(from)
                                                    : StatisticsPanel::tr("%1 to %2", "a range of lengths")
                                                          .arg(count(from), count(from + histogram.width - 1));
        bars.push_back({name, histogram.counts[i]});
    }
    return bars;
}

QString summaryOf(const data::Histogram& histogram) {
    if (histogram.values == 0)
        return {};
    return StatisticsPanel::tr("median %1 · 95 % up to %2 · longest %3")
        .arg(count(histogram.median), count(histogram.most), count(histogram.largest));
}

QString shareOf(std::int64_t part, std::int64_t whole) {
    return part > 0 ? percent(100.0 * static_cast<double>(part) / static_cast<double>(whole)) : QString();
}

} // namespace

StatisticsPanel::StatisticsPanel(DataStatistics& statistics, QWidget* parent)
    : QWidget(parent), statistics_(statistics),
      questions_(new StatTile(tr("Questions"), QStringLiteral("statistics.questions"))),
      contexts_(new StatTile(tr("Contexts"), QStringLiteral("statistics.contexts"))),
      unanswerable_(new StatTile(tr("Unanswerable"), QStringLiteral("statistics.unanswerable"))),
      several_(new StatTile(tr("Several answers"), QStringLiteral("statistics.several"))),
      context_(new BarPlot(tr("Context length"), QStringLiteral("plot.context"))),
      question_(new BarPlot(tr("Question length"), QStringLiteral("plot.question"))),
      answer_(new BarPlot(tr("Answer length"), QStringLiteral("plot.answer"))),
      position_(new BarPlot(tr("Where the answer begins"), QStringLiteral("plot.position"))),
      words_(new BarPlot(tr("First word of the question"), QStringLiteral("plot.words"))), note_(new QLabel) {
    setObjectName(QStringLiteral("statisticsPanel"));
    note_->setObjectName(QStringLiteral("statistics.note"));
    setTextRole(*note_, TextRole::Caption);
    auto* content = new QWidget;
    content->setObjectName(QStringLiteral("scrollContent"));
    auto* tiles = new QHBoxLayout;
    tiles->setSpacing(12);
    for (StatTile* tile : {questions_, contexts_, unanswerable_, several_})
        tiles->addWidget(tile, 1);
    auto* charts = new QGridLayout;
    charts->setSpacing(12);
    charts->addWidget(context_, 0, 0);
    charts->addWidget(question_, 0, 1);
    charts->addWidget(answer_, 1, 0);
    charts->addWidget(position_, 1, 1);
    charts->addWidget(words_, 0, 2, 2, 1);
    for (int column = 0; column < 3; ++column)
        charts->setColumnStretch(column, 1);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addLayout(tiles);
    column->addLayout(charts, 1);
    column->addWidget(note_);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // what is in it is reached one by one
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);

    connect(&statistics_, &DataStatistics::changed, this, &StatisticsPanel::update);
    connect(&statistics_, &DataStatistics::progressed, this, [this](qint64 done, qint64 total) {
        if (statistics_.working() && total > 0)
            note_->setText(tr("Counting tokens… %1 %").arg(100 * done / total));
    });
    update();
}

void StatisticsPanel::update() {
    const auto& known = statistics_.statistics();
    const data::Statistics statistics = known.value_or(data::Statistics());
    const auto figure = [&](StatTile* tile, std::int64_t number, const QString& sentence) {
        tile->setValue(known ? count(number) : QStringLiteral("–"));
        tile->setSentence(sentence);
    };
    figure(questions_, statistics.questions,
           known ? tr("in %n article(s)", nullptr, static_cast<int>(statistics.articles)) : QString());
    figure(
        contexts_, statistics.contexts,
        statistics.contexts > 0
            ? tr("%1 questions each")
                  .arg(decimal(static_cast<double>(statistics.questions) / static_cast<double>(statistics.contexts), 1))
            : QString());
    figure(unanswerable_, statistics.unanswerable, shareOf(statistics.unanswerable, statistics.questions));
    figure(several_, statistics.severalAnswers, shareOf(statistics.severalAnswers, statistics.questions));
    showCharts(statistics);
    if (!statistics_.working())
        note_->setText(
            statistics.inTokens || !known
                ? QString()
                : tr("Lengths are in characters. With a model on the Model page they are counted in its tokens."));
    else if (!known)
        note_->setText(tr("Counting…"));
}

void StatisticsPanel::showCharts(const data::Statistics& statistics) {
    const QString unit = statistics.inTokens ? tr("Tokens") : tr("Characters");
    const auto scale = [&](BarPlot* plot, const data::Histogram& histogram, const QString& title,
                           const QString& summary) {
        plot->showScale(barsOf(histogram), histogram.first, histogram.width, title, summary);
    };
    for (const auto& [plot, histogram] :
         {std::pair{context_, &statistics.contextLength}, std::pair{question_, &statistics.questionLength},
          std::pair{answer_, &statistics.answerLength}})
        scale(plot, *histogram, unit, summaryOf(*histogram));
    scale(position_, statistics.answerPosition, tr("Percent of the context"),
          statistics.answerPosition.values > 0 ? tr("percent of the context, from its beginning") : QString());
    std::vector<Bar> words;
    for (const data::WordCount& word : statistics.firstWords)
        words.push_back({QString::fromStdString(word.word), word.count});
    if (statistics.otherFirstWords > 0)
        words.push_back({tr("others"), statistics.otherFirstWords});
    words_->showNames(std::move(words), tr("Word"), {});
}

} // namespace finetune::ui
