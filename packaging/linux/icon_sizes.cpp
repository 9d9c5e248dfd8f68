// SPDX-License-Identifier: GPL-3.0-or-later
// icon_sizes DRAWING.svg FOLDER SIZE… : writes FOLDER/<size>x<size>/finetune-studio.png. Runs while the icons are
// built.
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>
#include <cstdio>

int main(int argc, char** argv) {
    if (argc < 4)
        return 2;
    QSvgRenderer drawing(QString::fromLocal8Bit(argv[1]));
    if (!drawing.isValid()) {
        std::fprintf(stderr, "%s: this is no SVG drawing\n", argv[1]);
        return 1;
    }
    for (int i = 3; i < argc; ++i) {
        const int size = QByteArray(argv[i]).toInt();
        QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        drawing.render(&painter);
        painter.end();
        const QDir folder(QStringLiteral("%1/%2x%2").arg(QString::fromLocal8Bit(argv[2])).arg(size));
        if (!folder.mkpath(QStringLiteral(".")) ||
            !image.save(folder.filePath(QStringLiteral("finetune-studio.png")))) {
            std::fprintf(stderr, "%s cannot be written\n", qPrintable(folder.path()));
            return 1;
        }
    }
    return 0;
}
