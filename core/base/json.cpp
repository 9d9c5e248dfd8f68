// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"

#include "core/base/error.h"
#include "core/base/files.h"

namespace finetune {

Json readJson(const std::filesystem::path& file) {
    const std::string text = files::read(file);
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& error) {
        throw Error(Kind::Input, text.empty() ? "the file is empty" : "is not JSON")
            .in(file)
            .at("byte " + std::to_string(error.byte))
            .cure("The file must hold one JSON value");
    }
}

void writeJson(const std::filesystem::path& file, const Json& value) {
    files::writeAtomically(file, value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

} // namespace finetune
