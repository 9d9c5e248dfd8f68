// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/strip_bar.h"

#include "ui/theme.h"
#include "ui/widgets/token_legend.h"
#include "ui/widgets/token_strip.h"
#include "ui/words.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace finetune::ui {

StripBar::StripBar(TokenStrip& strip, QWidget* parent)
    : QWidget(parent), strip_(strip), status_(new QLabel(this)),
      sideBySide_(new QCheckBox(tr("Windows side by side"), this)) {
    sideBySide_->setObjectName(QStringLiteral("inspectSideBySide"));
    sideBySide_->setToolTip(tr("Each window a column, so that one sees what neighbours share"));
    status_->setObjectName(QStringLiteral("inspectStatus"));
    setTextRole(*status_, TextRole::Caption);
    status_->setTextFormat(Qt::PlainText);
    status_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // a long token does not widen the window
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(status_, 1);
    row->addSpacing(12);
    row->addWidget(sideBySide_);
    row->addSpacing(12);
    QToolButton* smaller = addZoom(*row, QStringLiteral("−"), QStringLiteral("inspectZoomOut"), tr("Smaller tokens"));
    QToolButton* factor =
        addZoom(*row, percentText(strip_.zoom()), QStringLiteral("inspectZoom"), tr("Tokens as they were"));
    QToolButton* larger = addZoom(*row, QStringLiteral("+"), QStringLiteral("inspectZoomIn"), tr("Larger tokens"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(new TokenLegend(this));
    column->addLayout(row);
    factor->setMinimumWidth(fontMetrics().horizontalAdvance(u'0') * 8);
    connect(smaller, &QToolButton::clicked, &strip_, [this] { strip_.zoomBy(-1); });
    connect(larger, &QToolButton::clicked, &strip_, [this] { strip_.zoomBy(1); });
    connect(factor, &QToolButton::clicked, &strip_, [this] { strip_.setZoom(1); });
    connect(&strip_, &TokenStrip::zoomChanged, factor, [factor](double zoom) { factor->setText(percentText(zoom)); });
    connect(sideBySide_, &QCheckBox::toggled, &strip_, [this](bool isBeside) {
        strip_.setArrangement(isBeside ? WindowArrangement::SideBySide : WindowArrangement::Stacked);
    });
}

QString StripBar::percentText(double zoom) {
    return tr("%1 %", "a size").arg(count(qRound(zoom * 100)));
}

QToolButton* StripBar::addZoom(QHBoxLayout& row, const QString& text, const QString& name, const QString& help) {
    auto* button = new QToolButton(this);
    button->setText(text);
    button->setObjectName(name);
    button->setAccessibleName(help);
    button->setToolTip(tr("%1 (Ctrl with the wheel, +, − or 0)", "what a button does").arg(help));
    button->setFocusPolicy(Qt::TabFocus);
    row.addWidget(button);
    return button;
}

void StripBar::setStatus(const QString& text) {
    status_->setText(text);
}

void StripBar::setWindowCount(std::size_t windows) {
    sideBySide_->setEnabled(windows > 1);
}

} // namespace finetune::ui
