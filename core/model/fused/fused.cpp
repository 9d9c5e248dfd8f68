// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/fused/fused.h"

#include "core/model/fused/operation.h"

#include <ATen/Parallel.h>
#include <cmath>

namespace finetune::model::fused {
namespace {

constexpr std::int64_t kRowsPerTask = 32; // fewer are not worth a thread

const float* floats(const torch::Tensor& x) {
    return x.defined() ? x.const_data_ptr<float>() : nullptr;
}

// Column sums that every thread collects for itself: [threads, sums, width]. Added in the order of the threads, so the
// result depends on their number alone.
class ColumnSums {
public:
    ColumnSums(std::int64_t sums, std::int64_t width)
        : parts_(torch::zeros({at::get_num_threads(), sums, width}, torch::kFloat32)) {}
    float* of(std::int64_t sum) {
        return parts_.data_ptr<float>() + at::get_thread_num() * parts_.stride(0) + sum * parts_.stride(1);
    }
    void addTo(std::int64_t sum, const torch::Tensor& gradient) { gradient.add_(parts_.select(1, sum).sum(0)); }

private:
    torch::Tensor parts_;
};

template <class F>
void overRows(std::int64_t count, F f) {
    at::parallel_for(0, count, kRowsPerTask, f);
}

struct Embed : Operation {
    torch::Tensor ids, positionIds, typeIds, sum, mean, rstd;
    Weight words, positions, types;
    Norm norm;
    std::int64_t padId = 0;
    rows::Dropout drop;
    torch::ScalarType type{};

    torch::Tensor forward(const torch::Tensor&, const torch::Tensor&) override {
        const std::int64_t count = ids.size(0), width = words.value.size(1);
        sum = torch::empty({count, width}, torch::kFloat32);
        mean = torch::empty({count}, torch::kFloat32);
        rstd = torch::empty({count}, torch::kFloat32);
        const torch::Tensor out = torch::empty({count, width}, type);
        withType(out, [&]<class T>(T*) {
            overRows(count, [&](std::int64_t begin, std::int64_t end) {
                rows::operations<T>().embedNorm(
                    floats(words.value), floats(positions.value), floats(types.value),
                    ids.const_data_ptr<std::int64_t>(), positionIds.const_data_ptr<std::int64_t>(),
                    typeIds.const_data_ptr<std::int64_t>(), floats(norm.gamma.value), floats(norm.beta.value), norm.eps,
                    drop, sum.data_ptr<float>(), data<T>(out), mean.data_ptr<float>(), rstd.data_ptr<float>(), begin,
                    end, width);
            });
        });
        return out;
    }

    Gradients backward(const torch::Tensor& dOut) override {
        const std::int64_t count = ids.size(0), width = words.value.size(1);
        const torch::Tensor dSum = torch::empty_like(sum);
        ColumnSums sums(2, width);
        withType(dOut, [&]<class T>(T*) {
            overRows(count, [&](std::int64_t begin, std::int64_t end) {
                rows::operations<T>().embedNormBackward(data<T>(dOut), floats(sum), floats(mean), floats(rstd),
                                                        floats(norm.gamma.value), drop, dSum.data_ptr<float>(),
                                                        sums.of(0), sums.of(1), begin, end, width);
            });
        });
        sums.addTo(0, norm.gamma.gradient);
        sums.addTo(1, norm.beta.gradient);
        addRows(words.gradient, ids, dSum, padId);
        addRows(positions.gradient, positionIds, dSum, -1);
        if (types.value.defined())
            addRows(types.gradient, typeIds, dSum, -1);
        return {};
    }

    // table[ids[r]] += x[r] without a dense gradient. Threads share columns, so none writes where another does.
    static void addRows(const torch::Tensor& table, const torch::Tensor& ids, const torch::Tensor& x,
                        std::int64_t skipped) {
        const std::int64_t width = x.size(1);
        const auto* id = ids.const_data_ptr<std::int64_t>();
        at::parallel_for(0, width, 64, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t r = 0; r < ids.size(0); ++r) {
                if (id[r] == skipped)
                    continue;
                float* to = table.data_ptr<float>() + id[r] * width;
                const float* from = floats(x) + r * width;
                for (std::int64_t i = begin; i < end; ++i)
                    to[i] += from[i];
            }
        });
    }
};

struct Linear : Operation {
    torch::Tensor x;
    Weight weight, bias;

    torch::Tensor forward(const torch::Tensor& input, const torch::Tensor&) override {
        x = input;
        const torch::Tensor& w = weight.as(x.scalar_type());
        return bias.value.defined() ? at::addmm(bias.value.to(x.scalar_type()), x, w.t()) : at::mm(x, w.t());
    }

    Gradients backward(const torch::Tensor& dY) override {
        if (x.scalar_type() == torch::kFloat32)
            weight.gradient.addmm_(dY.t(), x);
        else
            weight.gradient.add_(at::mm(dY.t(), x));
        if (bias.value.defined()) {
            ColumnSums sums(1, dY.size(1));
            withType(dY, [&]<class T>(T*) {
                overRows(dY.size(0), [&](std::int64_t begin, std::int64_t end) {
                    rows::operations<T>().addColumns(data<T>(dY), sums.of(0), begin, end, dY.size(1));
                });
            });
            sums.addTo(0, bias.gradient);
        }
        return {at::mm(dY, weight.as(x.scalar_type())), {}};
    }
};

