// SPDX-License-Identifier: GPL-3.0-or-later
// The token strip under the mouse and the keys.
#include "ui/widgets/token_strip.h"
#include "ui/widgets/token_texts.h"

#include <QHelpEvent>
#include <QToolTip>
#include <algorithm>

namespace finetune::ui {

bool TokenStrip::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave)
        hover({});
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const TokenPlace place = placeAt(help->pos());
        QString text; // rich and escaped: a plain "<s>" would be taken for a tag
        if (place.isValid())
            text = QStringLiteral("<span style='white-space:nowrap'>%1</span>")
                       .arg(tokenDescription(*inspection_, place.window, place.token).toHtmlEscaped());
        QToolTip::showText(help->globalPos(), text, viewport(), rectOf(place));
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TokenStrip::mouseMoveEvent(QMouseEvent* event) {
    hover(placeAt(event->position().toPoint()));
}

void TokenStrip::mousePressEvent(QMouseEvent* event) {
    setCurrent(placeAt(event->position().toPoint()));
}

void TokenStrip::wheelEvent(QWheelEvent* event) {
    if (!(event->modifiers() & Qt::ControlModifier))
        return QAbstractScrollArea::wheelEvent(event);
    wheelRest_ += event->angleDelta().y();
    const int steps = wheelRest_ / QWheelEvent::DefaultDeltasPerStep;
    wheelRest_ %= QWheelEvent::DefaultDeltasPerStep;
    if (steps != 0)
        zoomBy(steps);
    event->accept();
}

TokenPlace TokenStrip::windowEdge(int window, bool atEnd) const {
    const int last = static_cast<int>(inspection_->windows.size()) - 1;
    const int chosen = std::clamp(window, 0, last);
    const auto& shown = inspection_->windows[static_cast<std::size_t>(chosen)];
    const int lastChip = shown.size() - (shown.padding > 0 ? 0 : 1);
    return {chosen, atEnd ? lastChip : 0};
}

TokenPlace TokenStrip::neighbour(int step) const {
    const auto chip = static_cast<std::ptrdiff_t>(*layout_.chipOf(current_)) + step;
    const auto last = static_cast<std::ptrdiff_t>(layout_.chips().size()) - 1;
    return layout_.chips()[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(chip, 0, last))].place;
}

std::optional<TokenPlace> TokenStrip::targetOf(const QKeyEvent& event) const {
    const int forward = layout_.isRightToLeft() ? -1 : 1;
    const bool isControl = event.modifiers() & Qt::ControlModifier;
    switch (event.key()) {
    case Qt::Key_Left:
        return neighbour(-forward);
    case Qt::Key_Right:
        return neighbour(forward);
    case Qt::Key_Up:
    case Qt::Key_Down: {
        const int rows = event.key() == Qt::Key_Up ? -1 : 1;
        return layout_.chips()[layout_.chipAcross(*layout_.chipOf(current_), rows)].place;
    }
    case Qt::Key_Home:
        return windowEdge(isControl ? 0 : current_.window, false);
    case Qt::Key_End:
        return windowEdge(isControl ? static_cast<int>(inspection_->windows.size()) - 1 : current_.window, true);
    case Qt::Key_PageUp:
        return windowEdge(current_.window - (current_.token == 0 ? 1 : 0), false);
    case Qt::Key_PageDown:
        return windowEdge(current_.window + 1, false);
    default:
        return std::nullopt;
    }
}

void TokenStrip::keyPressEvent(QKeyEvent* event) {
    if (event->modifiers() & Qt::AltModifier || layout_.chips().empty())
        return QAbstractScrollArea::keyPressEvent(event);
    if (event->matches(QKeySequence::ZoomIn))
        return zoomBy(1);
    if (event->matches(QKeySequence::ZoomOut))
        return zoomBy(-1);
    if (event->modifiers() & Qt::ControlModifier && event->key() == Qt::Key_0)
        return setZoom(1);
    if (event->key() == Qt::Key_Escape && current_.isValid())
        return setCurrent({});
    if (!layout_.chipOf(current_))
        current_ = {0, 0};
    if (const auto target = targetOf(*event))
        return setCurrent(*target);
    QAbstractScrollArea::keyPressEvent(event);
}

void TokenStrip::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    if (!current_.isValid() && !layout_.chips().empty())
        setCurrent({0, 0});
    viewport()->update();
}

} // namespace finetune::ui
