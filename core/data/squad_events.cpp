// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/squad_events.h"

#include "core/base/error.h"
#include "core/data/json_mistake.h"

#include <limits>

namespace finetune::data {
namespace {

constexpr const char* kForm = "A SQuAD file is {\"data\": [{\"title\", \"paragraphs\": [{\"context\", \"qas\": "
                              "[{\"id\", \"question\", \"answers\": [{\"text\", \"answer_start\"}]}]}]}]}";

} // namespace

const std::vector<SquadEvents::Known>& SquadEvents::known() {
    static const std::vector<Known> list = {
        {Level::Root, "version", Field::Version, nullptr},
        {Level::Root, "data", Field::Data, "a list of articles"},
        {Level::Article, "title", Field::Title, nullptr},
        {Level::Article, "paragraphs", Field::Paragraphs, "a list of paragraphs"},
        {Level::Paragraph, "context", Field::Context, "a text"},
        {Level::Paragraph, "qas", Field::Questions, "a list of questions"},
        {Level::Question, "id", Field::Id, "a text or a number"},
        {Level::Question, "question", Field::Question, "a text"},
        {Level::Question, "answers", Field::Answers, "a list of {\"text\", \"answer_start\"}"},
        {Level::Question, "is_impossible", Field::IsImpossible, "true or false"},
        {Level::Answer, "text", Field::Text, "a text"},
        {Level::Answer, "answer_start", Field::AnswerStart, "a whole number"},
    };
    return list;
}

void SquadEvents::notSquad(const std::string& what) const {
    throw Error(Kind::Input, "is not a SQuAD file: " + what).in(file_).cure(kForm);
}

void SquadEvents::rowForm() const {
    throw Error(Kind::Input, "is not a SQuAD file: it holds rows of question, context and answers, the hub's form")
        .in(file_)
        .cure(kForm);
}

bool SquadEvents::inList() const {
    switch (levels_.back()) {
    case Level::Data:
    case Level::Paragraphs:
    case Level::Questions:
    case Level::Answers:
    case Level::Rows:
        return true;
    default:
        return false;
    }
}

bool SquadEvents::open(Level level) {
    levels_.push_back(level);
    field_ = nullptr;
    return true;
}

bool SquadEvents::skip() {
    ++skipping_;
    return true;
}

// ------------------------------------------------------------------ values

bool SquadEvents::null() {
    return scalar({.type = "null", .isNull = true});
}

bool SquadEvents::boolean(bool value) {
    return scalar({.type = value ? "true" : "false", .flag = value});
}

bool SquadEvents::number_integer(std::int64_t value) {
    std::string text = std::to_string(value);
    return scalar({.type = "a number", .text = field() == Field::Id ? &text : nullptr, .integer = value});
}

bool SquadEvents::number_unsigned(std::uint64_t value) {
    constexpr auto kMost = std::numeric_limits<std::int64_t>::max(); // far past any context, as the number itself
    std::string text = std::to_string(value);
    return scalar({.type = "a number",
                   .text = field() == Field::Id ? &text : nullptr,
                   .integer = value > kMost ? kMost : static_cast<std::int64_t>(value)});
}

bool SquadEvents::number_float(double, const std::string& digits) {
    std::string text = digits;
    return scalar({.type = "a number with a fraction", .text = field() == Field::Id ? &text : nullptr});
}

bool SquadEvents::string(std::string& value) {
    return scalar({.type = "a text", .text = &value});
}

bool SquadEvents::binary(nlohmann::json::binary_t&) {
    return true; // JSON has none
}

bool SquadEvents::scalar(Scalar value) {
    if (skipping_ > 0)
        return true;
    if (levels_.empty())
        notSquad(std::string("it holds only ") + value.type);
    if (inList())
        wrongElement(value.type);
    else if (field_ && !take(value))
        wrongValue(value.type);
    return true;
}

bool SquadEvents::take(Scalar& value) {
    const auto text = [&](std::optional<std::string>& into) {
        if (value.text)
            into = *value.text; // a copy has the length it needs, and the parser keeps its buffer
        return value.text != nullptr;
    };
    switch (field()) {
    case Field::Version:
        if (value.text)
            builder_.setVersion(std::move(*value.text));
        return true;
    case Field::Title:
        if (value.text)
            title_ = std::move(*value.text);
        return true;
    case Field::Context:
        return text(paragraph_.context);
    case Field::Id:
        return text(paragraph_.questions.back().id);
    case Field::Question:
        return text(paragraph_.questions.back().question);
    case Field::IsImpossible:
        paragraph_.questions.back().isImpossible = value.flag;
        return value.flag || value.isNull;
    case Field::Answers:
        return value.isNull; // as if the key were not there
    case Field::Text:
        return text(paragraph_.questions.back().answers.back().text);
    case Field::AnswerStart:
        paragraph_.questions.back().answers.back().start = value.integer;
        return value.integer.has_value();
    default:
        return false;
    }
}

// ------------------------------------------------------------------ what is not of the form

void SquadEvents::complain(Complaint complaint) {
    switch (levels_.back()) {
    case Level::Root:
        notSquad(complaint.what);
    case Level::Article:
        return builder_.reject(std::move(complaint));
    case Level::Paragraph:
        return paragraph_.complaint.note(std::move(complaint.what), std::move(complaint.cure));
    case Level::Question:
        return paragraph_.questions.back().complaint.note(std::move(complaint.what), std::move(complaint.cure));
    case Level::Answer:
        return paragraph_.questions.back().answers.back().complaint.note(std::move(complaint.what),
                                                                         std::move(complaint.cure));
    default:
        return;
    }
}

void SquadEvents::wrongValue(const char* type) {
    if (!field_->form)
        return;
    const std::string what =
        "“" + std::string(field_->key) + "” must be " + field_->form + "; here it is " + std::string(type);
    const bool columns = field() == Field::Answers && std::string_view(type) == "an object";
    if (field() == Field::Paragraphs)
        sawParagraphs_ = true;
    complain({what, columns ? "The hub's rows keep answers as two lists; SQuAD has a list of {\"text\", "
                              "\"answer_start\"}"
                            : ""});
}

void SquadEvents::wrongElement(const char* type) {
    const Complaint complaint{std::string("must be an object; here it is ") + type, ""};
    switch (levels_.back()) {
    case Level::Data:
        builder_.beginArticle();
        builder_.reject(complaint);
        break;
    case Level::Paragraphs:
        paragraph_ = {};
        paragraph_.complaint = complaint;
        builder_.addParagraph(std::move(paragraph_));
        break;
    case Level::Questions:
        paragraph_.questions.emplace_back().complaint = complaint;
        break;
    case Level::Answers:
        paragraph_.questions.back().answers.emplace_back().complaint = complaint;
        break;
    default:
        notSquad("it holds a list");
    }
}

bool SquadEvents::parse_error(std::size_t byte, const std::string&, const nlohmann::detail::exception& error) {
    const std::string entry = builder_.place();
    const std::string place = placeOfJsonMistake(byte, error.what());
    throw jsonMistake(error.what()).in(file_).at(entry.empty() ? place : place + ", near " + entry).cure(kForm);
}

// ------------------------------------------------------------------ nesting

bool SquadEvents::start_object(std::size_t) {
    if (skipping_ > 0)
        return skip();
    if (levels_.empty())
        return open(Level::Root);
    switch (levels_.back()) {
    case Level::Data:
        builder_.beginArticle();
        title_.clear();
        sawParagraphs_ = sawQuestion_ = sawContext_ = false;
        return open(Level::Article);
    case Level::Paragraphs:
        paragraph_ = {};
        return open(Level::Paragraph);
    case Level::Questions:
        paragraph_.questions.emplace_back();
        return open(Level::Question);
    case Level::Answers:
        paragraph_.questions.back().answers.emplace_back();
        return open(Level::Answer);
    case Level::Rows:
        return open(Level::Row);
    default:
        if (field_)
            wrongValue("an object");
        return skip();
    }
}

bool SquadEvents::start_array(std::size_t) {
    if (skipping_ > 0)
        return skip();
    if (levels_.empty())
        return open(Level::Rows);
    if (inList()) {
        wrongElement("a list");
        return skip();
    }
    switch (field()) {
    case Field::Data:
        sawData_ = true;
        return open(Level::Data);
    case Field::Paragraphs:
        sawParagraphs_ = true;
        return open(Level::Paragraphs);
    case Field::Questions:
        paragraph_.hasQuestions = true;
        return open(Level::Questions);
    case Field::Answers:
        return open(Level::Answers);
    default:
        if (field_)
            wrongValue("a list");
        return skip();
    }
}

bool SquadEvents::key(std::string& name) {
    if (skipping_ > 0)
        return true;
    const Level level = levels_.back();
    field_ = nullptr;
    for (const Known& known : known())
        if (known.level == level && name == known.key) {
            field_ = &known;
            break;
        }
    if (level == Level::Root || level == Level::Article || level == Level::Row) {
        sawQuestion_ |= name == "question";
        sawContext_ |= name == "context";
    }
    return true;
}

bool SquadEvents::end_object() {
    if (skipping_ > 0) {
        --skipping_;
        return true;
    }
    const Level level = levels_.back();
    levels_.pop_back();
    field_ = nullptr;
    switch (level) {
    case Level::Paragraph:
        builder_.addParagraph(std::move(paragraph_));
        break;
    case Level::Article:
        if (!sawParagraphs_ && looksLikeRow())
            rowForm();
        if (!sawParagraphs_)
            builder_.reject({"has no “paragraphs”", "It needs “paragraphs”, a list of {\"context\", \"qas\"}"});
        builder_.endArticle(title_);
        break;
    case Level::Row:
    case Level::Root:
        if (level == Level::Root && sawData_)
            break;
        if (looksLikeRow())
            rowForm();
        notSquad(level == Level::Row ? "it holds a list" : "there is no “data”");
    default:
        break;
    }
    return true;
}

bool SquadEvents::end_array() {
    if (skipping_ > 0) {
        --skipping_;
        return true;
    }
    if (levels_.back() == Level::Rows)
        notSquad("it holds a list");
    levels_.pop_back();
    field_ = nullptr;
    return true;
}

} // namespace finetune::data
