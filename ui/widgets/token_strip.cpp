// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/token_strip.h"

#include "ui/theme.h"
#include "ui/widgets/token_texts.h"

#include <QAccessible>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

namespace finetune::ui {
namespace {

constexpr qreal kMargin = 12;
constexpr double kSmallest = 0.6, kLargest = 3, kZoomStep = 1.1;

bool isRealToken(const session::Inspection& inspection, TokenPlace place) {
    return place.isValid() && place.token < inspection.windows[static_cast<std::size_t>(place.window)].size();
}

const session::InspectedToken& tokenOf(const session::Inspection& inspection, TokenPlace place) {
    return inspection.windows[static_cast<std::size_t>(place.window)].tokens[static_cast<std::size_t>(place.token)];
}

ChipKind kindOf(const session::InspectedWindow& window, std::int32_t token) {
    switch (window.tokens[static_cast<std::size_t>(token)].kind) {
    case session::TokenKind::Special:
        return ChipKind::Special;
    case session::TokenKind::Question:
        return ChipKind::Question;
    case session::TokenKind::Context:
        break;
    }
    const bool isAnswer = window.holdsAnswer() && token >= window.exact.start && token <= window.exact.end;
    return isAnswer ? ChipKind::Answer : ChipKind::Context;
}

} // namespace

TokenStrip::TokenStrip(QWidget* parent) : QAbstractScrollArea(parent) {
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false); // the card's round corners show
    setStyleProperty(*this, "kind", QStringLiteral("card"));
    setAccessibleName(tr("Windows of the example, as tokens"));
}

void TokenStrip::setInspection(std::shared_ptr<const session::Inspection> inspection) {
    inspection_ = std::move(inspection);
    current_ = {};
    lit_ = {};
    hover({});
    verticalScrollBar()->setValue(0);
    relayout();
    // A text that is read from the right begins there.
    horizontalScrollBar()->setValue(layout_.isRightToLeft() ? horizontalScrollBar()->maximum() : 0);
}

void TokenStrip::setArrangement(WindowArrangement arrangement) {
    if (arrangement == arrangement_)
        return;
    arrangement_ = arrangement;
    relayout();
    if (const auto chip = layout_.chipOf(current_))
        scrollTo(layout_.chips()[*chip].rect);
}

void TokenStrip::setLit(session::TokenKind kind, text::Span span) {
    if (kind == litKind_ && span == lit_)
        return;
    litKind_ = kind;
    lit_ = span;
    viewport()->update();
}

bool TokenStrip::isLit(TokenPlace place) const {
    if (!inspection_ || !isRealToken(*inspection_, place) || lit_.end <= lit_.start)
        return false;
    const session::InspectedToken& token = tokenOf(*inspection_, place);
    return token.kind == litKind_ && token.span.start < lit_.end && lit_.start < token.span.end;
}

void TokenStrip::setCurrent(TokenPlace place) {
    const auto chip = layout_.chipOf(place);
    const TokenPlace chosen = chip ? place : TokenPlace{};
    if (chosen == current_)
        return;
    current_ = chosen;
    if (chip)
        scrollTo(layout_.chips()[*chip].rect);
    viewport()->update();
    setAccessibleDescription(chip ? tokenDescription(*inspection_, chosen.window, chosen.token) : QString());
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    Q_EMIT currentChanged(chosen.window, chosen.token);
}

void TokenStrip::scrollTo(const QRectF& chip) {
    QScrollBar* bar = verticalScrollBar();
    const qreal room = chip.height() * 1.5; // a little of what stands around it
    const qreal top = chip.top() + kMargin - room, bottom = chip.bottom() + kMargin + room;
    if (top < bar->value())
        bar->setValue(static_cast<int>(top));
    else if (bottom > bar->value() + viewport()->height())
        bar->setValue(static_cast<int>(bottom) - viewport()->height());
    QScrollBar* across = horizontalScrollBar();
    const qreal left = chip.left() + kMargin - room, right = chip.right() + kMargin + room;
    if (left < across->value())
        across->setValue(static_cast<int>(left));
    else if (right > across->value() + viewport()->width())
        across->setValue(static_cast<int>(right) - viewport()->width());
}

void TokenStrip::setZoom(double factor) {
    zoom_ = std::clamp(factor, kSmallest, kLargest);
    relayout();
    Q_EMIT zoomChanged(zoom_);
}

void TokenStrip::zoomBy(int steps) {
    setZoom(zoom_ * std::pow(kZoomStep, steps));
}

QFont TokenStrip::zoomedFont() const {
    QFont zoomed = font();
    const double points = zoomed.pointSizeF() > 0 ? zoomed.pointSizeF() : zoomed.pixelSize() * 72.0 / logicalDpiY();
    zoomed.setPointSizeF(points * zoom_);
    return zoomed;
}

