// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

namespace finetune {

Error& Error::in(const std::filesystem::path& file) {
    if (file_.empty())
        file_ = file;
    compose();
    return *this;
}

Error& Error::at(std::string place) {
    if (place_.empty())
        place_ = std::move(place);
    compose();
    return *this;
}

Error& Error::cure(std::string cure) {
    if (cure_.empty())
        cure_ = std::move(cure);
    compose();
    return *this;
}

void Error::compose() {
    message_ = file_.string();
    if (!place_.empty())
        message_ += (message_.empty() ? "" : ", ") + place_;
    if (!message_.empty())
        message_ += ": ";
    message_ += what_;
    if (!cure_.empty())
        message_ += ". " + cure_;
}

} // namespace finetune
