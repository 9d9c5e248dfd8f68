// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/guide/tour.h"

#include "ui/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QSettings>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>

namespace finetune::ui {
namespace {

constexpr int kTip = 12; // height of the callout's tip
constexpr int kRadius = 10;
const QString kSeenKey = QStringLiteral("tour/seen");

} // namespace

Tour::Tour(std::vector<Step> steps, QWidget* window)
    : QFrame(window), steps_(std::move(steps)), title_(new QLabel(this)), text_(new QLabel(this)),
      count_(new QLabel(this)), next_(new QPushButton(this)), skip_(new QPushButton(tr("Skip"), this)) {
    setObjectName(QStringLiteral("tour"));
    setAccessibleName(tr("Tour of the window"));
    setTextRole(*title_, TextRole::Title);
    setTextRole(*count_, TextRole::Caption);
    title_->setObjectName(QStringLiteral("tour.title"));
    text_->setObjectName(QStringLiteral("tour.text"));
    text_->setWordWrap(true);
    next_->setObjectName(QStringLiteral("tour.next"));
    next_->setProperty("kind", "primary");
    skip_->setObjectName(QStringLiteral("tour.skip"));
    skip_->setProperty("kind", "flat");
    auto* row = new QHBoxLayout;
    row->addWidget(count_, 1);
    row->addWidget(skip_);
    row->addWidget(next_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18 + kTip, 14 + kTip, 18 + kTip, 14 + kTip);
    layout->setSpacing(8);
    layout->addWidget(title_);
    layout->addWidget(text_);
    layout->addLayout(row);
    connect(next_, &QPushButton::clicked, this, &Tour::next);
    connect(skip_, &QPushButton::clicked, this, &Tour::end);
    setTabOrder(next_, skip_);
    setFixedWidth(fontMetrics().horizontalAdvance(u'0') * 56 + 2 * kTip);
    window->installEventFilter(this);
    hide();
}

std::vector<Tour::Step> Tour::firstSteps() {
    return {{QStringLiteral("rail.data"), QStringLiteral("data"), tr("From the top down"),
             tr("Each page is one step of the work: choose data and a model, look at what the model will see, train, "
                "judge, leave with the model. “Open the sample project” opens what comes with the program, to try it "
                "all.")},
            {QStringLiteral("start"), QStringLiteral("train"), tr("Start here"),
             tr("The arguments have good starting values. Press Start as soon as data and a model are there; the "
                "curves are live, and the window stays free for other things.")},
            {QStringLiteral("rail.export"), QStringLiteral("train"), tr("Leave with the model"),
             tr("Export writes a folder that Python's transformers loads. F1 explains the page that you are on.")}};
}

bool Tour::wasSeen() {
    return QSettings().value(kSeenKey).toBool();
}

void Tour::begin() {
    current_ = 0;
    show();
}

void Tour::next() {
    if (++current_ < steps_.size())
        show();
    else
        end();
}

void Tour::end() {
    QSettings().setValue(kSeenKey, true);
    parentWidget()->setFocus(); // else it goes to the first button of the window
    hide();
    Q_EMIT pageWanted(steps_.front().page); // where the work begins
    Q_EMIT ended();
    deleteLater();
}

// A step whose widget this window has not is passed over.
void Tour::show() {
    const Step& step = steps_[current_];
    Q_EMIT pageWanted(step.page);
    target_ = parentWidget()->findChild<QWidget*>(step.target);
    if (!target_) {
        next();
        return;
    }
    title_->setText(step.title);
    text_->setText(step.text);
    setAccessibleDescription(step.text);
    count_->setText(tr("%1 of %2").arg(current_ + 1).arg(steps_.size()));
    const bool last = current_ + 1 == steps_.size();
    next_->setText(last ? tr("Done") : tr("Next"));
    skip_->setVisible(!last);
    QFrame::show();
    raise();
    next_->setFocus();
    // The page that was just shown has no geometry yet.
    QTimer::singleShot(0, this, &Tour::place);
}

// Right of what it points at when there is room, else below, else above; always inside the window.
void Tour::place() {
    if (!target_ || isHidden())
        return;
    adjustSize();
    resize(width(), layout()->heightForWidth(width()));
    QWidget* window = parentWidget();
    const QRect at(target_->mapTo(window, QPoint()), target_->size());
    const QRect room = window->rect().adjusted(8, 8, -8, -8);
    QPoint corner;
    if (at.right() + width() < room.right()) {
        side_ = Side::Left;
        corner = {at.right() + 2, at.center().y() - std::min(height() / 2, 60)};
    } else {
        const bool below = at.bottom() + height() < room.bottom();
        side_ = below ? Side::Top : Side::Bottom;
        corner = {at.center().x() - width() / 2, below ? at.bottom() + 2 : at.top() - height() - 2};
    }
    corner.setX(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - width())));
    corner.setY(std::clamp(corner.y(), room.top(), std::max(room.top(), room.bottom() - height())));
    const int along = side_ == Side::Left ? at.center().y() - corner.y() : at.center().x() - corner.x();
    const int length = side_ == Side::Left ? height() : width();
    tip_ = std::clamp(along, 2 * kTip + kRadius, length - 2 * kTip - kRadius);
    move(corner);
    raise();
    update();
}

void Tour::paintEvent(QPaintEvent*) {
    QPainterPath box;
    box.addRoundedRect(QRectF(rect()).adjusted(kTip, kTip, -kTip - 0.5, -kTip - 0.5), kRadius, kRadius);
    QPolygonF tip;
    const double far = side_ == Side::Bottom ? height() - 1 : 1,
                 near = side_ == Side::Bottom ? height() - kTip - 2 : kTip + 2;
    if (side_ == Side::Left)
        tip << QPointF(near, tip_ - kTip) << QPointF(far, tip_) << QPointF(near, tip_ + kTip);
    else
        tip << QPointF(tip_ - kTip, near) << QPointF(tip_, far) << QPointF(tip_ + kTip, near);
    QPainterPath arrow;
    arrow.addPolygon(tip);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme().accent, 2));
    painter.setBrush(theme().surface);
    painter.drawPath(box.united(arrow).simplified());
}

void Tour::keyPressEvent(QKeyEvent* event) {
    // Outside of a dialog Enter presses no button.
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        skip_->hasFocus() ? end() : next();
    else if (event->key() == Qt::Key_Escape)
        end();
    else
        QFrame::keyPressEvent(event);
}

bool Tour::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        QTimer::singleShot(0, this, &Tour::place);
    return QFrame::eventFilter(watched, event);
}

} // namespace finetune::ui
