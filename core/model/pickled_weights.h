// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/model/safetensors.h"

#include <list>

namespace finetune::model {

// A mapped pytorch_model.bin: what torch.save makes of a state_dict, as a zip or in the form before PyTorch 1.6. Its
// pickle is read, never run: it may hold a dictionary of tensors and nothing else, and names of Python's that it asks
// for are refused but for those that such a dictionary is made of. Every size is checked against the file. Throws
// Input. No torch: LibTorch's own reader refuses every state_dict (see the tests of this file).
class PickledWeights {
public:
    explicit PickledWeights(const std::filesystem::path& file);
    // The bytes live as long as this object; tied tensors share them.
    const std::map<std::string, TensorView>& tensors() const { return tensors_; }

private:
    files::Mapped mapped_;
    std::list<std::vector<std::byte>> rearranged_; // of tensors whose elements are in another order in the file
    std::map<std::string, TensorView> tensors_;
};

} // namespace finetune::model
