// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/example_rows.h"

#include "core/text/utf8.h"

#include <algorithm>
#include <bit>
#include <span>

namespace finetune::ui {
namespace {

constexpr std::size_t kLook = 1024; // examples between two looks at the stop token

unsigned char lower(char c) {
    return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

// Most of what is looked for is ASCII, which is found in the bytes as they are; other letters have their case in Qt's
// tables.
class Search {
public:
    explicit Search(const QString& text)
        : text_(text), bytes_(text.toLower().toStdString()),
          isAscii_(std::ranges::all_of(bytes_, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {}

    bool in(const std::string& text) const {
        if (!isAscii_)
            return QString::fromStdString(text).contains(text_, Qt::CaseInsensitive);
        const auto same = [](char one, char other) { return lower(one) == static_cast<unsigned char>(other); };
        return std::search(text.begin(), text.end(), bytes_.begin(), bytes_.end(), same) != text.end();
    }

private:
    const QString text_;
    const std::string bytes_;
    const bool isAscii_;
};

class Filter {
public:
    Filter(const RowsWanted& wanted, const RowFacts& facts) : wanted_(wanted), facts_(facts), search_(wanted.text) {}

    bool passes(const data::Example& example, std::size_t index) {
        const Onlys only = wanted_.only;
        if (only.testFlag(Only::Unanswerable) && !example.answers.empty())
            return false;
        if (only.testFlag(Only::SeveralAnswers) && example.answers.size() < 2)
            return false;
        if (only.testFlag(Only::WithProblem) && facts_.kindsOf(index) == 0)
            return false;
        if (only.testFlag(Only::LongContext) && !isLong(example, index))
            return false;
        return wanted_.text.isEmpty() || holdsText(example);
    }

private:
    bool isLong(const data::Example& example, std::size_t index) {
        if (const std::int32_t tokens = facts_.tokensOf(index); tokens >= 0)
            return tokens > wanted_.longTokens;
        lookAt(example);
        if (characters_ < 0)
            characters_ = text::countCodePoints(*example.context);
        return characters_ > wanted_.longCharacters;
    }

    bool holdsText(const data::Example& example) {
        const auto inAnswer = [&](const data::Answer& answer) { return search_.in(answer.text); };
        if (search_.in(example.question) || search_.in(example.title) || search_.in(example.id) ||
            std::ranges::any_of(example.answers, inAnswer))
            return true;
        lookAt(example);
        if (inContext_ < 0)
            inContext_ = search_.in(*example.context);
        return inContext_ > 0;
    }

    // Questions of one paragraph share their context: it is looked at once.
    void lookAt(const data::Example& example) {
        if (example.context.get() == context_)
            return;
        context_ = example.context.get();
        inContext_ = characters_ = -1;
    }

    const RowsWanted& wanted_;
    const RowFacts& facts_;
    const Search search_;
    const std::string* context_ = nullptr;
    int inContext_ = -1, characters_ = -1; // -1: not looked for yet
};

struct Keyed {
    std::uint64_t key; // a number, or eight letters
    int row;
};

std::string_view textOf(const data::Example& example, ExampleOrder order) {
    switch (order) {
    case ExampleOrder::Question: {
        const std::string_view question = example.question;
        return question.substr(std::min(question.size(), question.find_first_not_of(" \t\n\r")));
    }
    case ExampleOrder::Answer:
        return example.answers.empty() ? std::string_view() : std::string_view(example.answers.front().text);
    case ExampleOrder::Title:
        return example.title;
    default:
        return example.id;
    }
}

std::uint64_t lettersAt(std::string_view text, std::size_t begin) {
    std::uint64_t key = 0;
    for (std::size_t i = begin; i < begin + sizeof key; ++i)
        key = key << 8 | (i < text.size() ? lower(text[i]) : 0);
    return key;
}

// What numbers the rows are sorted by. Rows come in the data set's order, so that a context is counted once.
class Numbers {
public:
    Numbers(ExampleOrder order, const RowFacts& facts) : order_(order), facts_(facts) {}

    std::uint64_t of(const data::Example& example, std::size_t index) {
        constexpr std::int64_t kZero = std::int64_t{1} << 32; // what is wrong may be negative
        switch (order_) {
        case ExampleOrder::AnswerStart:
            return static_cast<std::uint64_t>(example.answers.empty() ? 0
                                                                      : kZero + example.answers.front().start.value);
        case ExampleOrder::Length: {
            const std::int32_t tokens = facts_.tokensOf(index);
            return static_cast<std::uint64_t>(tokens >= 0 ? tokens : charactersOf(example.context.get()));
        }
        default: { // those with a problem come first, kind by kind
            const std::uint16_t kinds = facts_.kindsOf(index);
            return kinds == 0 ? 64 : static_cast<std::uint64_t>(std::countr_zero(kinds));
        }
        }
    }

private:
    std::int32_t charactersOf(const std::string* context) {
        if (context != context_) {
            context_ = context;
            characters_ = text::countCodePoints(*context);
        }
        return characters_;
    }

    const ExampleOrder order_;
    const RowFacts& facts_;
    const std::string* context_ = nullptr;
    std::int32_t characters_ = 0;
};

bool isText(ExampleOrder order) {
    return order == ExampleOrder::Question || order == ExampleOrder::Answer || order == ExampleOrder::Title ||
           order == ExampleOrder::Id;
}

void sortByKey(std::span<Keyed> rows, bool descending) {
    std::ranges::sort(rows, [descending](const Keyed& one, const Keyed& other) {
        return one.key != other.key ? (one.key < other.key) != descending : one.row < other.row;
    });
}

// Eight letters at a time, and on with those that are alike so far: a text is looked at once for each eight letters
// that it shares with another, not once for each comparison.
class TextSorter {
public:
    TextSorter(const data::Dataset& dataset, const RowsWanted& wanted, const StopToken& stop)
        : dataset_(dataset), wanted_(wanted), stop_(stop) {}

    void sort(std::span<Keyed> rows, std::size_t letter = 0) {
        stop_.throwIfRequested();
        for (Keyed& one : rows)
            one.key = lettersAt(textOf(dataset_.examples[static_cast<std::size_t>(one.row)], wanted_.order), letter);
        sortByKey(rows, wanted_.descending);
        for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
            const std::uint64_t key = rows[begin].key;
            for (end = begin + 1; end < rows.size() && rows[end].key == key;)
                ++end;
            if (end - begin > 1 && (key & 0xFF) != 0 && letter < kMostLetters)
                sort(rows.subspan(begin, end - begin), letter + sizeof key);
        }
    }

private:
    static constexpr std::size_t kMostLetters = 4096; // beyond this the order of the file stands

    const data::Dataset& dataset_;
    const RowsWanted& wanted_;
    const StopToken& stop_;
};

void sortRows(std::vector<int>& rows, const data::Dataset& dataset, const RowsWanted& wanted, const RowFacts& facts,
              const StopToken& stop) {
    if (wanted.order == ExampleOrder::Number) {
        if (wanted.descending)
            std::ranges::reverse(rows);
        return;
    }
    std::vector<Keyed> keyed;
    keyed.reserve(rows.size());
    const bool byText = isText(wanted.order);
    Numbers numbers(wanted.order, facts);
    for (const int row : rows) {
        const auto index = static_cast<std::size_t>(row);
        keyed.push_back({byText ? 0 : numbers.of(dataset.examples[index], index), row});
    }
    if (byText)
        TextSorter(dataset, wanted, stop).sort(keyed);
    else
        sortByKey(keyed, wanted.descending);
    std::ranges::transform(keyed, rows.begin(), &Keyed::row);
}

} // namespace

std::uint16_t RowFacts::kindsOf(std::size_t example) const {
    if (!findings)
        return 0;
    const auto& kinds = findings->kinds[static_cast<std::size_t>(split)];
    return example < kinds.size() ? kinds[example] : std::uint16_t{0};
}

std::int32_t RowFacts::tokensOf(std::size_t example) const {
    if (!tokens || example >= tokens->size())
        return -1;
    return (*tokens)[example].question + (*tokens)[example].context;
}

std::vector<int> exampleRows(const data::Dataset& dataset, const RowsWanted& wanted, const RowFacts& facts,
                             const StopToken& stop) {
    std::vector<int> rows;
    Filter filter(wanted, facts);
    for (std::size_t i = 0; i < dataset.examples.size(); ++i) {
        if (i % kLook == 0)
            stop.throwIfRequested();
        if (filter.passes(dataset.examples[i], i))
            rows.push_back(static_cast<int>(i));
    }
    sortRows(rows, dataset, wanted, facts, stop);
    stop.throwIfRequested();
    return rows;
}

} // namespace finetune::ui
