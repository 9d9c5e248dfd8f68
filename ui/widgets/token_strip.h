// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/token_layout.h"

#include <QAbstractScrollArea>
#include <memory>

namespace finetune::ui {

// The windows of one example as strips of token chips, under each other or side by side. Draws only what is in sight,
// with no widget per token. Arrow keys, Home and End move the current token, Page Up and Page Down go from window to
// window; Ctrl with the wheel, plus, minus and 0 zoom; Escape leaves no token current.
class TokenStrip : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit TokenStrip(QWidget* parent = nullptr);

    void setInspection(std::shared_ptr<const session::Inspection> inspection); // null: empty

    // Lights all chips of a kind whose characters touch the span; an empty span: none.
    void setLit(session::TokenKind kind, text::Span span);
    bool isLit(TokenPlace place) const;

    TokenPlace current() const { return current_; }
    void setCurrent(TokenPlace place); // scrolls to it; a place without a token: none

    void setZoom(double factor); // 1: the size of the application's font
    double zoom() const { return zoom_; }
    void zoomBy(int steps); // larger or, negative, smaller

    void setArrangement(WindowArrangement arrangement);

    const TokenLayout& tokenLayout() const { return layout_; }
    QRect rectOf(TokenPlace place) const;                 // in the viewport
    std::size_t chipsPainted() const { return painted_; } // by the last paint event

Q_SIGNALS:
    void tokenHovered(int window, int token); // -1, -1: none
    void currentChanged(int window, int token);
    void zoomChanged(double factor);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    void relayout();
    void scrollTo(const QRectF& chip);
    void hover(TokenPlace place);
    TokenPlace placeAt(QPoint viewportPoint) const;
    std::optional<TokenPlace> targetOf(const QKeyEvent& event) const;
    TokenPlace neighbour(int step) const;
    TokenPlace windowEdge(int window, bool atEnd) const;
    QFont zoomedFont() const;
    QPointF origin() const; // of the contents in the viewport
    ChipLook lookOf(const Chip& chip) const;
    void paintHeads(QPainter& painter, const QRectF& visible) const;

    std::shared_ptr<const session::Inspection> inspection_;
    TokenLayout layout_;
    TokenPlace current_, hovered_;
    session::TokenKind litKind_ = session::TokenKind::Special;
    text::Span lit_;
    double zoom_ = 1;
    WindowArrangement arrangement_ = WindowArrangement::Stacked;
    int wheelRest_ = 0;
    std::size_t painted_ = 0;
};

} // namespace finetune::ui
