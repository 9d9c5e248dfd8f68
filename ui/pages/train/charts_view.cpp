// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/charts_view.h"

#include "ui/pages/train/side_by_side.h"
#include "ui/theme.h"
#include "ui/widgets/series_plot.h"
#include "ui/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFrame>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSlider>
#include <QVBoxLayout>
#include <algorithm>

namespace finetune::ui {
namespace {

constexpr int kDrawMilliseconds = 33;    // one plot each: six plots five times a second
constexpr int kMostSmoothing = 99;       // percent
constexpr int kPlotCharacters = 44;      // the width that a plot likes, of which there are two beside each other
constexpr int kLeastPlotCharacters = 26; // unless they had to be narrower than this
constexpr int kLeastPlotLines = 9;       // of their height then

} // namespace

ChartsView::ChartsView(const Session& session, QWidget* parent)
    : QWidget(parent), session_(session), axis_(new QComboBox(this)), smoothing_(new QSlider(Qt::Horizontal, this)),
      smoothingText_(new QLabel(this)), logarithmic_(new QCheckBox(tr("Logarithmic loss"), this)),
      grid_(new QGridLayout) {
    setObjectName(QStringLiteral("charts"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(makeTools());
    makePlots();
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setSpacing(10);
    auto* plots = new QWidget(this);
    plots->setLayout(grid_);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("charts.scroll"));
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(plots);
    scroll->viewport()->setAutoFillBackground(false);
    plots->setAutoFillBackground(false);
    layout->addWidget(scroll, 1);
    arrange();
    setSmoothing(0);
    drawTimer_.setInterval(kDrawMilliseconds);
    connect(&drawTimer_, &QTimer::timeout, this, &ChartsView::drawNext);
    drawTimer_.start();
    begin();
}

QWidget* ChartsView::makeTools() {
    auto* what = new QWidget(this);
    auto* smoothing = new QWidget(this);
    axis_->setObjectName(QStringLiteral("charts.axis"));
    axis_->setAccessibleName(tr("What stands below the curves"));
    axis_->addItem(tr("by steps"), static_cast<int>(RunAxis::Steps));
    axis_->addItem(tr("by epochs"), static_cast<int>(RunAxis::Epochs));
    axis_->addItem(tr("by time"), static_cast<int>(RunAxis::Time));
    smoothing_->setObjectName(QStringLiteral("charts.smoothing"));
    smoothing_->setAccessibleName(tr("Smoothing"));
    smoothing_->setRange(0, kMostSmoothing);
    smoothing_->setPageStep(10);
    smoothing_->setMaximumWidth(fontMetrics().horizontalAdvance(u'0') * 22);
    smoothing_->setToolTip(tr("Adds an exponential mean of the values so far, drawn thick and named “smoothed”. "
                              "The values themselves stay in sight."));
    smoothingText_->setObjectName(QStringLiteral("charts.smoothingText"));
    smoothingText_->setBuddy(smoothing_);
    smoothingText_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    smoothingText_->setMinimumWidth(fontMetrics().horizontalAdvance(u'0') * 18); // the slider keeps its place
    setTextRole(*smoothingText_, TextRole::Caption);
    logarithmic_->setObjectName(QStringLiteral("charts.logarithmic"));
    auto* left = new QHBoxLayout(what);
    auto* right = new QHBoxLayout(smoothing);
    for (QHBoxLayout* row : {left, right}) {
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(10);
    }
    left->addWidget(axis_);
    left->addWidget(logarithmic_);
    left->addStretch();
    right->addWidget(smoothingText_);
    right->addWidget(smoothing_, 1);
    connect(axis_, &QComboBox::currentIndexChanged, this, [this] {
        for (SeriesPlot* plot : plots_)
            plot->setAxis(static_cast<RunAxis>(axis_->currentData().toInt()));
    });
    connect(smoothing_, &QSlider::valueChanged, this, &ChartsView::setSmoothing);
    connect(logarithmic_, &QCheckBox::toggled, this, [this](bool on) {
        loss_->setLogarithmic(on);
        evaluation_->setLogarithmic(on);
    });
    return new SideBySide(what, smoothing, 0, this);
}

SeriesPlot* ChartsView::addPlot(const QString& title, const QString& objectName) {
    auto* card = new QFrame(this);
    card->setProperty("kind", "card");
    auto* plot = new SeriesPlot(title, objectName, card);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(plot);
    plots_.push_back(plot);
    cards_.push_back(card);
    connect(plot, &SeriesPlot::saved, this, &ChartsView::saved);
    connect(plot, &SeriesPlot::failed, this, &ChartsView::failed);
    connect(plot, &SeriesPlot::enlargeRequested, this, [this, card] { enlarge(enlarged_ ? nullptr : card); });
    return plot;
}

void ChartsView::makePlots() {
    using Shape = SeriesPlot::Shape;
    const auto none = std::make_shared<const SeriesData>();
    loss_ = addPlot(tr("Training loss"), QStringLiteral("plot.loss"));
    loss_->addSeries(none, tr("update"), &Theme::loss, Shape::Line);
    loss_->addSeries(none, tr("logged mean"), &Theme::evaluation, Shape::Points);
    evaluation_ = addPlot(tr("Evaluation loss"), QStringLiteral("plot.evaluation"));
    evaluation_->addSeries(none, tr("loss"), &Theme::evaluation, Shape::Points);
    scores_ = addPlot(tr("Scores, %"), QStringLiteral("plot.scores"));
    scores_->addSeries(none, tr("exact match"), &Theme::exactMatch, Shape::Points, 'f', 2);
    scores_->addSeries(none, tr("F1"), &Theme::f1, Shape::Points, 'f', 2);
    scores_->setFixedRange(0, 100);
    rate_ = addPlot(tr("Learning rate"), QStringLiteral("plot.rate"));
    rate_->addSeries(none, tr("rate"), &Theme::rate, Shape::Line, 'e', 2);
    rate_->setFromZero(true);
    norm_ = addPlot(tr("Gradient norm"), QStringLiteral("plot.norm"));
    norm_->addSeries(none, tr("before clipping"), &Theme::rate, Shape::Line, 'f', 3);
    norm_->setFromZero(true);
    speed_ = addPlot(tr("Tokens per second"), QStringLiteral("plot.speed"));
    speed_->addSeries(none, tr("real tokens"), &Theme::exactMatch, Shape::Line, 'f', 0);
    speed_->setFromZero(true);
}

void ChartsView::begin() {
    const RunRecord& record = session_.record();
    loss_->setData(0, record.loss);
    loss_->setData(1, record.meanLoss);
    evaluation_->setData(0, record.evaluationLoss);
    scores_->setData(0, record.exactMatch);
    scores_->setData(1, record.f1);
    rate_->setData(0, record.rate);
    norm_->setData(0, record.gradientNorm);
    speed_->setData(0, record.speed);
    for (SeriesPlot* plot : plots_)
        plot->clear();
    const QString layout = session_.layout() == QLatin1String("packed") ? tr("packed") : tr("padded");
    const bool known = !session_.layout().isEmpty();
    loss_->setTitle(known ? tr("Training loss (%1)").arg(layout) : tr("Training loss"));
    evaluation_->setTitle(known ? tr("Evaluation loss (%1)").arg(layout) : tr("Evaluation loss"));
    refresh();
}

void ChartsView::refresh() {
    const double step = static_cast<double>(session_.status().step);
    for (SeriesPlot* plot : plots_) {
        plot->extendTo(step);
        plot->refresh();
    }
}

void ChartsView::setSmoothing(int percent) {
    smoothingText_->setText(percent == 0 ? tr("Smoothing: none")
                                         : tr("Smoothing: %1").arg(decimal(percent / 100.0, 2)));
    for (SeriesPlot* plot : {loss_, norm_, speed_})
        plot->setSmoothing(percent / 100.0);
}

void ChartsView::enlarge(QWidget* card) {
    enlarged_ = card;
    for (QWidget* one : cards_)
        one->setVisible(!card || one == card);
    columns_ = 0;
    arrange();
}

void ChartsView::arrange() {
    const int character = fontMetrics().horizontalAdvance(u'0');
    const int wanted = std::clamp(width() / (character * kPlotCharacters), 2, 3);
    const bool isNarrow = width() < 2 * character * kLeastPlotCharacters;
    const int columns = enlarged_ || isNarrow ? 1 : wanted;
    for (QWidget* card : cards_) // so many below each other are scrolled
        card->setMinimumHeight(isNarrow && !enlarged_ ? fontMetrics().height() * kLeastPlotLines : 0);
    if (columns == columns_)
        return;
    columns_ = columns;
    for (QWidget* card : cards_)
        grid_->removeWidget(card);
    for (int i = 0; i < 6; ++i) {
        grid_->setRowStretch(i, 0);
        grid_->setColumnStretch(i, 0);
    }
    int place = 0;
    for (QWidget* card : cards_) {
        if (enlarged_ && card != enlarged_)
            continue;
        grid_->addWidget(card, place / columns, place % columns);
        grid_->setRowStretch(place / columns, 1);
        grid_->setColumnStretch(place % columns, 1);
        ++place;
    }
}

void ChartsView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void ChartsView::drawNext() {
    for (std::size_t i = 0; i < plots_.size(); ++i) {
        SeriesPlot* plot = plots_[nextPlot_];
        nextPlot_ = (nextPlot_ + 1) % plots_.size();
        if (plot->redraw())
            return;
    }
}

} // namespace finetune::ui
