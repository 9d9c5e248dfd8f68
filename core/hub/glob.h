// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace finetune::hub {

// Of sorted names those that a pattern of a dataset card means, as `datasets` resolves one: * and ? within a part,
// [a-c] and [!a-c] one character, ** any folders and none. Hidden files, folders that begin with __ and the
// repository's own papers (README.md, dataset_infos.json …) only where the pattern names them. Throws Input: ** beside
// other characters.
std::vector<std::string> matching(const std::string& pattern, const std::vector<std::string>& names);

} // namespace finetune::hub
