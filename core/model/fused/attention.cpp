// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/fused/fused.h"
#include "core/model/fused/operation.h"

#include <ATen/Parallel.h>
#include <algorithm>
#include <cmath>

namespace finetune::model::fused {
namespace {

struct Attend : Operation {
    torch::Tensor qkv, logSum; // logSum: [heads, tokens]
    std::vector<std::int64_t> bounds, real;
    std::int64_t heads = 0;
    rows::Dropout drop;

    // Some heads of one sequence: rows of qkv from `first`, of which `keys` are attended to. Products take `high`
    // queries and `wide` keys, lengths rounded up.
    struct Part {
        std::int64_t head, heads, first, queries = 0, keys = 0, high = 0, wide = 0;
    };
    // Where there are spare rows (withSpareRows), products take some rows of the next sequence too, or spare ones after
    // the last: their probabilities are zero, and what is written there is overwritten when their turn comes.
    std::int64_t rounded(std::int64_t length) const {
        constexpr std::int64_t kMultiple = 16;
        static_assert(kMultiple <= kLeastSpareRows + 1);
        const bool hasRoom = tokens() - bounds.back() >= kLeastSpareRows;
        return hasRoom ? (length + kMultiple - 1) / kMultiple * kMultiple : length;
    }
    // What a thread works in: scores of a part's heads, twice, and two rows.
    struct Room {
        torch::Tensor scores, dScores, rows;
    };

    std::int64_t tokens() const { return qkv.size(0); }
    std::int64_t width() const { return qkv.size(1) / 3; }
    std::int64_t headWidth() const { return width() / heads; }
    // The rows after the last sequence, which attend to nothing.
    torch::Tensor spare(const torch::Tensor& x) const { return x.narrow(0, bounds.back(), tokens() - bounds.back()); }
    float scale() const { return 1.f / std::sqrt(static_cast<float>(headWidth())); }

    // [heads, rows, headWidth] of a matrix like qkv (which: 0 queries, 1 keys, 2 values) or like the output: a view.
    torch::Tensor columns(const torch::Tensor& x, int which, const Part& part, std::int64_t rows) const {
        const std::int64_t stride = x.size(1);
        return x.as_strided({part.heads, rows, headWidth()}, {headWidth(), stride, 1},
                            part.first * stride + which * width() + part.head * headWidth());
    }
    torch::Tensor query(const Part& part) const { return columns(qkv, 0, part, part.high); }
    torch::Tensor key(const Part& part) const { return columns(qkv, 1, part, part.wide); }
    torch::Tensor value(const Part& part) const { return columns(qkv, 2, part, part.wide); }
    static torch::Tensor square(const torch::Tensor& room, const Part& part) { // [heads, high, wide]
        return room.narrow(0, 0, part.heads * part.high * part.wide).view({part.heads, part.high, part.wide});
    }
    static void clearMargins(const torch::Tensor& square, const Part& part) {
        square.narrow(1, part.queries, part.high - part.queries).zero_();
        square.narrow(2, part.keys, part.wide - part.keys).zero_();
    }
    std::int64_t row(const Part& part, std::int64_t head) const { return (part.head + head) * tokens() + part.first; }

    // Heads are shared out among the threads: however long the sequences are, all threads have the same to do. A
    // product of float32 takes one head at a time, whose scores stay in the cache; calls for bfloat16 cost more than
    // that saves.
    template <class F>
    void eachPart(bool backward, F f) const {
        std::int64_t largest = 0, longest = 0;
        for (std::size_t s = 0; s < real.size(); ++s) {
            largest = std::max(largest, rounded(bounds[s + 1] - bounds[s]) * rounded(real[s]));
            longest = std::max(longest, real[s]);
        }
        at::parallel_for(0, heads, (heads + at::get_num_threads() - 1) / at::get_num_threads(),
                         [&](std::int64_t begin, std::int64_t end) {
                             const c10::InferenceMode noAutograd;
                             const std::int64_t step = qkv.scalar_type() == torch::kFloat32 ? 1 : end - begin;
                             const auto room = [&](bool needed) {
                                 return needed ? torch::empty({step * largest}, qkv.options()) : torch::Tensor();
                             };
                             const Room mine{room(true), room(backward), torch::empty({2 * longest}, torch::kFloat32)};
                             for (std::size_t s = 0; s < real.size(); ++s) {
                                 const std::int64_t queries = bounds[s + 1] - bounds[s];
                                 for (std::int64_t head = begin; head < end; head += step)
                                     f(Part{head, std::min(step, end - head), bounds[s], queries, real[s],
                                            rounded(queries), rounded(real[s])},
                                       mine);
                             }
                         });
    }

