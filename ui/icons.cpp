// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

namespace finetune::ui {
namespace {

// Draws when it is asked, in the size that is asked for: a window has a hundred icons, and most are never seen.
class Drawing : public QIconEngine {
public:
    Drawing(QByteArray svg, const QColor& color, const QColor& checked)
        : svg_(std::move(svg)), color_(color), checked_(checked) {}

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        return scaledPixmap(size, mode, state, 1);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override {
        QPixmap pixmap(size); // in device pixels, as the callers of Qt 6 want it
        pixmap.setDevicePixelRatio(scale);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size / scale), mode, state);
        return pixmap;
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
        QByteArray tinted = svg_;
        tinted.replace("currentColor", (state == QIcon::On ? checked_ : color_).name().toLatin1());
        QSvgRenderer renderer(tinted);
        if (mode == QIcon::Disabled)
            painter->setOpacity(0.4);
        renderer.render(painter, rect);
    }

    QIconEngine* clone() const override { return new Drawing(*this); }

private:
    QByteArray svg_;
    QColor color_, checked_;
};

} // namespace

QIcon icon(const QString& name, const QColor& color, const QColor& checked) {
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QIcon(new Drawing(file.readAll(), color, checked.isValid() ? checked : color));
}

} // namespace finetune::ui
