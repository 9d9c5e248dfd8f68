// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace finetune::data {

// Which of many things came first: by their hash and by their number, in a flat table that holds none of the things.
// With std::unordered_map, whose nodes lie all over memory, the doctor's look at a million questions took 2.5 times as
// long.
class FirstSeen {
public:
    // The number of the first thing that equals this one; `number` itself when it is the first. `equals` is asked about
    // an earlier number.
    template <class Equals>
    std::int32_t of(std::size_t hash, std::int32_t number, Equals equals) {
        if (2 * (count_ + 1) > slots_.size())
            grow();
        const auto mark = static_cast<std::uint32_t>(hash >> 32 ^ hash);
        for (std::size_t at = mark & mask();; at = (at + 1) & mask()) {
            Slot& slot = slots_[at];
            if (slot.number < 0) {
                slot = {mark, number};
                ++count_;
                return number;
            }
            if (slot.mark == mark && equals(slot.number))
                return slot.number;
        }
    }

private:
    struct Slot {
        std::uint32_t mark = 0;
        std::int32_t number = -1; // none
    };

    std::size_t mask() const { return slots_.size() - 1; } // the size is a power of two

    void grow() {
        const std::vector<Slot> before =
            std::exchange(slots_, std::vector<Slot>(slots_.empty() ? 64 : 2 * slots_.size()));
        for (const Slot& slot : before) {
            std::size_t at = slot.mark & mask();
            while (slot.number >= 0 && slots_[at].number >= 0)
                at = (at + 1) & mask();
            if (slot.number >= 0)
                slots_[at] = slot;
        }
    }

    std::vector<Slot> slots_;
    std::size_t count_ = 0;
};

} // namespace finetune::data
