// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/series_data.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace finetune::ui {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

} // namespace

void SeriesData::append(const SeriesPoint& point) {
    const double keys[] = {point.step, point.epoch, point.seconds};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double key = std::isfinite(keys[axis]) ? keys[axis] : 0;
        keys_[axis].push_back(keys_[axis].empty() ? key : std::max(key, keys_[axis].back()));
    }
    value_.push_back(point.value);
    notNumbers_ += !std::isfinite(point.value);
    if (value_.size() % kBlock == 0)
        closeBlock();
}

void SeriesData::truncateAfter(double step) {
    const auto end = std::ranges::upper_bound(keys_[0], step);
    const auto kept = static_cast<std::size_t>(end - keys_[0].begin());
    if (kept == size())
        return;
    for (std::vector<double>& keys : keys_)
        keys.resize(kept);
    value_.resize(kept);
    blocks_.resize(kept / kBlock);
    notNumbers_ =
        static_cast<std::size_t>(std::ranges::count_if(value_, [](double value) { return !std::isfinite(value); }));
    smoothedWeight_ = -1;
}

void SeriesData::clear() {
    *this = {};
}

std::size_t SeriesData::firstFrom(RunAxis axis, double key) const {
    const auto& keys = column(axis);
    return static_cast<std::size_t>(std::ranges::lower_bound(keys, key) - keys.begin());
}

std::size_t SeriesData::nearest(RunAxis axis, double key) const {
    const auto& keys = column(axis);
    const std::size_t after = std::min(firstFrom(axis, key), size() - 1);
    return after > 0 && key - keys[after - 1] < keys[after] - key ? after - 1 : after;
}

void SeriesData::widen(Block& block, std::size_t i) const {
    const double value = value_[i];
    if (!std::isfinite(value)) {
        block.bad = true;
        return;
    }
    block.low = std::min(block.low, value);
    block.high = std::max(block.high, value);
}

void SeriesData::closeBlock() {
    Block block{kInfinity, -kInfinity, false};
    for (std::size_t i = size() - kBlock; i < size(); ++i)
        widen(block, i);
    blocks_.push_back(block);
}

SeriesData::Block SeriesData::extent(std::size_t first, std::size_t end) const {
    Block all{kInfinity, -kInfinity, false};
    while (first < end) {
        if (first % kBlock == 0 && first + kBlock <= end) {
            const Block& block = blocks_[first / kBlock];
            all = {std::min(all.low, block.low), std::max(all.high, block.high), all.bad || block.bad};
            first += kBlock;
        } else {
            widen(all, first++);
        }
    }
    return all;
}

// One of each kind is enough for a pixel; whole blocks without any are passed over.
void SeriesData::addBad(Drawn& drawn, RunAxis axis, std::size_t first, std::size_t end) const {
    bool above = false, below = false;
    for (std::size_t i = first; i < end && !(above && below); ++i) {
        if (i % kBlock == 0 && i + kBlock <= end && !blocks_[i / kBlock].bad) {
            i += kBlock - 1;
            continue;
        }
        if (std::isfinite(value_[i]))
            continue;
        const bool minus = value_[i] < 0; // false for NaN
        bool& seen = minus ? below : above;
        if (!seen)
            drawn.bad.push_back({key(axis, i), minus});
        seen = true;
    }
}

SeriesData::Drawn SeriesData::drawn(RunAxis axis, double from, double to, int pixels) const {
    Drawn drawn;
    if (empty() || pixels <= 0 || !(from < to))
        return drawn;
    const auto& keys = column(axis);
    std::size_t first = firstFrom(axis, from);
    auto end = static_cast<std::size_t>(std::ranges::upper_bound(keys, to) - keys.begin());
    first -= first > 0;
    end += end < size();
    if (end - first <= 2 * static_cast<std::size_t>(pixels)) {
        for (std::size_t i = first; i < end; ++i) {
            const double value = std::isfinite(value_[i]) ? value_[i] : kNaN;
            drawn.columns.push_back({keys[i], value, value});
        }
        for (std::size_t i = first; i < end; ++i)
            if (!std::isfinite(value_[i]))
                drawn.bad.push_back({keys[i], value_[i] < 0});
        return drawn;
    }
    drawn.band = true;
    drawn.columns.reserve(static_cast<std::size_t>(pixels) + 2);
    const double width = (to - from) / pixels;
    for (int pixel = -1; pixel <= pixels && first < end; ++pixel) {
        const double edge = from + width * (pixel + 1);
        const std::size_t next = pixel == pixels ? end : std::min(end, firstFrom(axis, edge));
        if (next <= first)
            continue;
        const Block extremes = extent(first, next);
        const bool any = extremes.low <= extremes.high;
        drawn.columns.push_back({keys[first], any ? extremes.low : kNaN, any ? extremes.high : kNaN});
        if (extremes.bad)
            addBad(drawn, axis, first, next);
        first = next;
    }
    return drawn;
}

const std::vector<double>& SeriesData::smoothed(double weight) const {
    weight = std::clamp(weight, 0.0, 0.999);
    if (weight != smoothedWeight_) {
        smoothedWeight_ = weight;
        smoothed_.clear();
        mean_ = share_ = 0;
    }
    smoothed_.reserve(value_.capacity());
    for (std::size_t i = smoothed_.size(); i < size(); ++i) {
        if (std::isfinite(value_[i])) {
            mean_ = weight * mean_ + (1 - weight) * value_[i];
            share_ = weight * share_ + (1 - weight);
        }
        smoothed_.push_back(share_ > 0 ? mean_ / share_ : kNaN);
    }
    return smoothed_;
}

} // namespace finetune::ui
