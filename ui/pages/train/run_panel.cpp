// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/run_panel.h"

#include "ui/pages/train/charts_view.h"
#include "ui/pages/train/flight_card.h"
#include "ui/pages/train/probes_view.h"
#include "ui/pages/train/run_head.h"
#include "ui/pages/train/run_log_view.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace finetune::ui {

RunPanel::RunPanel(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), head_(new RunHead(session, this)), buttons_(new QButtonGroup(this)),
      row_(new QHBoxLayout), stack_(new QStackedWidget(this)) {
    setObjectName(QStringLiteral("runPanel"));
    row_->setSpacing(6);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(head_);
    layout->addLayout(row_);
    layout->addWidget(stack_, 1);
    // Made in the order in which the tab key passes them.
    addView(Charts, charts_ = new ChartsView(session, this), tr("Charts"), QStringLiteral("run.charts"));
    addView(Probes, probes_ = new ProbesView(session, this), tr("Probes"), QStringLiteral("run.probes"));
    addView(Log, log_ = new RunLogView(session, this), tr("Log"), QStringLiteral("run.log"));
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("flight.scroll"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    flight_ = new FlightCard(session, this);
    scroll->setWidget(flight_);
    scroll->viewport()->setAutoFillBackground(false);
    flight_->setAutoFillBackground(false);
    addView(Flight, scroll, tr("Flight check"), QStringLiteral("run.flight"));
    row_->addStretch();

    connect(buttons_, &QButtonGroup::idClicked, this, [this](int view) { showView(static_cast<View>(view)); });
    connect(head_, &RunHead::startRequested, this, &RunPanel::startRequested);
    connect(head_, &RunHead::flightCheckRequested, this, &RunPanel::flightCheckRequested);
    connect(head_, &RunHead::hindranceActivated, this, &RunPanel::hindranceActivated);
    connect(flight_, &FlightCard::checkRequested, this, &RunPanel::flightCheckRequested);
    connect(charts_, &ChartsView::saved, this, &RunPanel::saved);
    connect(charts_, &ChartsView::failed, this, &RunPanel::failed);
    connect(&session_, &Session::runBegan, this, [this] {
        charts_->begin();
        probes_->begin();
        log_->begin();
        if (session_.status().active() && stack_->currentIndex() == Flight)
            showView(Charts);
    });
    connect(&session_, &Session::eventsArrived, this, &RunPanel::take);
    showView(Charts);
}

void RunPanel::addView(View view, QWidget* widget, const QString& title, const QString& objectName) {
    auto* button = new QPushButton(title, this);
    button->setObjectName(objectName);
    button->setProperty("kind", "segment");
    button->setCheckable(true);
    buttons_->addButton(button, view);
    row_->addWidget(button);
    stack_->addWidget(widget);
}

void RunPanel::setHindrance(const QString& hindrance, bool linked) {
    head_->setHindrance(hindrance, linked);
    flight_->setHindrance(session_.status().active() ? tr("A run is going on.") : hindrance);
}

void RunPanel::showView(View view) {
    stack_->setCurrentIndex(view);
    buttons_->button(view)->setChecked(true);
}

void RunPanel::take(const std::vector<train::RunEvent>&) {
    charts_->refresh();
    probes_->refresh();
    log_->refresh();
}

} // namespace finetune::ui
