// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <string>

namespace finetune::train {

// Whether Hugging Face's TrainingArguments (4.57 or 5.17) has this name, but it has no effect here: other devices,
// other precision, reporting, upload. Throws Usage for a value that would change the result and that we cannot follow.
bool isIgnoredArgument(const std::string& name, const Json& value);

} // namespace finetune::train
