// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/bar_plot.h"

#include "ui/theme.h"
#include "ui/widgets/custom_plot.h"
#include "ui/words.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace finetune::ui {
namespace {

constexpr double kHeadroom = 1.08; // above the highest bar

// Names of a lying chart are read from the top; QCustomPlot counts from the bottom.
double fromTop(int bar) {
    return -static_cast<double>(bar);
}

} // namespace

BarPlot::BarPlot(const QString& title, const QString& objectName, QWidget* parent)
    : QFrame(parent), title_(new QLabel(title, this)), reading_(new QLabel(this)), tableButton_(new QToolButton(this)),
      stack_(new QStackedWidget(this)), plot_(new QCustomPlot(this)), table_(new QTableView(this)),
      model_(new BarsModel(this)) {
    setObjectName(objectName);
    setStyleProperty(*this, "kind", QStringLiteral("card"));
    setTextRole(*title_, TextRole::Strong);
    setTextRole(*reading_, TextRole::Caption);
    reading_->setObjectName(objectName + QStringLiteral(".reading"));
    reading_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    tableButton_->setObjectName(objectName + QStringLiteral(".asTable"));
    tableButton_->setText(tr("Table"));
    tableButton_->setAccessibleName(tr("%1 as a table").arg(title));
    tableButton_->setCheckable(true);
    plot_->setObjectName(objectName + QStringLiteral(".plot"));
    plot_->setAccessibleName(title);
    plot_->setFocusPolicy(Qt::StrongFocus);
    plot_->axisRect()->setMinimumMargins(QMargins(4, 4, 10, 4));
    plot_->installEventFilter(this);
    plot_->setMouseTracking(true);
    plot_->setAttribute(Qt::WA_NoMousePropagation, false); // the wheel, which it leaves, scrolls the page
    table_->setObjectName(objectName + QStringLiteral(".table"));
    table_->setAccessibleName(title);
    table_->setModel(model_);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setTabKeyNavigation(false);
    table_->setShowGrid(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table_->horizontalHeader()->setHighlightSections(false);
    stack_->addWidget(plot_);
    stack_->addWidget(table_);
    stack_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored); // a table's wish is too high for a chart
    stack_->setMinimumHeight(fontMetrics().height() * 7);
    bars_ = new QCPBars(plot_->xAxis, plot_->yAxis); // the plot owns what is drawn on it
    lit_ = new QCPBars(plot_->xAxis, plot_->yAxis);
    for (QCPBars* bars : {bars_, lit_})
        bars->setWidthType(QCPBars::wtPlotCoords);

    auto* top = new QHBoxLayout;
    top->addWidget(title_, 1);
    top->addWidget(tableButton_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 10, 12, 10);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(reading_);
    layout->addSpacing(4);
    layout->addWidget(stack_, 1);
    connect(tableButton_, &QToolButton::toggled, stack_,
            [this](bool table) { stack_->setCurrentIndex(table ? 1 : 0); });
    restyle();
}

void BarPlot::showScale(std::vector<Bar> bars, double first, double width, const QString& scaleTitle,
                        const QString& summary) {
    first_ = first;
    width_ = width;
    setUpAxes(false);
    const double end = first + width * static_cast<double>(bars.size());
    plot_->xAxis->setTicker(QSharedPointer<QCPAxisTicker>::create());
    plot_->xAxis->setRange(first, std::max(end, first + width));
    fill(std::move(bars), scaleTitle, summary);
}

void BarPlot::showNames(std::vector<Bar> bars, const QString& nameTitle, const QString& summary) {
    setUpAxes(true);
    const auto names = QSharedPointer<QCPAxisTickerText>::create();
    for (int i = 0; i < static_cast<int>(bars.size()); ++i)
        names->addTick(fromTop(i), bars[static_cast<std::size_t>(i)].name);
    plot_->yAxis->setTicker(names);
    plot_->yAxis->setRange(fromTop(static_cast<int>(bars.size())) + 0.4, 0.6);
    fill(std::move(bars), nameTitle, summary);
}

void BarPlot::fill(std::vector<Bar> bars, const QString& nameTitle, const QString& summary) {
    summary_ = summary;
    current_ = -1;
    double highest = 0;
    bars_->data()->clear();
    lit_->data()->clear();
    for (int i = 0; i < static_cast<int>(bars.size()); ++i) {
        const double value = static_cast<double>(bars[static_cast<std::size_t>(i)].count);
        bars_->addData(middleOf(i), value);
        highest = std::max(highest, value);
    }
    (lying_ ? plot_->xAxis : plot_->yAxis)->setRange(0, highest > 0 ? highest * kHeadroom : 1);
    model_->setBars(std::move(bars), nameTitle);
    reading_->setText(summary_);
    reading_->setToolTip(summary_);
    plot_->replot();
}

