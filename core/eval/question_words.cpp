// SPDX-License-Identifier: GPL-3.0-or-later
// The word that asks. Two lists, because English divides words by spaces and Chinese does not.
#include "core/eval/analysis.h"

#include <algorithm>
#include <string_view>

namespace finetune::eval {
namespace {

struct Word {
    std::string_view text;
    QuestionWord meaning;
};

constexpr Word kEnglish[] = {
    {"who", QuestionWord::Who},     {"whom", QuestionWord::Who},    {"whose", QuestionWord::Who},
    {"what", QuestionWord::What},   {"which", QuestionWord::Which}, {"when", QuestionWord::When},
    {"where", QuestionWord::Where}, {"why", QuestionWord::Why},     {"how", QuestionWord::How},
};

// Of two that begin at the same place the earlier one in this list counts: longer ones stand first. The last rows hold
// words that only look like it.
constexpr Word kChinese[] = {
    {"为什么", QuestionWord::Why},     {"為什麼", QuestionWord::Why},     {"为甚么", QuestionWord::Why},
    {"為甚麼", QuestionWord::Why},     {"为何", QuestionWord::Why},       {"為何", QuestionWord::Why},
    {"什么时候", QuestionWord::When},  {"什麼時候", QuestionWord::When},  {"什么时间", QuestionWord::When},
    {"什麼時間", QuestionWord::When},  {"何时", QuestionWord::When},      {"何時", QuestionWord::When},
    {"几时", QuestionWord::When},      {"幾時", QuestionWord::When},      {"哪一年", QuestionWord::When},
    {"哪年", QuestionWord::When},      {"哪一天", QuestionWord::When},    {"哪天", QuestionWord::When},
    {"什么地方", QuestionWord::Where}, {"什麼地方", QuestionWord::Where}, {"哪里", QuestionWord::Where},
    {"哪裡", QuestionWord::Where},     {"哪裏", QuestionWord::Where},     {"哪儿", QuestionWord::Where},
    {"哪兒", QuestionWord::Where},     {"何处", QuestionWord::Where},     {"何處", QuestionWord::Where},
    {"何地", QuestionWord::Where},     {"谁", QuestionWord::Who},         {"誰", QuestionWord::Who},
    {"哪位", QuestionWord::Who},       {"何人", QuestionWord::Who},       {"多少", QuestionWord::HowMany},
    {"多长", QuestionWord::HowMany},   {"多長", QuestionWord::HowMany},   {"多大", QuestionWord::HowMany},
    {"多高", QuestionWord::HowMany},   {"多久", QuestionWord::HowMany},   {"多远", QuestionWord::HowMany},
    {"多遠", QuestionWord::HowMany},   {"如何", QuestionWord::How},       {"怎", QuestionWord::How},
    {"哪", QuestionWord::Which},       {"什么", QuestionWord::What},      {"什麼", QuestionWord::What},
    {"甚么", QuestionWord::What},      {"甚麼", QuestionWord::What},      {"任何", QuestionWord::Other},
    {"几何", QuestionWord::Other},     {"幾何", QuestionWord::Other},     {"几乎", QuestionWord::Other},
    {"幾乎", QuestionWord::Other},     {"何", QuestionWord::What},        {"几", QuestionWord::HowMany},
    {"幾", QuestionWord::HowMany},
};

struct Found {
    std::size_t at = std::string_view::npos;
    QuestionWord meaning = QuestionWord::Other;
};

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isLetter(char c) {
    const char small = lower(c);
    return small >= 'a' && small <= 'z';
}

std::string wordAt(std::string_view text, std::size_t at) {
    std::string word;
    while (at < text.size() && isLetter(text[at]))
        word += lower(text[at++]);
    return word;
}

Found firstEnglish(std::string_view question) {
    for (std::size_t at = 0; at < question.size();) {
        const std::string word = wordAt(question, at);
        const auto* found =
            std::find_if(std::begin(kEnglish), std::end(kEnglish), [&](const Word& one) { return one.text == word; });
        if (found != std::end(kEnglish)) {
            const std::size_t end = at + word.size();
            const std::string next = wordAt(question, std::min(question.size(), end + 1));
            const bool counts = found->meaning == QuestionWord::How && (next == "many" || next == "much");
            return {at, counts ? QuestionWord::HowMany : found->meaning};
        }
        at += std::max<std::size_t>(1, word.size());
    }
    return {};
}

Found firstChinese(std::string_view question) {
    for (std::size_t at = 0; at < question.size(); ++at) {
        const auto* found = std::find_if(std::begin(kChinese), std::end(kChinese),
                                         [&](const Word& one) { return question.substr(at).starts_with(one.text); });
        if (found == std::end(kChinese))
            continue;
        if (found->meaning != QuestionWord::Other)
            return {at, found->meaning};
        at += found->text.size() - 1;
    }
    return {};
}

} // namespace

QuestionWord questionWord(const std::string& question) {
    const Found english = firstEnglish(question), chinese = firstChinese(question);
    return chinese.at < english.at ? chinese.meaning : english.meaning;
}

} // namespace finetune::eval
