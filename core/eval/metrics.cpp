// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/eval/metrics.h"

#include "core/base/error.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <string_view>
#include <unicode/ucasemap.h>
#include <unicode/uchar.h>

namespace finetune::eval {
namespace {

// str.lower of Python: full mappings with the final sigma, no language's rules. ICU's root locale does the same.
std::string lower(const std::string& text) {
    if (std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; })) {
        std::string out = text;
        for (char& c : out)
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        return out;
    }
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UCaseMap, void (*)(UCaseMap*)> map(ucasemap_open("", 0, &status), ucasemap_close);
    const auto size = static_cast<std::int32_t>(text.size());
    std::string out(text.size() * 3, '\0'); // no character grows more
    const std::int32_t length =
        ucasemap_utf8ToLower(map.get(), out.data(), static_cast<std::int32_t>(out.size()), text.data(), size, &status);
    if (U_FAILURE(status))
        throw Error(Kind::Internal, std::string("lower case failed: ") + u_errorName(status));
    out.resize(static_cast<std::size_t>(length));
    return out;
}

// \w of Python's re: str.isalnum or "_". Marks are no word characters there, unlike in most engines.
bool isWord(char32_t c) {
    if (c < 0x80)
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    const auto point = static_cast<UChar32>(c);
    return (U_GET_GC_MASK(point) & U_GC_L_MASK) != 0 || u_getIntPropertyValue(point, UCHAR_NUMERIC_TYPE) != U_NT_NONE;
}

bool isPunctuation(char c) {
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

bool isArticle(std::string_view word) {
    return word == "a" || word == "an" || word == "the";
}

// Each article that stands between two word boundaries becomes a space. A run of word characters is a word whole, so
// that runs are all that need be looked at.
std::string withoutArticles(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        std::size_t end = at;
        const bool word = isWord(text::next(text, at));
        while (end = at, at < text.size() && isWord(text::next(text, at)) == word) {
        }
        at = end;
        const std::string_view run = text.substr(begin, end - begin);
        if (word && isArticle(run))
            out += ' ';
        else
            out += run;
    }
    return out;
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> words;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t here = at;
        if (!text::isPythonSpace(text::next(text, at)))
            continue;
        if (here > begin)
            words.emplace_back(text.substr(begin, here - begin));
        begin = at;
    }
    if (begin < text.size())
        words.emplace_back(text.substr(begin));
    return words;
}

std::vector<std::string> tokens(const std::string& text) {
    std::string kept = lower(text);
    std::erase_if(kept, isPunctuation);
    return split(withoutArticles(kept));
}

std::string join(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words)
        out += (out.empty() ? "" : " ") + word;
    return out;
}

// F1 of two bags; bags of which one is empty agree only when both are.
template <class Bag>
double bagF1(Bag gold, Bag given) {
    if (gold.empty() || given.empty())
        return gold.empty() == given.empty() ? 1 : 0;
    std::sort(gold.begin(), gold.end());
    std::sort(given.begin(), given.end());
    Bag common;
    std::set_intersection(gold.begin(), gold.end(), given.begin(), given.end(), std::back_inserter(common));
    if (common.empty())
        return 0;
    const double precision = static_cast<double>(common.size()) / static_cast<double>(given.size());
    const double recall = static_cast<double>(common.size()) / static_cast<double>(gold.size());
    return 2 * precision * recall / (precision + recall);
}

std::u32string characters(const std::string& text) {
    std::string joined;
    for (const std::string& word : tokens(text))
        joined += word;
    std::u32string out;
    text::decode(joined, out);
    return out;
}

// One scored example: raw scores as if an answer were always given, and the odds that there is none.
struct Scored {
    double exact = 0, f1 = 0, odds = 0;
    bool hasAnswer = false, answered = false;
};

