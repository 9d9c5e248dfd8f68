// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

namespace finetune::test {

inline std::shared_ptr<const std::string> contextOf(const std::string& text) {
    return std::make_shared<const std::string>(text);
}

inline data::Example example(const std::string& id, const std::string& question,
                             const std::shared_ptr<const std::string>& context, std::vector<data::Answer> answers) {
    data::Example made;
    made.id = id;
    made.title = "towns";
    made.question = question;
    made.context = context;
    made.isImpossible = answers.empty();
    made.answers = std::move(answers);
    return made;
}

inline std::shared_ptr<const data::Dataset> datasetOf(std::vector<data::Example> examples) {
    auto set = std::make_shared<data::Dataset>();
    set->examples = std::move(examples);
    return set;
}

} // namespace finetune::test
