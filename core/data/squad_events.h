// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/squad_builder.h"

#include <cstdint>
#include <nlohmann/json.hpp>

namespace finetune::data {

// Follows the nesting data / paragraphs / qas / answers through the events of nlohmann's SAX parser. Memory holds one
// paragraph; nesting of any depth is a number. Throws Input for what is no SQuAD file, with what it seems to be.
class SquadEvents {
public:
    SquadEvents(std::filesystem::path file, SquadBuilder& builder) : file_(std::move(file)), builder_(builder) {}

    bool null();
    bool boolean(bool value);
    bool number_integer(std::int64_t value);
    bool number_unsigned(std::uint64_t value);
    bool number_float(double value, const std::string& text);
    bool string(std::string& value);
    bool binary(nlohmann::json::binary_t& value);
    bool start_object(std::size_t);
    bool key(std::string& name);
    bool end_object();
    bool start_array(std::size_t);
    bool end_array();
    bool parse_error(std::size_t byte, const std::string& token, const nlohmann::detail::exception& error);

private:
    // What the parser stands in. Row is an object of a list at the top: never SQuAD, looked at to say what it is.
    enum class Level { Root, Data, Article, Paragraphs, Paragraph, Questions, Question, Answers, Answer, Rows, Row };
    // clang-format off
    enum class Field { Unknown, Version, Data, Title, Paragraphs, Context, Questions, Id, Question, Answers,
                       IsImpossible, Text, AnswerStart };
    // clang-format on
    struct Known {
        Level level;
        const char* key;
        Field field;
        const char* form; // what must stand there, as said in a message; nullptr: anything, it is not needed
    };
    static const std::vector<Known>& known();

    // A value that is no list and no object.
    struct Scalar {
        const char* type;
        std::string* text = nullptr;
        std::optional<std::int64_t> integer = {};
        std::optional<bool> flag = {};
        bool isNull = false;
    };

    bool scalar(Scalar value);
    bool take(Scalar& value); // true: it is what the field holds
    void wrongValue(const char* type);
    void wrongElement(const char* type);
    void complain(Complaint complaint);
    bool open(Level level);
    bool skip();
    Field field() const { return field_ ? field_->field : Field::Unknown; }
    bool inList() const;
    bool looksLikeRow() const { return sawQuestion_ && sawContext_; }
    [[noreturn]] void notSquad(const std::string& what) const;
    [[noreturn]] void rowForm() const;

    std::filesystem::path file_;
    SquadBuilder& builder_;
    std::vector<Level> levels_;
    std::size_t skipping_ = 0;     // depth below a value that is left out
    const Known* field_ = nullptr; // of the key read last
    bool sawData_ = false, sawParagraphs_ = false, sawQuestion_ = false, sawContext_ = false;
    std::string title_;
    RawParagraph paragraph_;
};

} // namespace finetune::data
