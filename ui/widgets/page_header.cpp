// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/page_header.h"

#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QStyle>

namespace finetune::ui {
namespace {

// Of a sentence that is longer than its place, the end is left out, and one sees that it is.
class Sentence : public QLabel {
public:
    using QLabel::QLabel;

private:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const QRect place = contentsRect();
        style()->drawItemText(&painter, place, static_cast<int>(alignment()), palette(), isEnabled(),
                              fontMetrics().elidedText(text(), Qt::ElideRight, place.width()), foregroundRole());
    }
};

} // namespace

PageHeader::PageHeader(const QString& title, const QString& sentence, QWidget* parent)
    : QWidget(parent), sentence_(new Sentence(this)), layout_(new QHBoxLayout(this)) {
    auto* name = new QLabel(title, this);
    setTextRole(*name, TextRole::Headline);
    setTextRole(*sentence_, TextRole::Body);
    setStyleProperty(*sentence_, "tone", QStringLiteral("muted"));
    sentence_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setSentence(sentence);
    layout_->setContentsMargins(0, 0, 0, 0);
    layout_->setSpacing(14);
    layout_->addWidget(name, 0, Qt::AlignBottom);
    layout_->addWidget(sentence_, 1);
}

void PageHeader::setSentence(const QString& sentence) {
    sentence_->setText(sentence);
    sentence_->setToolTip(sentence);
}

void PageHeader::addAction(QWidget* button) {
    layout_->addWidget(button);
}

} // namespace finetune::ui
