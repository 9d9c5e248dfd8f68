// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/hub/http.h"
#include "core/hub/repository.h"

namespace finetune::hub {

// What a request came to, for a person: what is true and what to do. `file` is the one that was asked for, or empty.
// Neither the token nor a signed address is in it.
Error failure(const Answer& answer, const Client& client, const Repository& repository, const std::string& file = {});

} // namespace finetune::hub
