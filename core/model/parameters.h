// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/config.h"
#include "core/model/model.h"
#include "core/model/weight_files.h"

namespace finetune::model {

enum class Role { Weight, Bias, NormWeight, NormBias }; // how a tensor is initialised, and whether it decays

// Hands a model its parameters, in the order in which they are asked for: from files, or random by the family's recipe.
// Names are the family's without base prefix; the head's ("qa_outputs.…") may be missing in files and is then made new.
class ParameterSource {
public:
    ParameterSource(const EncoderConfig& config, const WeightFiles* files, const std::filesystem::path& folder,
                    const LoadOptions& options);

    torch::Tensor take(const std::string& name, std::vector<std::int64_t> shape, Role role);

    std::vector<Parameter> parameters;
    std::vector<std::string> newlyInitialised;
    std::vector<std::string> ignored() const; // of the files: what nobody asked for

private:
    torch::Tensor fromFile(const TensorView& view, const std::string& name,
                           const std::vector<std::int64_t>& shape) const;
    torch::Tensor fresh(const std::string& name, const std::vector<std::int64_t>& shape, Role role) const;

    const EncoderConfig& config_;
    std::filesystem::path folder_;
    LoadOptions options_;
    bool hasFiles_;
    std::map<std::string, const TensorView*> found_; // by canonical name
    torch::Generator generator_;
};

} // namespace finetune::model
