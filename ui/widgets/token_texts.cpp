// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/token_texts.h"

#include "ui/words.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

namespace finetune::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(finetune::ui::TokenTexts)
};

QString quoted(const std::string& text) {
    return isolated(Words::tr("“%1”", "a quotation").arg(QString::fromStdString(text)));
}

QString partSentence(const session::Inspection& inspection, const session::InspectedWindow& window) {
    if (window.firstContextToken == 0 && window.endContextToken == inspection.contextTokens)
        return Words::tr("Tokens 1–%1, the whole context.").arg(inspection.contextTokens);
    return Words::tr("Tokens %1–%2 of the %3 of the context.")
        .arg(window.firstContextToken + 1)
        .arg(window.endContextToken)
        .arg(inspection.contextTokens);
}

// What the window and its neighbours have in common; empty for a window that stands alone.
QString overlapSentence(const session::InspectedWindow& window, int index) {
    const auto before = std::ranges::count_if(window.tokens, &session::InspectedToken::sharedWithPrevious);
    const auto after = std::ranges::count_if(window.tokens, &session::InspectedToken::sharedWithNext);
    if (before > 0 && after > 0)
        return ' ' + Words::tr("It shares %1 tokens of window %2 and %3 of window %4.")
                         .arg(before)
                         .arg(index)
                         .arg(after)
                         .arg(index + 2);
    if (before + after == 0)
        return {};
    return ' ' + Words::tr("It shares %n token(s) of window %1.", nullptr, static_cast<int>(before + after))
                     .arg(before > 0 ? index : index + 2);
}

QString insideSentence(const session::Inspection& inspection, const session::InspectedWindow& window) {
    QString sentence = Words::tr("The answer is inside: start is token %1, end is token %2.")
                           .arg(window.exact.start)
                           .arg(window.exact.end);
    if (!inspection.answers.empty() && window.labelledText != inspection.answers.front().text)
        sentence += ' ' + Words::tr("These tokens read %1 where the answer is %2.")
                              .arg(quoted(window.labelledText), quoted(inspection.answers.front().text));
    return sentence;
}

QString answerSentence(const session::Inspection& inspection, const session::InspectedWindow& window) {
    const QString cls = QString::fromStdString(window.tokens[static_cast<std::size_t>(window.cls)].text);
    switch (window.answer) {
    case session::AnswerPlace::None:
        return Words::tr("The question has no answer, so start and end are %1.").arg(cls);
    case session::AnswerPlace::Partly:
        return Words::tr("An edge of the window cuts the answer: it is not wholly inside, so start and end are %1.")
            .arg(cls);
    case session::AnswerPlace::Outside:
        return Words::tr("The answer is not inside, so start and end are %1.").arg(cls);
    case session::AnswerPlace::Whole:
        break;
    }
    return insideSentence(inspection, window);
}

QString tutorialWarning(const session::InspectedWindow& window) {
    if (!window.tutorialLabelsPastTheContext())
        return {};
    const std::int32_t start = window.tutorial.start;
    const bool isPadding = start >= window.size();
    return (isPadding
                ? Words::tr("The answer begins in the last context token. The Python workflow's loop runs past it and "
                            "labels token %1, a padding token, as the start.")
                : Words::tr("The answer begins in the last context token. The Python workflow's loop runs past it and "
                            "labels token %1, the last one of the window, as the start."))
        .arg(start);
}

QString kindName(session::TokenKind kind) {
    switch (kind) {
    case session::TokenKind::Special:
        return Words::tr("special token");
    case session::TokenKind::Question:
        return Words::tr("question");
    case session::TokenKind::Context:
        break;
    }
    return Words::tr("context");
}

QString range(std::int32_t start, std::int32_t end) {
    return QStringLiteral("%1–%2").arg(start).arg(end);
}

QString sharedSentence(const session::InspectedToken& token, int window) {
    if (token.sharedWithPrevious && token.sharedWithNext)
        return Words::tr("also in windows %1 and %2").arg(window).arg(window + 2);
    return Words::tr("also in window %1").arg(token.sharedWithPrevious ? window : window + 2);
}

} // namespace

WindowCaption captionOf(const session::Inspection& inspection, int window) {
    const auto& shown = inspection.windows[static_cast<std::size_t>(window)];
    return {Words::tr("Window %1 of %2").arg(window + 1).arg(inspection.windows.size()),
            partSentence(inspection, shown) + overlapSentence(shown, window) + ' ' + answerSentence(inspection, shown),
            tutorialWarning(shown)};
}

QString chipText(const session::Inspection& inspection, int window, int token) {
    const auto& shown = inspection.windows[static_cast<std::size_t>(window)];
    if (token >= shown.size())
        return Words::tr("+%1 %2", "a number of padding tokens, the padding token")
            .arg(shown.padding)
            .arg(QString::fromStdString(inspection.paddingToken));
    const session::InspectedToken& one = shown.tokens[static_cast<std::size_t>(token)];
    return one.text.empty() ? QStringLiteral("#%1").arg(one.id) : QString::fromStdString(one.text);
}

QString tokenDescription(const session::Inspection& inspection, int window, int token) {
    const auto& shown = inspection.windows[static_cast<std::size_t>(window)];
    if (token >= shown.size())
        return Words::tr("Tokens %1: padding up to max_length")
            .arg(range(shown.size(), shown.size() + shown.padding - 1));
    const session::InspectedToken& one = shown.tokens[static_cast<std::size_t>(token)];
    QStringList parts{Words::tr("Token %1").arg(token), isolated(chipText(inspection, window, token)),
                      Words::tr("id %1", "of a token in the vocabulary").arg(one.id), kindName(one.kind)};
    if (one.kind != session::TokenKind::Special)
        parts << Words::tr("code points %1").arg(range(one.span.start, one.span.end))
              << Words::tr("bytes %1").arg(range(one.bytes.start.value, one.bytes.end.value));
    if (token == shown.exact.start && token == shown.exact.end)
        parts << Words::tr("start and end");
    else if (token == shown.exact.start)
        parts << Words::tr("start", "of the answer");
    else if (token == shown.exact.end)
        parts << Words::tr("end", "of the answer");
    if (one.isShared())
        parts << sharedSentence(one, window);
    return parts.join(QStringLiteral(" · "));
}

} // namespace finetune::ui