struct Activate : Operation {
    torch::Tensor u;
    Weight bias;
    rows::Activation f{};

    torch::Tensor forward(const torch::Tensor& input, const torch::Tensor&) override {
        u = input;
        const torch::Tensor out = torch::empty_like(u);
        withType(u, [&]<class T>(T*) {
            overRows(u.size(0), [&](std::int64_t begin, std::int64_t end) {
                rows::operations<T>().activate(f, data<T>(u), floats(bias.value), data<T>(out), begin, end, u.size(1));
            });
        });
        return out;
    }

    Gradients backward(const torch::Tensor& dOut) override {
        const torch::Tensor dU = torch::empty_like(u);
        ColumnSums sums(1, u.size(1));
        withType(u, [&]<class T>(T*) {
            overRows(u.size(0), [&](std::int64_t begin, std::int64_t end) {
                rows::operations<T>().activateBackward(f, data<T>(u), floats(bias.value), data<T>(dOut), data<T>(dU),
                                                       sums.of(0), begin, end, u.size(1));
            });
        });
        sums.addTo(0, bias.gradient);
        return {dU, {}};
    }
};

struct AddNorm : Operation {
    torch::Tensor sum, mean, rstd;
    Weight bias;
    Norm norm;
    rows::Dropout drop;

    torch::Tensor forward(const torch::Tensor& y, const torch::Tensor& residual) override {
        const std::int64_t count = y.size(0), width = y.size(1);
        sum = y;
        mean = torch::empty({count}, torch::kFloat32);
        rstd = torch::empty({count}, torch::kFloat32);
        const torch::Tensor out = torch::empty_like(y);
        withType(y, [&]<class T>(T*) {
            overRows(count, [&](std::int64_t begin, std::int64_t end) {
                rows::operations<T>().addNorm(data<T>(y), floats(bias.value), data<T>(residual),
                                              floats(norm.gamma.value), floats(norm.beta.value), norm.eps, drop,
                                              data<T>(sum), data<T>(out), mean.data_ptr<float>(),
                                              rstd.data_ptr<float>(), begin, end, width);
            });
        });
        return out;
    }

    Gradients backward(const torch::Tensor& dOut) override {
        const std::int64_t count = sum.size(0), width = sum.size(1);
        const torch::Tensor dResidual = torch::empty_like(sum);
        const torch::Tensor dY = drop.threshold ? torch::empty_like(sum) : dResidual;
        ColumnSums sums(3, width);
        withType(sum, [&]<class T>(T*) {
            overRows(count, [&](std::int64_t begin, std::int64_t end) {
                rows::operations<T>().addNormBackward(data<T>(dOut), data<T>(sum), floats(mean), floats(rstd),
                                                      floats(norm.gamma.value), drop, data<T>(dResidual),
                                                      drop.threshold ? data<T>(dY) : nullptr, sums.of(0), sums.of(1),
                                                      sums.of(2), begin, end, width);
            });
        });
        sums.addTo(0, bias.gradient);
        sums.addTo(1, norm.gamma.gradient);
        sums.addTo(2, norm.beta.gradient);
        return {dY, dResidual};
    }
};

} // namespace

rows::Dropout DropoutSeeds::next(double rate) {
    seed_ += 0x9e3779b97f4a7c15u;
    if (!training_ || rate <= 0)
        return {};
    const double threshold = std::min(std::round(rate * 4294967296.0), 4294967295.0);
    return {seed_, static_cast<std::uint32_t>(threshold), static_cast<float>(1 / (1 - rate))};
}

torch::Tensor embed(const torch::Tensor& anchor, const Batch& batch, const Weight& words, const Weight& positions,
                    const Weight& types, const Norm& norm, std::int64_t padId, rows::Dropout drop,
                    torch::ScalarType type) {
    auto op = c10::make_intrusive<Embed>();
    op->ids = batch.ids;
    op->positionIds = batch.positions;
    op->typeIds = batch.typeIds;
    op->words = words;
    op->positions = positions;
    op->types = types;
    op->norm = norm;
    op->padId = padId;
    op->drop = drop;
    op->type = type;
    return run(op, anchor);
}

torch::Tensor withSpareRows(const torch::Tensor& x) {
    constexpr std::int64_t kMultiple = 64;
    const std::int64_t rows = (x.size(0) + kLeastSpareRows + kMultiple - 1) / kMultiple * kMultiple;
    return at::constant_pad_nd(x, {0, 0, 0, rows - x.size(0)});
}

torch::Tensor linear(const torch::Tensor& x, const Weight& weight, const Weight& bias) {
    auto op = c10::make_intrusive<Linear>();
    op->weight = weight;
    op->bias = bias;
    return run(op, x);
}

torch::Tensor activate(const torch::Tensor& u, const Weight& bias, rows::Activation f) {
    auto op = c10::make_intrusive<Activate>();
    op->bias = bias;
    op->f = f;
    return run(op, u);
}

torch::Tensor addNorm(const torch::Tensor& y, const Weight& bias, const torch::Tensor& residual, const Norm& norm,
                      rows::Dropout drop) {
    auto op = c10::make_intrusive<AddNorm>();
    op->bias = bias;
    op->norm = norm;
    op->drop = drop;
    return run(op, y, residual);
}

} // namespace finetune::model::fused
