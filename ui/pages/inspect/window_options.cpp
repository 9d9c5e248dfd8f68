// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/window_options.h"

#include "ui/words.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <algorithm>

namespace finetune::ui {
namespace {

constexpr int kLeastLength = 8, kMostLength = 8192, kSliderLength = 512, kSliderStride = 384;

} // namespace

WindowOptions::WindowOptions(QWidget* parent) : QWidget(parent) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    maxLength_ = addOption(grid, 0, QStringLiteral("max_length"),
                           tr("Tokens of a window, the question and special tokens included"), kLeastLength,
                           kMostLength, maxLengthSlider_);
    stride_ = addOption(grid, 1, QStringLiteral("stride"), tr("Context tokens that neighbouring windows share"), 0,
                        kMostLength, strideSlider_);
    maxLengthSlider_->setRange(kLeastLength, kSliderLength);
    strideSlider_->setRange(0, kSliderStride);
    maxLength_->setObjectName(QStringLiteral("inspectMaxLength"));
    stride_->setObjectName(QStringLiteral("inspectStride"));
    maxLengthSlider_->setObjectName(QStringLiteral("inspectMaxLengthSlider"));
    strideSlider_->setObjectName(QStringLiteral("inspectStrideSlider"));

    reset_ = new QPushButton(tr("As in the run"));
    reset_->setObjectName(QStringLiteral("inspectReset"));
    reset_->setToolTip(tr("Back to the values that the run is set to"));
    grid->addWidget(reset_, 0, 3, Qt::AlignLeft);
    connect(reset_, &QPushButton::clicked, this, [this] {
        showRunValues();
        Q_EMIT changed();
    });

    summary_ = new QLabel;
    summary_->setObjectName(QStringLiteral("inspectSummary"));
    summary_->setWordWrap(true);
    summary_->setTextFormat(Qt::RichText);
    summary_->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(summary_, &QLabel::linkActivated, this, [this](const QString& link) { Q_EMIT exampleAsked(link.toInt()); });
    grid->addWidget(summary_, 0, 4, 2, 1);
    grid->setColumnStretch(1, 2);
    grid->setColumnStretch(4, 5);
    showRunValues();
}

QSpinBox* WindowOptions::addOption(QGridLayout* grid, int row, const QString& name, const QString& help, int least,
                                   int most, QSlider*& slider) {
    auto* label = new QLabel(name);
    slider = new QSlider(Qt::Horizontal);
    auto* box = new QSpinBox;
    box->setRange(least, most);
    box->setKeyboardTracking(false);
    label->setBuddy(box);
    for (QWidget* widget : {static_cast<QWidget*>(slider), static_cast<QWidget*>(box)}) {
        widget->setToolTip(help);
        widget->setAccessibleName(name);
        widget->setAccessibleDescription(help);
    }
    grid->addWidget(label, row, 0);
    grid->addWidget(slider, row, 1);
    grid->addWidget(box, row, 2);
    connect(slider, &QSlider::valueChanged, box, &QSpinBox::setValue);
    connect(box, &QSpinBox::valueChanged, this, [this, slider](int value) {
        const QSignalBlocker quiet(slider); // the slider's range is smaller than what can be typed
        slider->setValue(value);
        adopt();
        Q_EMIT changed();
    });
    return box;
}

void WindowOptions::adopt() {
    if (!reset_) // while the first option is added
        return;
    reset_->setEnabled(maxLength() != runMaxLength_ || stride() != runStride_);
}

bool WindowOptions::setRunValues(int maxLength, int stride) {
    if (maxLength == runMaxLength_ && stride == runStride_)
        return false;
    runMaxLength_ = maxLength;
    runStride_ = stride;
    showRunValues();
    return true;
}

void WindowOptions::showRunValues() {
    const QSignalBlocker quiet(this);
    maxLength_->setValue(runMaxLength_);
    stride_->setValue(runStride_);
    adopt();
}

int WindowOptions::maxLength() const {
    return maxLength_->value();
}

int WindowOptions::stride() const {
    return stride_->value();
}

void WindowOptions::showState(const QString& sentence) {
    summary_->setText(sentence.toHtmlEscaped());
}

void WindowOptions::showSummary(const session::WindowSummary& summary, const QString& counted) {
    QStringList sentences;
    if (!counted.isEmpty())
        sentences << counted;
    if (summary.unknownShare > session::kManyUnknown)
        sentences << tr("<b>%1 of the tokens are [UNK]: the model does not know this writing. Choose a model made for "
                        "the language of the data.</b>")
                             .arg(percent(100 * summary.unknownShare)) +
                         QStringLiteral("<br>");
    sentences << tr("<b>%1</b> questions make <b>%2</b> windows: %3 each, at most %4, more than one for %5.")
                     .arg(count(summary.examples), count(summary.windows), decimal(summary.windowsPerExample(), 2),
                          count(summary.mostWindows), count(summary.examplesInSeveralWindows));
    sentences << tr("<b>%1</b> of the tokens are padding when windows are padded to max_length.")
                     .arg(percent(100 * summary.paddingShare()));
    if (summary.answersInNoWindow > 0)
        sentences << tr("Answers that no window holds as a whole: <b>%1</b>; a larger stride keeps them.")
                         .arg(count(summary.answersInNoWindow));
    if (summary.answersCut > 0)
        sentences << tr("Answers that the edge of a window cuts: %1.").arg(count(summary.answersCut));
    if (summary.examplesNotCut > 0)
        sentences << tr("Questions that leave no room and are skipped: <b>%1</b>.").arg(count(summary.examplesNotCut));
    if (summary.tutorialFaults > 0)
        sentences << tr("Windows that the Python workflow's loop mislabels: %1.").arg(count(summary.tutorialFaults));
    if (summary.longestExample >= 0)
        sentences << tr("The longest example has %1 tokens: <a href=\"%2\">number %3</a>.")
                         .arg(count(summary.longestExampleTokens))
                         .arg(summary.longestExample)
                         .arg(count(summary.longestExample + 1));
    summary_->setText(sentences.join(' '));
}

} // namespace finetune::ui
