// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/flight_card.h"

#include "ui/icons.h"
#include "ui/models/finding_words.h"
#include "ui/session/flight_checker.h"
#include "ui/theme.h"
#include "ui/widgets/stat_tile.h"
#include "ui/words.h"

#include <QFrame>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <cmath>

namespace finetune::ui {
namespace {

using About = session::FlightWarning::About;

QString sizeText(std::uintmax_t number) {
    return bytes(static_cast<qint64>(number));
}

QString rate(double value) {
    return QLocale().toString(value, 'g', 3);
}

QString seconds(double value) {
    return value < 10 ? FlightCard::tr("%1 s").arg(decimal(value, value < 1 ? 3 : 2)) : duration(value);
}

// What is so, and what would help.
QString sentence(const session::FlightWarning& warning) {
    const auto whole = [](double value) { return count(std::llround(value)); };
    switch (warning.about) {
    case About::Memory:
        return FlightCard::tr("The run needs about %1 of memory and %2 is free. Choose a smaller batch with more "
                              "gradient_accumulation_steps, or a smaller model.")
            .arg(bytes(static_cast<qint64>(warning.value)), bytes(static_cast<qint64>(warning.limit)));
    case About::Disk:
        return FlightCard::tr("The checkpoints need %1 and %2 is free on the disk of output_dir. Keep fewer of them "
                              "(save_total_limit), or choose another disk.")
            .arg(bytes(static_cast<qint64>(warning.value)), bytes(static_cast<qint64>(warning.limit)));
    case About::LearningRateHigh:
        return FlightCard::tr("A learning rate of %1 is high: models of this size are seldom trained above %2. Watch "
                              "whether the loss falls.")
            .arg(rate(warning.value), rate(warning.limit));
    case About::LearningRateLow:
        return FlightCard::tr("A learning rate of %1 is low: below %2 a model hardly changes.")
            .arg(rate(warning.value), rate(warning.limit));
    case About::WarmupNeverEnds:
        return FlightCard::tr(
                   "Warm-up takes %1 updates and the run has %2: the learning rate never gets to its height.")
            .arg(whole(warning.value), whole(warning.limit));
    case About::FewSteps:
        return FlightCard::tr(
                   "The run has only %1 updates. A smaller batch or more epochs give the model more to learn "
                   "from.")
            .arg(whole(warning.value));
    case About::LostAnswers:
        return FlightCard::tr("For %1 of %2 questions no window holds the whole answer: they teach that there is none. "
                              "A larger doc_stride or max_length helps.")
            .arg(whole(warning.value), whole(warning.limit));
    case About::UnknownTokens:
        return FlightCard::tr("The model does not know the writing of %1 of %2 tokens ([UNK]) and learns nothing of "
                              "them. Choose a model made for the language of the data.")
            .arg(whole(warning.value), whole(warning.limit));
    case About::NotFinite:
        return FlightCard::tr("The loss of a measured step is not a finite number. Lower the learning rate, and check "
                              "the model's weights.");
    case About::LongRun:
        return FlightCard::tr("The run takes more than a day: %1. Fewer epochs, shorter windows or padding “none” "
                              "shorten it.")
            .arg(duration(warning.value));
    }
    return {};
}

} // namespace

FlightCard::FlightCard(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), checker_(new FlightChecker(session, this)), state_(new QLabel(this)),
      verdict_(new QLabel(this)), progress_(new QProgressBar(this)), check_(new QPushButton(tr("Check now"), this)),
      cancel_(new QPushButton(tr("Cancel"), this)), result_(new QWidget(this)),
      time_(new StatTile(tr("Time"), QStringLiteral("flight.time"), this)),
      step_(new StatTile(tr("One update"), QStringLiteral("flight.step"), this)),
      memory_(new StatTile(tr("Memory"), QStringLiteral("flight.memory"), this)),
      disk_(new StatTile(tr("Disk"), QStringLiteral("flight.disk"), this)), warnings_(new QVBoxLayout) {
    setObjectName(QStringLiteral("flightCard"));
    state_->setObjectName(QStringLiteral("flight.state"));
    state_->setWordWrap(true);
    setTextRole(*state_, TextRole::Body);
    verdict_->setObjectName(QStringLiteral("flight.verdict"));
    verdict_->setWordWrap(true);
    setTextRole(*verdict_, TextRole::Strong);
    progress_->setObjectName(QStringLiteral("flight.progress"));
    progress_->setAccessibleName(tr("Progress of the flight check"));
    progress_->setTextVisible(false);
    check_->setObjectName(QStringLiteral("flight.check"));
    cancel_->setObjectName(QStringLiteral("flight.cancel"));

    auto* row = new QHBoxLayout;
    row->addWidget(state_, 1);
    row->addWidget(cancel_);
    row->addWidget(check_);
    auto* tiles = new QGridLayout(result_);
    tiles->setContentsMargins(0, 0, 0, 0);
    tiles->setSpacing(10);
    tiles->addWidget(time_, 0, 0);
    tiles->addWidget(step_, 0, 1);
    tiles->addWidget(memory_, 1, 0);
    tiles->addWidget(disk_, 1, 1);
    tiles->addWidget(verdict_, 2, 0, 1, 2);
    warnings_->setSpacing(8);
    tiles->addLayout(warnings_, 3, 0, 1, 2);
    result_->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(10);
    layout->addLayout(row);
    layout->addWidget(progress_);
    layout->addWidget(result_);
    layout->addStretch();

    connect(check_, &QPushButton::clicked, this, &FlightCard::checkRequested);
    connect(cancel_, &QPushButton::clicked, checker_, &FlightChecker::cancel);
    connect(checker_, &FlightChecker::checked, this, &FlightCard::show);
    connect(checker_, &FlightChecker::failed, this, [this](const Error& error) {
        result_->hide();
        showState(error.kind() == Kind::Cancelled ? tr("The check was cancelled.") : errorText(error), false);
    });
    connect(checker_, &FlightChecker::progressed, this, [this](const QString& what, qint64 done, qint64 total) {
        progress_->setRange(0, total > 0 ? 1000 : 0);
        progress_->setValue(total > 0 ? static_cast<int>(1000 * done / total) : 0);
        showState(tr("Checking: %1").arg(phaseText(what)), true);
    });
    showState(
        tr("A few updates are measured on this machine, and time, memory and disk of the whole run are told before "
           "it is started. Nothing is written."),
        false);
}

void FlightCard::check(const train::TrainingArguments& arguments) {
    session::TrainRequest request = session_.request(arguments);
    read_.clear();
    for (const auto& [split, source] :
         {std::pair{Split::Train, &request.training}, std::pair{Split::Validation, &request.validation}})
        if (const auto part = session_.dataFiles().part(split)) { // a check is short: it takes what is at hand
            source->edited = session_.dataset(split);
            read_ << tr("%1: reckoned from %2.", "file, the first … rows").arg(splitName(split), rowsRead(*part));
        }
    checker_->start(request);
    progress_->setRange(0, 0);
    showState(tr("Checking: waiting for other work"), true);
}

void FlightCard::setHindrance(const QString& hindrance) {
    check_->setEnabled(hindrance.isEmpty());
    check_->setToolTip(hindrance);
}

void FlightCard::outdate() {
    if (!shown_ || checker_->running())
        return;
    shown_ = false;
    showState(tr("The arguments or the data have changed since this check."), false);
}

void FlightCard::showState(const QString& text, bool busy) {
    state_->setText(text);
    progress_->setVisible(busy);
    cancel_->setVisible(busy);
    check_->setVisible(!busy);
    check_->setText(result_->isHidden() ? tr("Check now") : tr("Check again"));
}

void FlightCard::show(const session::FlightCheck& check) {
    time_->setValue(duration(check.seconds));
    QStringList work{tr("%n update(s)", nullptr, static_cast<int>(check.steps))};
    if (check.evaluations > 0)
        work << tr("%n evaluation(s), %1 each", nullptr, static_cast<int>(check.evaluations))
                    .arg(seconds(check.secondsPerEvaluation));
    time_->setSentence(work.join(u'\n'));
    step_->setValue(seconds(check.secondsPerStep));
    step_->setSentence(QStringList{tr("measured on %Ln update(s)", nullptr, static_cast<int>(check.measuredSteps)),
                                   tr("%Ln window(s) to learn from", nullptr, static_cast<int>(check.trainWindows))}
                           .join(u'\n'));
    memory_->setValue(sizeText(check.memoryBytes));
    memory_->setSentence(tr("%1 is free").arg(sizeText(check.freeMemoryBytes)));
    disk_->setValue(sizeText(check.diskBytes));
    QStringList files;
    if (check.checkpoints > 0)
        files << tr("%n checkpoint(s) of %1, and the model", nullptr, static_cast<int>(check.checkpoints))
                     .arg(sizeText(check.checkpointBytes));
    else
        files << tr("the model alone");
    disk_->setSentence((files << tr("%1 is free").arg(sizeText(check.freeDiskBytes))).join(u'\n'));
    clearWarnings();
    for (const session::FlightWarning& warning : check.warnings)
        addWarning(warning);
    const bool clear = check.warnings.empty();
    verdict_->setText(clear ? tr("✓ Ready: nothing stands in the way.")
                            : tr("%n thing(s) to look at", nullptr, static_cast<int>(check.warnings.size())));
    setStyleProperty(*verdict_, "tone", clear ? QStringLiteral("success") : QStringLiteral("warning"));
    result_->show();
    shown_ = true;
    showState((QStringList{tr("Measured on this machine, with these arguments and data. Nothing was written.")} + read_)
                  .join(u' '),
              false);
}

void FlightCard::clearWarnings() {
    while (QLayoutItem* item = warnings_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void FlightCard::addWarning(const session::FlightWarning& warning) {
    auto* frame = new QFrame(result_);
    frame->setProperty("kind", "card");
    auto* mark = new QLabel(frame);
    mark->setPixmap(icon(QStringLiteral("warning"), theme().warning).pixmap(18, 18));
    auto* text = new QLabel(sentence(warning), frame);
    text->setObjectName(QStringLiteral("flight.warning"));
    text->setWordWrap(true);
    const QString argument = QString::fromLatin1(warning.argument());
    auto* show = new QPushButton(argument, frame);
    show->setObjectName(QStringLiteral("flight.show.%1").arg(argument));
    show->setProperty("kind", "flat");
    show->setAccessibleName(tr("Show %1 in the form").arg(argument));
    show->setVisible(!argument.isEmpty());
    connect(show, &QPushButton::clicked, this, [this, argument] { Q_EMIT argumentChosen(argument); });
    auto* row = new QHBoxLayout(frame);
    row->setContentsMargins(12, 8, 8, 8);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addWidget(text, 1);
    row->addWidget(show, 0, Qt::AlignTop);
    warnings_->addWidget(frame);
}

} // namespace finetune::ui
