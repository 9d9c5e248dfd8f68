// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <arrow/result.h>
#include <filesystem>

// Arrow answers with a Status where we throw. Only the files that are built with Arrow include this.
namespace finetune::data {

[[noreturn]] inline void throwStatus(const arrow::Status& status, const std::filesystem::path& file, const char* what,
                                     const char* cure, Kind kind = Kind::Input) {
    if (status.IsOutOfMemory())
        kind = Kind::Environment;
    std::string said = status.message();
    for (char& c : said)
        if (c == '\n')
            c = ' ';
    throw Error(kind, std::string(what) + " (Arrow says: " + said + ")").in(file).cure(cure);
}

} // namespace finetune::data
