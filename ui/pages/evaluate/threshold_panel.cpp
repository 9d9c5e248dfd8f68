// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/evaluate/threshold_panel.h"

#include "ui/models/threshold_model.h"
#include "ui/widgets/plain_table.h"
#include "ui/session/evaluations.h"
#include "ui/theme.h"
#include "ui/widgets/threshold_plot.h"
#include "ui/words.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QTableView>
#include <QVBoxLayout>
#include <cmath>

namespace finetune::ui {
namespace {

constexpr int kHandle = 14;        // of the slider, in pixels
constexpr int kSliderSteps = 1000; // over the range of the plot

QPushButton* button(const QString& text, const QString& objectName, const QString& toolTip) {
    auto* made = new QPushButton(text);
    made->setObjectName(objectName);
    made->setToolTip(toolTip);
    return made;
}

} // namespace

ThresholdPanel::ThresholdPanel(QWidget* parent)
    : QWidget(parent), plot_(new ThresholdPlot(this)), slider_(new QSlider(Qt::Horizontal, this)),
      sentence_(new QLabel(this)), stored_(new QLabel(this)),
      bestF1_(button(tr("Use best F1"), QStringLiteral("bestF1"), tr("The threshold with the highest F1"))),
      bestExact_(button(tr("Use best exact match"), QStringLiteral("bestExact"),
                        tr("The threshold with the most exactly right answers"))),
      store_(button(tr("Keep with the run"), QStringLiteral("storeThreshold"),
                    tr("The export writes it into config.json as null_score_diff_threshold"))),
      model_(new ThresholdModel(this)) {
    setObjectName(QStringLiteral("thresholdPanel"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(14);
    layout->addWidget(makeChoice(), 3);
    layout->addWidget(makeTable(), 1);
    connect(plot_, &ThresholdPlot::picked, this, &ThresholdPanel::choose);
    connect(slider_, &QSlider::valueChanged, this, [this](int value) {
        choose(plot_->lowest() + (plot_->highest() - plot_->lowest()) * value / kSliderSteps);
    });
    connect(bestF1_, &QPushButton::clicked, this, [this] { choose(plot_->curve().bestF1.threshold); });
    connect(bestExact_, &QPushButton::clicked, this, [this] { choose(plot_->curve().bestExact.threshold); });
    connect(store_, &QPushButton::clicked, this, &ThresholdPanel::storeRequested);
    connect(table_, &QTableView::activated, this,
            [this](const QModelIndex& index) { choose(model_->threshold(index.row())); });
}

QWidget* ThresholdPanel::makeChoice() {
    auto* card = new QFrame(this);
    setStyleProperty(*card, "kind", QStringLiteral("card"));
    auto* title = new QLabel(tr("When to say “no answer”"), card);
    setTextRole(*title, TextRole::Strong);
    auto* caption =
        new QLabel(tr("The model says “no answer” where that scores better than its best answer by more than "
                      "the threshold."),
                   card);
    setTextRole(*caption, TextRole::Caption);
    caption->setWordWrap(true);
    slider_->setObjectName(QStringLiteral("thresholdSlider"));
    slider_->setAccessibleName(tr("No-answer threshold"));
    slider_->setRange(0, kSliderSteps);
    slider_->setPageStep(kSliderSteps / 20);
    sentence_->setObjectName(QStringLiteral("thresholdSentence"));
    sentence_->setWordWrap(true);
    sentence_->setTextFormat(Qt::PlainText);
    stored_->setObjectName(QStringLiteral("thresholdStored"));
    setTextRole(*stored_, TextRole::Caption);
    stored_->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    for (QPushButton* one : {bestF1_, bestExact_, store_})
        row->addWidget(one);
    row->addWidget(stored_, 1);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(14, 10, 14, 12);
    column->setSpacing(8);
    column->addWidget(title);
    column->addWidget(caption);
    column->addWidget(plot_, 1);
    auto* below = new QHBoxLayout; // the handle stands below its place on the curve
    const QRectF curves = plot_->area();
    below->setContentsMargins(static_cast<int>(curves.left()) - kHandle / 2, 0,
                              static_cast<int>(plot_->width() - curves.right()) - kHandle / 2, 0);
    below->addWidget(slider_);
    column->addLayout(below);
    column->addWidget(sentence_);
    column->addLayout(row);
    return card;
}

QWidget* ThresholdPanel::makeTable() {
    table_ = plainTable(model_, QStringLiteral("thresholdTable"), tr("Scores by threshold"), this);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table_->setMinimumWidth(fontMetrics().horizontalAdvance(u'0') * 48);
    table_->setToolTip(tr("Press Enter to take a row's threshold"));
    return table_;
}

void ThresholdPanel::show(const ShownEvaluation& evaluation) {
    if (curveOf_ != evaluation.data.get()) {
        curveOf_ = evaluation.data.get();
        plot_->setCurve(evaluation.data->curve);
        model_->setCurve(evaluation.data->curve);
        stored_->clear();
        plot_->setThreshold(evaluation.threshold.value_or(0));
    } else if (evaluation.threshold && !slider_->isSliderDown()) {
        plot_->setThreshold(*evaluation.threshold); // while it is dragged, what comes back is older than the hand
    }
    showChosen();
}

void ThresholdPanel::showStored(double threshold) {
    stored_->setText(tr("%1 is kept with the run and exported with the model.").arg(decimal(threshold, 3)));
}

void ThresholdPanel::choose(double threshold) {
    plot_->setThreshold(threshold);
    stored_->clear();
    showChosen();
    Q_EMIT thresholdChosen(threshold);
}

void ThresholdPanel::showChosen() {
    const double threshold = plot_->threshold();
    const eval::ThresholdPoint& point = plot_->curve().at(threshold);
    const QSignalBlocker blocker(slider_);
    slider_->setValue(static_cast<int>(
        std::lround(kSliderSteps * (threshold - plot_->lowest()) / (plot_->highest() - plot_->lowest()))));
    sentence_->setText(tr("Answers given at %1: %2 of %3. Exact match %4, F1 %5.")
                           .arg(decimal(threshold, 3), count(point.answered), count(plot_->curve().total),
                                percent(point.exact), percent(point.f1)));
    slider_->setAccessibleDescription(sentence_->text());
    const int row = model_->rowAt(threshold);
    if (row >= 0)
        table_->setCurrentIndex(model_->index(row, 0));
}

} // namespace finetune::ui
