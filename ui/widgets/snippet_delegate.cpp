// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/snippet_delegate.h"

#include "ui/models/probe_model.h"
#include "ui/theme.h"

#include <QApplication>
#include <QCoreApplication>
#include <QPainter>
#include <QTextLayout>

namespace finetune::ui {
namespace {

constexpr int kMargin = 10; // pixels at both sides of a cell

QTextCharFormat formatOf(Snippet::Mark mark) {
    const Theme& colors = theme();
    QTextCharFormat format;
    switch (mark) {
    case Snippet::Mark::Gold:
        format.setBackground(colors.answer);
        format.setForeground(colors.onAnswer);
        format.setUnderlineStyle(QTextCharFormat::SingleUnderline);
        break;
    case Snippet::Mark::Predicted:
        format.setBackground(colors.predicted);
        format.setForeground(colors.onPredicted);
        format.setUnderlineStyle(QTextCharFormat::DashUnderline);
        break;
    case Snippet::Mark::Agreed:
        format.setBackground(colors.agreed);
        format.setForeground(colors.onAgreed);
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        break;
    case Snippet::Mark::None:
        break;
    }
    return format;
}

} // namespace

void SnippetDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const auto snippet = index.data(ProbeModel::kSnippetRole).value<Snippet>();
    cell.text.clear();
    const QStyle* style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);

    QTextLayout layout(snippet.text, cell.font);
    QTextOption text;
    text.setWrapMode(QTextOption::NoWrap);
    text.setTextDirection(snippet.text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    layout.setTextOption(text);
    QList<QTextLayout::FormatRange> formats;
    for (const Snippet::Part& part : snippet.parts)
        if (part.mark != Snippet::Mark::None)
            formats.append({part.start, part.length, formatOf(part.mark)});
    layout.setFormats(formats);
    const QRect place = cell.rect.adjusted(kMargin, 0, -kMargin, 0);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(place.width());
    layout.endLayout();
    // A line that is too long loses its end: at the right, or at the left where it is read from right to left.
    const bool rightToLeft = snippet.text.isRightToLeft();
    const qreal tooMuch = std::max<qreal>(0, line.naturalTextWidth() - place.width());
    const QString dots = QStringLiteral("…");
    const int dotsWidth = tooMuch > 0 ? cell.fontMetrics.horizontalAdvance(dots) : 0;
    painter->save();
    painter->setFont(cell.font);
    painter->setPen(theme().text);
    if (tooMuch > 0)
        painter->drawText(place, (rightToLeft ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignAbsolute | Qt::AlignVCenter,
                          dots);
    painter->setClipRect(rightToLeft ? place.adjusted(dotsWidth, 0, 0, 0) : place.adjusted(0, 0, -dotsWidth, 0));
    const qreal shift = rightToLeft ? place.width() - line.naturalTextWidth() : 0;
    layout.draw(painter, QPointF(place.left() + shift, place.top() + (place.height() - line.height()) / 2));
    painter->restore();
}

QString snippetLegend() {
    const Theme& colors = theme();
    const auto sample = [](const QColor& ground, const QColor& ink, const QString& name) {
        return QStringLiteral("<span style='background:%1; color:%2'>&nbsp;%3&nbsp;</span>")
            .arg(ground.name(), ink.name(), name);
    };
    const auto words = [](const char* text) { return QCoreApplication::translate("SnippetLegend", text); };
    return sample(colors.answer, colors.onAnswer, words(QT_TRANSLATE_NOOP("SnippetLegend", "given answer (line)"))) +
           QStringLiteral("&nbsp;&nbsp; ") +
           sample(colors.predicted, colors.onPredicted,
                  words(QT_TRANSLATE_NOOP("SnippetLegend", "the model's answer (dashes)"))) +
           QStringLiteral("&nbsp;&nbsp; ") +
           sample(colors.agreed, colors.onAgreed, words(QT_TRANSLATE_NOOP("SnippetLegend", "both (wave)")));
}

} // namespace finetune::ui