QPointF TokenStrip::origin() const {
    return {kMargin - horizontalScrollBar()->value(), kMargin - verticalScrollBar()->value()};
}

void TokenStrip::relayout() {
    // The scroll bar has its room whether it is there or not; else it could come and go for ever.
    const qreal width = contentsRect().width() - verticalScrollBar()->sizeHint().width() - 2 * kMargin;
    layout_ = inspection_ && width > 0 ? TokenLayout(*inspection_, zoomedFont(), width, arrangement_) : TokenLayout();
    const int contents = static_cast<int>(std::ceil(layout_.height() + 2 * kMargin));
    horizontalScrollBar()->setRange(0, std::max(0, static_cast<int>(std::ceil(layout_.width() - width))));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(QFontMetrics(zoomedFont()).height() * 2);
    verticalScrollBar()->setRange(0, std::max(0, contents - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(QFontMetrics(zoomedFont()).height() * 2);
    viewport()->update();
}

QRect TokenStrip::rectOf(TokenPlace place) const {
    const auto chip = layout_.chipOf(place);
    return chip ? layout_.chips()[*chip].rect.translated(origin()).toAlignedRect() : QRect();
}

TokenPlace TokenStrip::placeAt(QPoint viewportPoint) const {
    const auto chip = layout_.chipAt(viewportPoint - origin());
    return chip ? layout_.chips()[*chip].place : TokenPlace{};
}

void TokenStrip::hover(TokenPlace place) {
    if (place == hovered_)
        return;
    hovered_ = place;
    Q_EMIT tokenHovered(place.window, place.token);
}

ChipLook TokenStrip::lookOf(const Chip& chip) const {
    const auto& window = inspection_->windows[static_cast<std::size_t>(chip.place.window)];
    const std::int32_t token = chip.place.token;
    ChipLook look;
    look.isLit = isLit(chip.place);
    look.isCurrent = chip.place == current_ && hasFocus();
    const bool isPadding = token >= window.size();
    look.kind = isPadding ? ChipKind::Padding : kindOf(window, token);
    look.isShared = !isPadding && window.tokens[static_cast<std::size_t>(token)].isShared();
    look.marksStart = token == window.exact.start;
    look.marksEnd = token == window.exact.end;
    look.isRightToLeft = layout_.isRightToLeft();
    const bool isTutorialStart = isPadding ? window.tutorial.start >= token : window.tutorial.start == token;
    if (window.tutorialLabelsPastTheContext() && isTutorialStart) {
        look.isFault = true;
        look.flag = tr("Python's start", "above the token that the Python workflow labels by mistake");
    } else if (look.marksStart && look.marksEnd) {
        look.flag = tr("start, end", "above a token");
    } else if (look.marksStart || look.marksEnd) {
        look.flag = look.marksStart ? tr("start", "above a token") : tr("end", "above a token");
    }
    return look;
}

void TokenStrip::paintHeads(QPainter& painter, const QRectF& visible) const {
    QFont bold = painter.font();
    bold.setBold(true);
    const QFont plain = painter.font();
    const int align = Qt::TextWordWrap | Qt::AlignTop | Qt::AlignLeading;
    for (std::size_t w = 0; w < layout_.heads().size(); ++w) {
        const WindowHead& head = layout_.heads()[w];
        const bool isBeside = head.title.right() < visible.left() || head.title.left() > visible.right();
        if (isBeside || head.bottom < visible.top() || head.top > visible.bottom())
            continue;
        const WindowCaption caption = captionOf(*inspection_, static_cast<int>(w));
        painter.setFont(bold);
        painter.setPen(theme().text);
        painter.drawText(head.title, align, caption.title);
        painter.setFont(plain);
        painter.setPen(theme().muted);
        painter.drawText(head.note, align, caption.note);
        painter.setPen(theme().warning);
        painter.drawText(head.warning, align, caption.warning);
    }
}

void TokenStrip::paintEvent(QPaintEvent* event) {
    painted_ = 0;
    if (!inspection_)
        return;
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(zoomedFont());
    painter.translate(origin());
    const QRectF visible = QRectF(event->rect()).translated(-origin());
    paintHeads(painter, visible);
    const qreal flagHeight = ChipMetrics(QFontMetricsF(painter.font())).height; // more than it is
    for (const auto& [first, end] : layout_.rowsIn(visible.adjusted(0, 0, 0, flagHeight))) {
        for (std::size_t i = layout_.rows()[first].first; i < layout_.rows()[end - 1].end; ++i, ++painted_) {
            const Chip& chip = layout_.chips()[i];
            paintChip(painter, chip.rect, chip.text, lookOf(chip));
        }
    }
}

void TokenStrip::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    relayout();
}

void TokenStrip::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange)
        relayout();
}

} // namespace finetune::ui
