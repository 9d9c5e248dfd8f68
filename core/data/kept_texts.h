// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace finetune::data {

// Where the texts of a batch lie, one behind the other; views stay good as long as it lives.
class KeptTexts {
public:
    std::string_view keep(std::string_view text) {
        if (text.empty())
            return {"", 0};
        if (text.size() > left_) {
            left_ = std::max<std::size_t>(text.size(), std::size_t{1} << 16);
            blocks_.push_back(std::make_unique_for_overwrite<char[]>(left_));
            at_ = blocks_.back().get();
        }
        char* const begin = at_;
        std::memcpy(begin, text.data(), text.size());
        at_ += text.size();
        left_ -= text.size();
        bytes_ += text.size();
        return {begin, text.size()};
    }
    std::size_t bytes() const { return bytes_; }

private:
    std::vector<std::unique_ptr<char[]>> blocks_;
    char* at_ = nullptr;
    std::size_t left_ = 0, bytes_ = 0;
};

constexpr std::size_t kBatchBytes = std::size_t{16} << 20; // a batch ends after the row that reaches it

} // namespace finetune::data
