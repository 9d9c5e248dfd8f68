// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/finding_words.h"

#include "core/text/utf8.h"
#include "ui/words.h"

#include <QCoreApplication>

namespace finetune::ui {
namespace {

using data::Counting;
using data::FindingKind;

struct Words {
    const char *name, *reason, *repair;
};

constexpr Words kWords[data::kFindingKinds] = {
    {QT_TRANSLATE_NOOP("Findings", "Answer at another place"),
     QT_TRANSLATE_NOOP("Findings",
                       "The answer does not stand at answer_start, but elsewhere in its context. Training leaves "
                       "it out. A repair sets answer_start to where the answer stands."),
     QT_TRANSLATE_NOOP("Findings", "Correct the offset")},
    {QT_TRANSLATE_NOOP("Findings", "Answer not in the context"),
     QT_TRANSLATE_NOOP("Findings",
                       "An answer must be cut out of its context, letter for letter. Training leaves it out. A "
                       "repair takes the spelling of the context where it has the answer in another one."),
     QT_TRANSLATE_NOOP("Findings", "Take the context's spelling")},
    {QT_TRANSLATE_NOOP("Findings", "Empty answer"),
     QT_TRANSLATE_NOOP("Findings",
                       "An answer without text teaches nothing. A repair takes it out; a question without another "
                       "answer becomes unanswerable."),
     QT_TRANSLATE_NOOP("Findings", "Take the answer out")},
    {QT_TRANSLATE_NOOP("Findings", "Empty question"),
     QT_TRANSLATE_NOOP("Findings", "There is nothing to ask. Training leaves it out."), ""},
    {QT_TRANSLATE_NOOP("Findings", "Empty context"),
     QT_TRANSLATE_NOOP("Findings", "There is nothing to read. Training leaves its questions out."), ""},
    {QT_TRANSLATE_NOOP("Findings", "ID used again"),
     QT_TRANSLATE_NOOP("Findings",
                       "Predictions and scores go by ID and can hold one question each. A repair gives the later "
                       "ones IDs of their own."),
     QT_TRANSLATE_NOOP("Findings", "Give new IDs")},
    {QT_TRANSLATE_NOOP("Findings", "Question asked twice"),
     QT_TRANSLATE_NOOP("Findings",
                       "The same question on the same context, with an answer that agrees: it counts more than "
                       "others without need."),
     ""},
    {QT_TRANSLATE_NOOP("Findings", "Contradictory answers"),
     QT_TRANSLATE_NOOP("Findings",
                       "The same question on the same context with different answers: the model is told two "
                       "things at once. Keep the first of each, or leave all of them out."),
     QT_TRANSLATE_NOOP("Findings", "Keep the first")},
    {QT_TRANSLATE_NOOP("Findings", "Context in two files"),
     QT_TRANSLATE_NOOP("Findings",
                       "A context of the training file stands in another file too. The scores there look better "
                       "than they are, because the model has read the text before."),
     ""},
};

QString say(const char* text) {
    return QCoreApplication::translate("Findings", text);
}

QString shortened(const std::string& text) {
    constexpr std::int32_t kShown = 60;
    const QString out = QString::fromStdString(text::sliceCodePoints(text, 0, kShown)).simplified();
    return text::countCodePoints(text) > kShown ? out + QChar(u'…') : out;
}

const char* countingText(Counting counting) {
    switch (counting) {
    case Counting::Utf8Bytes:
        return QT_TRANSLATE_NOOP("Findings", "“%1” stands at %2, not at %3: bytes of UTF-8 were counted");
    case Counting::Utf16Units:
        return QT_TRANSLATE_NOOP("Findings", "“%1” stands at %2, not at %3: UTF-16 units were counted");
    case Counting::LineEndsAsOne:
        return QT_TRANSLATE_NOOP("Findings", "“%1” stands at %2, not at %3: line ends CR LF were counted as one");
    case Counting::LineEndsAsTwo:
        return QT_TRANSLATE_NOOP("Findings", "“%1” stands at %2, not at %3: line ends LF were counted as two");
    case Counting::FromOne:
        return QT_TRANSLATE_NOOP("Findings", "“%1” stands at %2, not at %3: it was counted from 1");
    case Counting::Unknown:
        break;
    }
    return QT_TRANSLATE_NOOP("Findings", "“%1” stands at %2, not at %3");
}

QString answersOf(const data::Example& example) {
    if (example.answers.empty())
        return say(QT_TRANSLATE_NOOP("Findings", "unanswerable"));
    return QStringLiteral("“%1”").arg(shortened(example.answers.front().text));
}

} // namespace

QString splitName(Split split) {
    switch (split) {
    case Split::Train:
        return say(QT_TRANSLATE_NOOP("Findings", "Training"));
    case Split::Validation:
        return say(QT_TRANSLATE_NOOP("Findings", "Validation"));
    default:
        return say(QT_TRANSLATE_NOOP("Findings", "Test"));
    }
}

QString findingName(FindingKind kind) {
    return say(kWords[static_cast<std::size_t>(kind)].name);
}

QString findingReason(FindingKind kind) {
    return say(kWords[static_cast<std::size_t>(kind)].reason);
}

QString noteName() {
    return say(QT_TRANSLATE_NOOP("Findings", "Note: answer at several places"));
}

QString noteReason() {
    return say(QT_TRANSLATE_NOOP(
        "Findings", "The file gives the answer's text and not its place. The text stands at several "
                    "places of its context, and the first one was taken. That is no mistake; where another "
                    "one is meant, add answer_start to the file."));
}

QString repairName(FindingKind kind) {
    const char* text = kWords[static_cast<std::size_t>(kind)].repair;
    return *text ? say(text) : QString();
}

QString leaveOutName(FindingKind kind) {
    switch (kind) {
    case FindingKind::DuplicateId:
    case FindingKind::DuplicateQuestion:
        return say(QT_TRANSLATE_NOOP("Findings", "Leave out the later ones"));
    case FindingKind::Leak:
        return say(QT_TRANSLATE_NOOP("Findings", "Leave out of the training"));
    default:
        return say(QT_TRANSLATE_NOOP("Findings", "Leave out"));
    }
}

QString findingText(const data::Finding& finding, const data::Dataset& dataset) {
    const auto& first = dataset.examples[static_cast<std::size_t>(finding.examples.front())];
    const auto questions = static_cast<qint64>(finding.examples.size());
    switch (finding.kind) {
    case FindingKind::Misplaced: {
        const data::Answer& answer = first.answers[static_cast<std::size_t>(finding.answer)];
        return say(countingText(finding.place.counting))
            .arg(shortened(answer.text), count(finding.place.start), count(answer.start.value));
    }
    case FindingKind::NotInContext: {
        const QString answer = shortened(first.answers[static_cast<std::size_t>(finding.answer)].text);
        if (finding.closest.empty())
            return say(QT_TRANSLATE_NOOP("Findings", "“%1” is nowhere in the context")).arg(answer);
        return say(QT_TRANSLATE_NOOP("Findings", "“%1”: the context has “%2” at %3"))
            .arg(answer, shortened(finding.closest), count(finding.place.start));
    }
    case FindingKind::EmptyAnswer:
        return first.answers.size() > 1 ? say(QT_TRANSLATE_NOOP("Findings", "One of its answers has no text"))
                                        : say(QT_TRANSLATE_NOOP("Findings", "Its only answer has no text"));
    case FindingKind::EmptyQuestion:
        return say(QT_TRANSLATE_NOOP("Findings", "The question is white space"));
    case FindingKind::EmptyContext:
        return say(QT_TRANSLATE_NOOP("Findings", "The context is white space"));
    case FindingKind::DuplicateId:
        return say(QT_TRANSLATE_NOOP("Findings", "“%1” is the ID of %2 questions"))
            .arg(QString::fromStdString(first.id), count(questions));
    case FindingKind::DuplicateQuestion:
        return say(QT_TRANSLATE_NOOP("Findings", "Asked %1 times on this context")).arg(count(questions));
    case FindingKind::Contradiction: {
        const auto& last = dataset.examples[static_cast<std::size_t>(finding.examples.back())];
        return say(QT_TRANSLATE_NOOP("Findings", "Asked %1 times: %2, then %3"))
            .arg(count(questions), answersOf(first), answersOf(last));
    }
    case FindingKind::Leak:
        return (finding.other == static_cast<std::int32_t>(Split::Test)
                    ? say(QT_TRANSLATE_NOOP("Findings",
                                            "This context is in the test file too; %1 training questions on it"))
                    : say(QT_TRANSLATE_NOOP("Findings",
                                            "This context is in the validation file too; %1 training questions on it")))
            .arg(count(questions));
    }
    return {};
}

} // namespace finetune::ui