    torch::Tensor forward(const torch::Tensor& input, const torch::Tensor&) override {
        qkv = input;
        logSum = torch::empty({heads, tokens()}, torch::kFloat32);
        const torch::Tensor out = torch::empty({tokens(), width()}, qkv.options());
        eachPart(false, [&](const Part& part, const Room& room) {
            torch::Tensor scores = square(room.scores, part), mixed = columns(out, 0, part, part.high);
            at::bmm_out(scores, query(part), key(part).transpose(1, 2));
            withType(qkv, [&]<class T>(T*) {
                for (std::int64_t h = 0; h < part.heads; ++h)
                    rows::operations<T>().softmax(data<T>(scores) + h * part.high * part.wide, part.wide, scale(), drop,
                                                  static_cast<std::uint64_t>(row(part, h)),
                                                  logSum.data_ptr<float>() + row(part, h), room.rows.data_ptr<float>(),
                                                  part.queries, part.keys);
            });
            clearMargins(scores, part);
            at::bmm_out(mixed, scores, value(part));
        });
        spare(out).zero_();
        return out;
    }

    Gradients backward(const torch::Tensor& dOut) override {
        const torch::Tensor dQkv = torch::empty_like(qkv);
        eachPart(true, [&](const Part& part, const Room& room) {
            torch::Tensor scores = square(room.scores, part), dScores = square(room.dScores, part);
            torch::Tensor dQuery = columns(dQkv, 0, part, part.high), dKey = columns(dQkv, 1, part, part.wide),
                          dValue = columns(dQkv, 2, part, part.wide);
            const torch::Tensor dMixed = columns(dOut, 0, part, part.high);
            at::bmm_out(scores, query(part), key(part).transpose(1, 2));
            at::bmm_out(dScores, dMixed, value(part).transpose(1, 2));
            withType(qkv, [&]<class T>(T*) {
                for (std::int64_t h = 0; h < part.heads; ++h) {
                    const std::int64_t at = h * part.high * part.wide;
                    rows::operations<T>().softmaxBackward(data<T>(scores) + at, data<T>(dScores) + at, part.wide,
                                                          scale(), drop, static_cast<std::uint64_t>(row(part, h)),
                                                          logSum.const_data_ptr<float>() + row(part, h),
                                                          room.rows.data_ptr<float>(), part.queries, part.keys);
                }
            });
            clearMargins(scores, part);
            clearMargins(dScores, part);
            at::bmm_out(dValue, scores.transpose(1, 2), dMixed);
            at::bmm_out(dQuery, dScores, key(part));
            at::bmm_out(dKey, dScores.transpose(1, 2), query(part));
            const Part padding{.head = part.head, .heads = part.heads, .first = part.first + part.keys};
            for (const int which : {1, 2})
                columns(dQkv, which, padding, part.queries - part.keys).zero_();
        });
        spare(dQkv).zero_();
        return {dQkv, {}};
    }
};

} // namespace

torch::Tensor attend(const torch::Tensor& qkv, const Batch& batch, std::int64_t heads, rows::Dropout drop) {
    auto op = c10::make_intrusive<Attend>();
    op->bounds = batch.bounds;
    op->real = batch.real;
    op->heads = heads;
    op->drop = drop;
    return run(op, qkv);
}

} // namespace finetune::model::fused
