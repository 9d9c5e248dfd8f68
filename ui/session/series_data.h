// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace finetune::ui {

// What stands below a curve: updates, epochs, or seconds of training.
enum class RunAxis { Steps, Epochs, Time };

struct SeriesPoint {
    double step = 0, epoch = 0, seconds = 0;
    double value = 0; // NaN and infinity are kept as they are
};

// One curve of a run with every value that was told: a million points and more. Keys never fall; a point that comes too
// late counts at the place of the one before. What is drawn is cut to the pixels there are: of the points in a pixel
// the lowest and the highest, so that no peak is lost. One block of minima and maxima for each 256 points makes this
// quick.
class SeriesData {
public:
    void append(const SeriesPoint& point);
    void truncateAfter(double step); // drops later points: a run goes on from an older checkpoint
    void clear();

    std::size_t size() const { return value_.size(); }
    bool empty() const { return value_.empty(); }
    SeriesPoint at(std::size_t i) const { return {keys_[0][i], keys_[1][i], keys_[2][i], value_[i]}; }
    double key(RunAxis axis, std::size_t i) const { return column(axis)[i]; }
    double value(std::size_t i) const { return value_[i]; }
    double lastKey(RunAxis axis) const { return empty() ? 0 : column(axis).back(); }
    std::size_t notNumbers() const { return notNumbers_; }

    // The first point at or after a key; size() when there is none. And the one nearest to it (there must be one).
    std::size_t firstFrom(RunAxis axis, double key) const;
    std::size_t nearest(RunAxis axis, double key) const;

    struct Column {
        double key = 0;
        double low = 0, high = 0; // equal for a single point; NaN where no value of the pixel is finite
    };
    struct Bad { // values that are no finite number
        double key = 0;
        bool below = false; // minus infinity
    };
    struct Drawn {
        bool band = false; // columns stand for several points each
        std::vector<Column> columns;
        std::vector<Bad> bad; // at most two a pixel
    };
    // The points from `from` to `to`, and one more on each side so that lines reach the edges. At most two points a
    // pixel are given as they are; of more, each pixel's lowest and highest.
    Drawn drawn(RunAxis axis, double from, double to, int pixels) const;

    // The exponential mean of the values up to each point, corrected for its beginning (as in TensorBoard): `weight`
    // 0 … 0.999 is how much of the mean so far is kept. Values that are no number are passed over. Kept for the last
    // weight that was asked for and carried on when points are added.
    const std::vector<double>& smoothed(double weight) const;

private:
    struct Block {
        double low, high; // of the finite values; low > high when there is none
        bool bad;
    };
    static constexpr std::size_t kBlock = 256;

    const std::vector<double>& column(RunAxis axis) const { return keys_[static_cast<std::size_t>(axis)]; }
    void closeBlock();
    void widen(Block& block, std::size_t i) const;
    Block extent(std::size_t first, std::size_t end) const;
    void addBad(Drawn& drawn, RunAxis axis, std::size_t first, std::size_t end) const;

    std::vector<double> keys_[3]; // by RunAxis
    std::vector<double> value_;
    std::vector<Block> blocks_; // of whole blocks of points
    std::size_t notNumbers_ = 0;

    mutable std::vector<double> smoothed_;
    mutable double smoothedWeight_ = -1, mean_ = 0, share_ = 0;
};

} // namespace finetune::ui
