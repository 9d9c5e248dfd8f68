// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/icons.h"

#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

namespace finetune::ui {
namespace {

QPixmap drawing(const QByteArray& svg, const QColor& color, int pixels) {
    QByteArray tinted = svg;
    tinted.replace("currentColor", color.name().toLatin1());
    QSvgRenderer renderer(tinted);
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    return pixmap;
}

} // namespace

QIcon icon(const QString& name, const QColor& color, const QColor& checked) {
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray svg = file.readAll();
    QIcon result;
    for (const int pixels : {16, 20, 24, 32, 48}) {
        result.addPixmap(drawing(svg, color, pixels), QIcon::Normal, QIcon::Off);
        result.addPixmap(drawing(svg, checked.isValid() ? checked : color, pixels), QIcon::Normal, QIcon::On);
    }
    return result;
}

} // namespace finetune::ui
