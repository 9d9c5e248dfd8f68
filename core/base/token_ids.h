// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace finetune {

// Token ids that stand in up to three places one after the other: what a window has before its part of the context,
// that part, and what follows. A view, as std::span is: it owns nothing.
class TokenIds {
public:
    using Part = std::span<const std::int32_t>;

    TokenIds() = default;
    TokenIds(const std::vector<std::int32_t>& ids) : first_(ids) {}
    TokenIds(std::vector<std::int32_t>&&) = delete; // would look into what is gone
    TokenIds(Part first, Part second, Part third) : first_(first), second_(second), third_(third) {}

    std::size_t size() const { return first_.size() + second_.size() + third_.size(); }
    bool empty() const { return size() == 0; }

    std::int32_t operator[](std::size_t at) const {
        if (at < first_.size())
            return first_[at];
        at -= first_.size();
        return at < second_.size() ? second_[at] : third_[at - second_.size()];
    }

    // Index of the first token with this id; -1: there is none.
    std::int32_t indexOf(std::int32_t id) const {
        for (std::size_t at = 0; at < size(); ++at)
            if ((*this)[at] == id)
                return static_cast<std::int32_t>(at);
        return -1;
    }

    // Writes all of them from `out` on.
    template <class Out>
    void copyTo(Out out) const {
        for (const Part part : {first_, second_, third_})
            out = std::copy(part.begin(), part.end(), out);
    }

    std::vector<std::int32_t> toVector() const {
        std::vector<std::int32_t> ids(size());
        copyTo(ids.begin());
        return ids;
    }

private:
    Part first_, second_, third_;
};

} // namespace finetune