std::vector<Scored> scoreAll(const std::vector<data::Example>& examples, const Predictions& predictions,
                             const std::optional<NullOdds>& nullOdds) {
    std::unordered_map<std::string_view, std::size_t> last;
    for (std::size_t i = 0; i < examples.size(); ++i)
        last[examples[i].id] = i;
    std::vector<Scored> all;
    for (std::size_t i = 0; i < examples.size(); ++i) {
        const std::string& id = examples[i].id;
        const auto prediction = predictions.find(id);
        if (last[id] != i || prediction == predictions.end())
            continue;
        const AnswerScore score = scoreAnswer(examples[i], prediction->second);
        Scored scored{.exact = score.exact,
                      .f1 = score.f1,
                      .hasAnswer = !examples[i].answers.empty(),
                      .answered = !prediction->second.empty()};
        if (nullOdds) {
            const auto odds = nullOdds->find(id);
            if (odds == nullOdds->end())
                throw Error(Kind::Input, "there are no no-answer odds for the question with id “" + id + "”")
                    .cure("The odds need a number for every id that has a prediction");
            scored.odds = odds->second;
        }
        all.push_back(scored);
    }
    return all;
}

// Means over the examples of one kind, with the threshold applied.
void addMeans(Json& metrics, const std::string& prefix, const std::vector<Scored>& all, double threshold,
              const std::optional<bool>& hasAnswer) {
    double exact = 0, f1 = 0;
    std::size_t total = 0;
    for (const Scored& scored : all) {
        if (hasAnswer && scored.hasAnswer != *hasAnswer)
            continue;
        const bool none = scored.odds > threshold;
        exact += none ? !scored.hasAnswer : scored.exact;
        f1 += none ? !scored.hasAnswer : scored.f1;
        ++total;
    }
    if (total == 0 && hasAnswer)
        return;
    const double count = std::max<double>(1, static_cast<double>(total));
    metrics[prefix + "exact"] = 100.0 * exact / count;
    metrics[prefix + "f1"] = 100.0 * f1 / count;
    metrics[prefix + "total"] = total;
}

// The threshold on the odds that would have scored best: from "never answer" upwards, one answer more at a time.
void addBest(Json& metrics, const std::string& name, const std::vector<Scored>& byOdds, double Scored::*raw) {
    double now = static_cast<double>(std::count_if(byOdds.begin(), byOdds.end(), [](auto& s) { return !s.hasAnswer; }));
    double best = now, threshold = 0;
    for (const Scored& scored : byOdds) {
        now += scored.hasAnswer ? scored.*raw : (scored.answered ? -1 : 0);
        if (now > best) {
            best = now;
            threshold = scored.odds;
        }
    }
    metrics["best_" + name] = 100.0 * best / std::max<double>(1, static_cast<double>(byOdds.size()));
    metrics["best_" + name + "_thresh"] = threshold;
}

} // namespace

std::string normalizeAnswer(const std::string& text) {
    return join(tokens(text));
}

double exactMatch(const std::string& gold, const std::string& prediction) {
    return tokens(gold) == tokens(prediction) ? 1 : 0;
}

double f1(const std::string& gold, const std::string& prediction) {
    return bagF1(tokens(gold), tokens(prediction));
}

double characterF1(const std::string& gold, const std::string& prediction) {
    return bagF1(characters(gold), characters(prediction));
}

AnswerScore scoreAnswer(const data::Example& example, const std::string& answer) {
    AnswerScore score;
    const std::vector<std::string> given = tokens(answer);
    bool anyGold = false;
    for (const data::Answer& one : example.answers) {
        const std::vector<std::string> gold = tokens(one.text);
        if (gold.empty())
            continue; // an answer of articles and punctuation alone is no gold answer
        anyGold = true;
        score.exact = std::max(score.exact, gold == given ? 1.0 : 0.0);
        score.f1 = std::max(score.f1, bagF1(gold, given));
    }
    if (!anyGold) // the gold answer is then ""
        score.exact = score.f1 = given.empty() ? 1 : 0;
    return score;
}

Json squadMetrics(const std::vector<data::Example>& examples, const Predictions& predictions,
                  const std::optional<NullOdds>& nullOdds, double nullThreshold) {
    std::vector<Scored> all = scoreAll(examples, predictions, nullOdds);
    Json metrics = Json::object();
    addMeans(metrics, "", all, nullThreshold, {});
    addMeans(metrics, "HasAns_", all, nullThreshold, true);
    addMeans(metrics, "NoAns_", all, nullThreshold, false);
    std::stable_sort(all.begin(), all.end(), [](auto& a, auto& b) { return a.odds < b.odds; });
    if (!all.empty()) {
        addBest(metrics, "exact", all, &Scored::exact);
        addBest(metrics, "f1", all, &Scored::f1);
    }
    return metrics;
}

} // namespace finetune::eval