void BarPlot::setUpAxes(bool lying) {
    lying_ = lying;
    for (QCPBars* bars : {bars_, lit_}) {
        bars->setKeyAxis(lying ? plot_->yAxis : plot_->xAxis);
        bars->setValueAxis(lying ? plot_->xAxis : plot_->yAxis);
        bars->setWidth(lying ? 0.72 : width_ * 0.92);
    }
    plot_->xAxis->setTicker(QSharedPointer<QCPAxisTicker>::create());
    plot_->yAxis->setTicker(QSharedPointer<QCPAxisTicker>::create());
    for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis}) {
        axis->setSubTicks(false);
        axis->setTickLength(0, 0);
        axis->setNumberFormat(QStringLiteral("f"));
        axis->setNumberPrecision(0);
        axis->ticker()->setTickCount(5);
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    restyle();
}

double BarPlot::middleOf(int bar) const {
    return lying_ ? fromTop(bar) : first_ + (bar + 0.5) * width_;
}

int BarPlot::barAt(QPoint place) const {
    const double at = lying_ ? std::round(-plot_->yAxis->pixelToCoord(place.y()))
                             : std::floor((plot_->xAxis->pixelToCoord(place.x()) - first_) / width_);
    return at >= 0 && at < model_->rowCount() ? static_cast<int>(at) : -1;
}

void BarPlot::read(int bar) {
    if (bar == current_)
        return;
    current_ = bar;
    lit_->data()->clear();
    if (bar >= 0)
        lit_->addData(middleOf(bar), static_cast<double>(model_->bars()[static_cast<std::size_t>(bar)].count));
    reading_->setText(reading());
    plot_->replot();
}

QString BarPlot::reading() const {
    if (current_ < 0)
        return summary_;
    const Bar& bar = model_->bars()[static_cast<std::size_t>(current_)];
    return tr("%1: %2 (%3)", "range or word, count, share").arg(bar.name, count(bar.count), model_->shareOf(current_));
}

void BarPlot::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && plot_)
        restyle();
}

bool BarPlot::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::MouseMove:
        read(barAt(static_cast<QMouseEvent*>(event)->position().toPoint()));
        break;
    case QEvent::FocusIn:
        setStyleProperty(*title_, "focused", QStringLiteral("true"));
        break;
    case QEvent::FocusOut:
        setStyleProperty(*title_, "focused", {});
        read(-1);
        break;
    case QEvent::Leave:
        read(-1);
        break;
    case QEvent::Wheel: // nothing to zoom
        event->ignore();
        return true;
    case QEvent::KeyPress: {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int last = model_->rowCount() - 1;
        const bool back = key == Qt::Key_Left || key == Qt::Key_Up, on = key == Qt::Key_Right || key == Qt::Key_Down;
        if (last < 0 || !(back || on || key == Qt::Key_Home || key == Qt::Key_End))
            break;
        read(key == Qt::Key_Home ? 0 : key == Qt::Key_End ? last : std::clamp(current_ + (back ? -1 : 1), 0, last));
        return true;
    }
    default:
        break;
    }
    return QFrame::eventFilter(watched, event);
}

void BarPlot::restyle() {
    const Theme& colors = theme();
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    plot_->setBackground(colors.surface);
    const QCPAxis* values = lying_ ? plot_->xAxis : plot_->yAxis;
    for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis}) {
        axis->setBasePen(axis == values ? QPen(Qt::NoPen) : QPen(colors.border, 1));
        axis->setTickPen(Qt::NoPen);
        axis->setTickLabelColor(axis == values || !lying_ ? colors.muted : colors.text);
        axis->setTickLabelFont(small);
        axis->grid()->setPen(axis == values ? QPen(colors.grid, 1) : QPen(Qt::NoPen));
    }
    if (bars_) {
        bars_->setPen(Qt::NoPen);
        bars_->setBrush(colors.loss);
        lit_->setPen(QPen(colors.text, 2)); // an edge too: not by colour alone
        lit_->setBrush(colors.evaluation);
    }
    if (isVisible())
        plot_->replot();
}

} // namespace finetune::ui
