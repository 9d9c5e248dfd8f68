// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/python_literal.h"

#include "core/text/utf8.h"

#include <cctype>
#include <charconv>

namespace finetune::data {
namespace {

class Literal {
public:
    explicit Literal(std::string_view text) : text_(text) {}

    std::optional<Json> whole() {
        auto value = this->value(0);
        skipSpace();
        return value && at_ == text_.size() ? value : std::nullopt;
    }

private:
    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool take(char c) {
        skipSpace();
        if (peek() != c)
            return false;
        ++at_;
        return true;
    }
    bool take(std::string_view word) {
        if (!text_.substr(at_).starts_with(word))
            return false;
        at_ += word.size();
        return true;
    }
    void skipSpace() {
        while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])))
            ++at_;
    }

    std::optional<Json> value(int depth) {
        constexpr int kDeepest = 16;
        skipSpace();
        if (depth > kDeepest)
            return {};
        const char c = peek();
        if (c == '{')
            return dictionary(depth);
        if (c == '[' || c == '(')
            return list(c == '[' ? ']' : ')', depth);
        if (c == '\'' || c == '"')
            return quoted();
        if (take("None") || take("null") || take("nan"))
            return Json(nullptr);
        if (take("True") || take("true"))
            return Json(true);
        if (take("False") || take("false"))
            return Json(false);
        if (take("array("))
            return array(depth);
        return number();
    }

    // array([…], dtype=object): the list counts.
    std::optional<Json> array(int depth) {
        auto list = value(depth + 1);
        const auto end = text_.find(')', at_);
        if (!list || end == std::string_view::npos)
            return {};
        at_ = end + 1;
        return list;
    }

    std::optional<Json> list(char end, int depth) {
        ++at_;
        Json list = Json::array();
        while (!take(end)) {
            auto element = value(depth + 1);
            if (!element)
                return {};
            list.push_back(std::move(*element));
            if (!take(',') && (skipSpace(), peek() != end))
                return {};
        }
        return list;
    }

    std::optional<Json> dictionary(int depth) {
        ++at_;
        Json object = Json::object();
        while (!take('}')) {
            skipSpace();
            const auto key = peek() == '\'' || peek() == '"' ? quoted() : std::nullopt;
            if (!key || !take(':'))
                return {};
            auto element = value(depth + 1);
            if (!element)
                return {};
            object[key->get<std::string>()] = std::move(*element);
            if (!take(',') && (skipSpace(), peek() != '}'))
                return {};
        }
        return object;
    }

    std::optional<Json> quoted() {
        const char quote = text_[at_++];
        std::string text;
        while (at_ < text_.size() && text_[at_] != quote) {
            if (text_[at_] != '\\')
                text.push_back(text_[at_++]);
            else if (!escape(text))
                return {};
        }
        if (at_ == text_.size())
            return {};
        ++at_;
        return Json(std::move(text));
    }

    bool escape(std::string& text) {
        if (++at_ == text_.size())
            return false;
        const char c = text_[at_++];
        constexpr std::string_view kLetters = "ntrbf", kMeant = "\n\t\r\b\f";
        if (const auto which = kLetters.find(c); which != std::string_view::npos)
            text.push_back(kMeant[which]);
        else if (c == 'x')
            return hexadecimal(text, 2);
        else if (c == 'u')
            return hexadecimal(text, 4);
        else if (c == 'U')
            return hexadecimal(text, 8);
        else
            text.push_back(c);
        return true;
    }

    bool hexadecimal(std::string& text, std::size_t digits) {
        std::uint32_t code = 0;
        if (!hexadecimal(code, digits))
            return false;
        if (code >= 0xD800 && code < 0xDC00 && take("\\u")) { // JSON writes what lies beyond in two halves
            std::uint32_t low = 0;
            if (!hexadecimal(low, 4) || low < 0xDC00 || low > 0xDFFF)
                return false;
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        }
        if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
            return false;
        text::append(text, static_cast<char32_t>(code));
        return true;
    }

    bool hexadecimal(std::uint32_t& code, std::size_t digits) {
        const std::string_view part = text_.substr(at_, digits);
        const auto read = std::from_chars(part.data(), part.data() + part.size(), code, 16);
        at_ += part.size();
        return part.size() == digits && read.ptr == part.data() + digits;
    }

    std::optional<Json> number() {
        const std::size_t begin = at_;
        while (std::isalnum(static_cast<unsigned char>(peek())) || peek() == '-' || peek() == '+' || peek() == '.')
            ++at_;
        Json number = Json::parse(text_.substr(begin, at_ - begin), nullptr, false);
        return number.is_number() ? std::optional(std::move(number)) : std::nullopt;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

} // namespace

std::optional<Json> writtenValue(std::string_view text) {
    return Literal(text).whole();
}

bool looksWritten(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    return begin != std::string_view::npos && (text[begin] == '{' || text[begin] == '[');
}

} // namespace finetune::data
