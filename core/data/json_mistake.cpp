// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/json_mistake.h"

namespace finetune::data {
namespace {

struct Mistake {
    const char* said; // by the parser
    const char* what;
    const char* cure;
};

constexpr Mistake kMistakes[] = {
    {"ill-formed UTF-8", "a text is not UTF-8", "Save the file again as UTF-8"},
    {"surrogate", "half of a surrogate pair stands alone (\\ud800 to \\udfff come in twos)",
     "Write the character itself, or both halves"},
    {"number overflow", "a number is out of range", ""},
    {"unexpected end of input", "the file ends too early", "It is not complete: download or export it again"},
    {"missing closing quote", "the file ends too early", "It is not complete: download or export it again"},
    {"expected end of input", "the file goes on after the end of its JSON value", ""},
    {"control character", "a control character stands in a text", "Write it as an escape, for instance \\n"},
};

} // namespace

Error jsonMistake(std::string_view said) {
    for (const Mistake& mistake : kMistakes)
        if (said.find(mistake.said) != std::string_view::npos)
            return Error(Kind::Input, std::string("is not JSON: ") + mistake.what).cure(mistake.cure);
    return Error(Kind::Input, "is not JSON");
}

std::string placeOfJsonMistake(std::size_t byte, std::string_view said) {
    const std::string place = "byte " + std::to_string(byte);
    const auto line = said.find("at line "), colon = said.find(':', line);
    if (line == std::string_view::npos || colon == std::string_view::npos)
        return place;
    return std::string(said.substr(line + 3, colon - line - 3)) + " (" + place + ")";
}

} // namespace finetune::data
