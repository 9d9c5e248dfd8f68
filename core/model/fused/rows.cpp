// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled once for every instruction set, with FINETUNE_ROWS naming it. Everything is in an unnamed namespace and
// nothing is included that has inline functions: the linker keeps one copy of those for the whole program, and it might
// be one that the machine cannot execute.
#include "core/model/fused/rows.h"

namespace finetune::model::rows {
namespace {

// Sixteen lanes; the compiler makes them one, two or four registers.
constexpr int kLanes = 16;
using V = float __attribute__((vector_size(4 * kLanes)));
using U = std::uint32_t __attribute__((vector_size(4 * kLanes)));
using S = std::uint16_t __attribute__((vector_size(2 * kLanes)));

inline V all(float x) {
    return x - V{};
}
inline U bitsOf(V x) {
    return (U)x;
}
inline V fromBits(U x) {
    return (V)x;
}

inline V widen(S x) {
    return fromBits(__builtin_convertvector(x, U) << 16);
}
// Round to nearest, ties to even. A NaN stays one: those that arithmetic makes have the top bit of the fraction set.
inline S narrow(V x) {
    const U b = bitsOf(x);
    return __builtin_convertvector((b + 0x7fffu + ((b >> 16) & 1u)) >> 16, S);
}

inline V load(const float* p) {
    V x;
    __builtin_memcpy(&x, p, sizeof x);
    return x;
}
inline V load(const BFloat16* p) {
    S x;
    __builtin_memcpy(&x, p, sizeof x);
    return widen(x);
}
inline void store(float* p, V x) {
    __builtin_memcpy(p, &x, sizeof x);
}
inline void store(BFloat16* p, V x) {
    const S s = narrow(x);
    __builtin_memcpy(p, &s, sizeof s);
}

// The last, incomplete lanes of a row; missing ones read as zero.
template <class T>
inline V loadSome(const T* p, int count) {
    T lanes[kLanes] = {};
    for (int i = 0; i < count; ++i)
        lanes[i] = p[i];
    return load(lanes);
}
template <class T>
inline void storeSome(T* p, V x, int count) {
    T lanes[kLanes];
    store(lanes, x);
    for (int i = 0; i < count; ++i)
        p[i] = lanes[i];
}

// How many lanes of a step are in the row: all of them in the main loop, known when compiling.
struct Whole {};
struct Some {
    int count;
};
template <class T>
inline V load(const T* p, Whole) {
    return load(p);
}
template <class T>
inline V load(const T* p, Some some) {
    return loadSome(p, some.count);
}
template <class T>
inline void store(T* p, V x, Whole) {
    store(p, x);
}
template <class T>
inline void store(T* p, V x, Some some) {
    storeSome(p, x, some.count);
}
inline void add(float* p, V x, auto part) {
    store(p, load(p, part) + x, part);
}

template <class F>
inline void eachStep(std::int64_t width, F f) {
    std::int64_t i = 0;
    for (; i + kLanes <= width; i += kLanes)
        f(i, Whole{});
    if (i < width)
        f(i, Some{static_cast<int>(width - i)});
}

// Lanes beyond the row count as `fill`.
inline V masked(V x, float, Whole) {
    return x;
}
inline V masked(V x, float fill, Some some) {
    for (int i = some.count; i < kLanes; ++i)
        x[i] = fill;
    return x;
}

inline float total(V x) {
    float sum = 0;
    for (int i = 0; i < kLanes; ++i)
        sum += x[i];
    return sum;
}

// e^x to 2 ulp: x = n·ln 2 + r, a polynomial in r of degree 6 (Cephes, expf), n added to the exponent.
inline V exponential(V x) {
    x = x < all(-87.3f) ? all(-87.3f) : x; // so a NaN stays
    x = x > all(88.3f) ? all(88.3f) : x;
    constexpr float kRounding = 12582912.f; // 1.5·2²³: adding it leaves the integer in the low bits
    const V shifted = x * 1.44269504f + kRounding;
    const V n = shifted - kRounding;
    const V r = x - n * 0.693359375f + n * 2.12194440e-4f;
    V p = all(1.9875691500e-4f);
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.f;
    return fromBits(bitsOf(p) + (bitsOf(shifted) << 23));
}

inline float logarithm(float x) {
    return __builtin_logf(x);
}

// Two rounds of multiply and shift (after Wellons, "prospecting for hash functions"), with a key of the row before and
// between: rows whose first keys lie close do not share a shifted mask.
struct RowKey {
    std::uint32_t before, between;
};
inline RowKey rowKey(std::uint64_t seed, std::uint64_t row) {
    std::uint64_t z = seed + (row + 1) * 0x9e3779b97f4a7c15u; // splitmix64
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    z ^= z >> 31;
    return {static_cast<std::uint32_t>(z), static_cast<std::uint32_t>(z >> 32)};
}
inline U hash(RowKey key, std::int64_t column) {
    constexpr U kIota = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    U x = kIota + static_cast<std::uint32_t>(column) + key.before;
    x = (x ^ (x >> 16)) * 0x21f0aaadu;
    x ^= key.between;
    x = (x ^ (x >> 15)) * 0x735a2d97u;
    return x ^ (x >> 15);
}
inline V drop(V x, const Dropout& d, RowKey key, std::int64_t column) {
    if (d.threshold == 0)
        return x;
    return hash(key, column) >= d.threshold ? x * d.scale : V{};
}

struct Moments {
    float mean, rstd;
};
template <class T>
inline Moments momentsOf(const T* row, std::int64_t width, float eps) {
    V sum{}, squares{};
    eachStep(width, [&](std::int64_t i, auto part) { sum += load(row + i, part); });
    const float mean = total(sum) / static_cast<float>(width);
    eachStep(width, [&](std::int64_t i, auto part) {
        const V d = masked(load(row + i, part) - mean, 0, part);
        squares += d * d;
    });
    return {mean, 1.f / __builtin_sqrtf(total(squares) / static_cast<float>(width) + eps)};
}

template <class T>
void addNorm(const T* y, const float* bias, const T* residual, const float* gamma, const float* beta, float eps,
             Dropout d, T* sum, T* out, float* mean, float* rstd, std::int64_t begin, std::int64_t end,
             std::int64_t width) {
    for (std::int64_t r = begin; r < end; ++r) {
        const std::int64_t at = r * width;
        const RowKey key = rowKey(d.seed, static_cast<std::uint64_t>(r));
        eachStep(width, [&](std::int64_t i, auto part) {
            const V biased = load(y + at + i, part) + load(bias + i, part);
            store(sum + at + i, drop(biased, d, key, i) + load(residual + at + i, part), part);
        });
        const Moments m = momentsOf(sum + at, width, eps);
        mean[r] = m.mean;
        rstd[r] = m.rstd;
        eachStep(width, [&](std::int64_t i, auto part) {
            const V hat = (load(sum + at + i, part) - m.mean) * m.rstd;
            store(out + at + i, hat * load(gamma + i, part) + load(beta + i, part), part);
        });
    }
}

// The gradient of LayerNorm: rstd·(g - mean(g) - x̂·mean(g∘x̂)), g = dOut∘gamma. `gradientAt(i, part)` gives dOut,
// `put(i, dx, part)` takes the result.
template <class T>
inline void normBackward(const T* sum, Moments m, const float* gamma, float* dGamma, float* dBeta, std::int64_t width,
                         auto gradientAt, auto put) {
    V first{}, second{};
    eachStep(width, [&](std::int64_t i, auto part) {
        const V d = gradientAt(i, part), hat = masked((load(sum + i, part) - m.mean) * m.rstd, 0, part);
        const V g = d * load(gamma + i, part);
        first += g;
        second += g * hat;
        add(dGamma + i, d * hat, part);
        add(dBeta + i, d, part);
    });
    const float meanG = total(first) / static_cast<float>(width), meanGHat = total(second) / static_cast<float>(width);
    eachStep(width, [&](std::int64_t i, auto part) {
        const V hat = (load(sum + i, part) - m.mean) * m.rstd;
        put(i, (gradientAt(i, part) * load(gamma + i, part) - meanG - hat * meanGHat) * m.rstd, part);
    });
}

template <class T>
void addNormBackward(const T* dOut, const T* sum, const float* mean, const float* rstd, const float* gamma, Dropout d,
                     T* dResidual, T* dY, float* dBias, float* dGamma, float* dBeta, std::int64_t begin,
                     std::int64_t end, std::int64_t width) {
    for (std::int64_t r = begin; r < end; ++r) {
        const std::int64_t at = r * width;
        const RowKey key = rowKey(d.seed, static_cast<std::uint64_t>(r));
        normBackward(
            sum + at, {mean[r], rstd[r]}, gamma, dGamma, dBeta, width,
            [&](std::int64_t i, auto part) { return load(dOut + at + i, part); },
            [&](std::int64_t i, V dx, auto part) {
                store(dResidual + at + i, dx, part);
                const V kept = drop(dx, d, key, i);
                if (dY)
                    store(dY + at + i, kept, part);
                add(dBias + i, kept, part);
            });
    }
}

template <class T>
void embedNorm(const float* words, const float* positions, const float* types, const std::int64_t* wordIds,
               const std::int64_t* positionIds, const std::int64_t* typeIds, const float* gamma, const float* beta,
               float eps, Dropout d, float* sum, T* out, float* mean, float* rstd, std::int64_t begin, std::int64_t end,
               std::int64_t width) {
    for (std::int64_t r = begin; r < end; ++r) {
        const std::int64_t at = r * width;
        const RowKey key = rowKey(d.seed, static_cast<std::uint64_t>(r));
        eachStep(width, [&](std::int64_t i, auto part) {
            V x = load(words + wordIds[r] * width + i, part) + load(positions + positionIds[r] * width + i, part);
            if (types)
                x += load(types + typeIds[r] * width + i, part);
            store(sum + at + i, x, part);
        });
        const Moments m = momentsOf(sum + at, width, eps);
        mean[r] = m.mean;
        rstd[r] = m.rstd;
        eachStep(width, [&](std::int64_t i, auto part) {
            const V hat = (load(sum + at + i, part) - m.mean) * m.rstd;
            store(out + at + i, drop(hat * load(gamma + i, part) + load(beta + i, part), d, key, i), part);
        });
    }
}

template <class T>
void embedNormBackward(const T* dOut, const float* sum, const float* mean, const float* rstd, const float* gamma,
                       Dropout d, float* dSum, float* dGamma, float* dBeta, std::int64_t begin, std::int64_t end,
                       std::int64_t width) {
    for (std::int64_t r = begin; r < end; ++r) {
        const std::int64_t at = r * width;
        const RowKey key = rowKey(d.seed, static_cast<std::uint64_t>(r));
        normBackward(
            sum + at, {mean[r], rstd[r]}, gamma, dGamma, dBeta, width,
            [&](std::int64_t i, auto part) { return drop(load(dOut + at + i, part), d, key, i); },
            [&](std::int64_t i, V dx, auto part) { store(dSum + at + i, dx, part); });
    }
}

// Φ(x) by Abramowitz and Stegun 7.1.26 (1.5e-7), with e^(-x²/2), which the density needs too.
struct Normal {
    V distribution, density;
};
inline Normal normal(V x) {
    const V magnitude = x < V{} ? -x : x;
    const V t = 1.f / (magnitude * (0.3275911f * 0.70710678f) + 1.f);
    V p = all(1.061405429f);
    p = p * t - 1.453152027f;
    p = p * t + 1.421413741f;
    p = p * t - 0.284496736f;
    p = p * t + 0.254829592f;
    const V e = exponential(x * x * -0.5f);
    const V half = p * t * e * 0.5f; // 1 - Φ(|x|)
    return {x < V{} ? half : 1.f - half, e * 0.39894228f};
}

inline V sigmoid(V x) {
    return 1.f / (exponential(-x) + 1.f);
}

struct GeluTanhParts {
    V gate, inner; // (1 + tanh z)/2 = σ(2z), dz/dx·2
};
inline GeluTanhParts geluTanh(V x) { // z = √(2/π)(x + 0.044715x³)
    constexpr float kTwice = 2 * 0.79788456f;
    const V z = x * (x * x * 0.044715f + 1.f) * kTwice;
    return {sigmoid(z), (x * x * (3 * 0.044715f) + 1.f) * kTwice};
}

template <Activation F>
inline V value(V x) {
    if constexpr (F == Activation::Gelu)
        return x * normal(x).distribution;
    else if constexpr (F == Activation::GeluTanh)
        return x * geluTanh(x).gate;
    else if constexpr (F == Activation::Relu)
        return x < V{} ? V{} : x;
    else
        return x * sigmoid(x);
}
template <Activation F>
inline V slope(V x) {
    if constexpr (F == Activation::Gelu) {
        const Normal n = normal(x);
        return n.distribution + x * n.density;
    } else if constexpr (F == Activation::GeluTanh) {
        const GeluTanhParts g = geluTanh(x);
        return g.gate + x * g.gate * (1.f - g.gate) * g.inner;
    } else if constexpr (F == Activation::Relu) {
        return x > V{} ? all(1) : V{};
    } else {
        const V s = sigmoid(x);
        return s + x * s * (1.f - s);
    }
}

template <Activation F, class T>
void activateRows(const T* u, const float* bias, T* out, std::int64_t begin, std::int64_t end, std::int64_t width) {
    for (std::int64_t r = begin; r < end; ++r)
        eachStep(width, [&](std::int64_t i, auto part) {
            store(out + r * width + i, value<F>(load(u + r * width + i, part) + load(bias + i, part)), part);
        });
}
template <Activation F, class T>
void activateRowsBackward(const T* u, const float* bias, const T* dOut, T* dU, float* dBias, std::int64_t begin,
                          std::int64_t end, std::int64_t width) {
    for (std::int64_t r = begin; r < end; ++r)
        eachStep(width, [&](std::int64_t i, auto part) {
            const std::int64_t at = r * width + i;
            const V d = load(dOut + at, part) * slope<F>(load(u + at, part) + load(bias + i, part));
            store(dU + at, d, part);
            add(dBias + i, d, part);
        });
}

template <class T>
void activate(Activation f, const T* u, const float* bias, T* out, std::int64_t begin, std::int64_t end,
              std::int64_t width) {
    switch (f) {
    case Activation::Gelu:
        return activateRows<Activation::Gelu>(u, bias, out, begin, end, width);
    case Activation::GeluTanh:
        return activateRows<Activation::GeluTanh>(u, bias, out, begin, end, width);
    case Activation::Relu:
        return activateRows<Activation::Relu>(u, bias, out, begin, end, width);
    case Activation::Silu:
        return activateRows<Activation::Silu>(u, bias, out, begin, end, width);
    }
}
template <class T>
void activateBackward(Activation f, const T* u, const float* bias, const T* dOut, T* dU, float* dBias,
                      std::int64_t begin, std::int64_t end, std::int64_t width) {
    const auto run = [&](auto rows) { rows(u, bias, dOut, dU, dBias, begin, end, width); };
    switch (f) {
    case Activation::Gelu:
        return run(activateRowsBackward<Activation::Gelu, T>);
    case Activation::GeluTanh:
        return run(activateRowsBackward<Activation::GeluTanh, T>);
    case Activation::Relu:
        return run(activateRowsBackward<Activation::Relu, T>);
    case Activation::Silu:
        return run(activateRowsBackward<Activation::Silu, T>);
    }
}

template <class T>
void addColumns(const T* x, float* out, std::int64_t begin, std::int64_t end, std::int64_t width) {
    for (std::int64_t r = begin; r < end; ++r)
        eachStep(width, [&](std::int64_t i, auto part) { add(out + i, load(x + r * width + i, part), part); });
}

template <class T>
void softmax(T* scores, std::int64_t stride, float scale, Dropout d, std::uint64_t firstRow, float* logSum, float* room,
             std::int64_t rows, std::int64_t width) {
    constexpr float kLowest = -3.4e38f;
    for (std::int64_t r = 0; r < rows; ++r) {
        T* row = scores + r * stride;
        V most = all(kLowest);
        eachStep(width, [&](std::int64_t i, auto part) {
            const V x = masked(load(row + i, part), kLowest, part);
            most = x < most ? most : x; // a NaN is taken
        });
        float largest = kLowest;
        for (int i = 0; i < kLanes; ++i)
            largest = most[i] < largest ? largest : most[i];
        largest *= scale;
        V sum{};
        eachStep(width, [&](std::int64_t i, auto part) {
            const V e = masked(exponential(load(row + i, part) * scale - largest), 0, part);
            store(room + i, e, part);
            sum += e;
        });
        const float all = total(sum);
        logSum[r] = largest + logarithm(all);
        const RowKey key = rowKey(d.seed, firstRow + static_cast<std::uint64_t>(r));
        eachStep(width, [&](std::int64_t i, auto part) {
            store(row + i, drop(load(room + i, part) * (1.f / all), d, key, i), part);
        });
    }
}

template <class T>
void softmaxBackward(T* scores, T* dProbabilities, std::int64_t stride, float scale, Dropout d, std::uint64_t firstRow,
                     const float* logSum, float* room, std::int64_t rows, std::int64_t width) {
    float *probability = room, *dProbability = room + width;
    for (std::int64_t r = 0; r < rows; ++r) {
        T *row = scores + r * stride, *gradient = dProbabilities + r * stride;
        const RowKey key = rowKey(d.seed, firstRow + static_cast<std::uint64_t>(r));
        V sum{};
        eachStep(width, [&](std::int64_t i, auto part) {
            const V p = exponential(load(row + i, part) * scale - logSum[r]);
            const V factor = drop(all(1), d, key, i), dp = load(gradient + i, part) * factor;
            sum += masked(p * dp, 0, part);
            store(probability + i, p, part);
            store(dProbability + i, dp, part);
            store(row + i, p * factor, part);
        });
        const float common = total(sum);
        eachStep(width, [&](std::int64_t i, auto part) {
            const V dp = load(dProbability + i, part) - common;
            store(gradient + i, load(probability + i, part) * dp * scale, part);
        });
    }
}

double sumOfSquares(const float* x, std::int64_t count) {
    constexpr std::int64_t kBlock = 4096; // a block's sum in float32 loses nothing that matters
    double sum = 0;
    for (std::int64_t begin = 0; begin < count; begin += kBlock) {
        V block{};
        eachStep(count - begin < kBlock ? count - begin : kBlock, [&](std::int64_t i, auto part) {
            const V v = load(x + begin + i, part);
            block += v * v;
        });
        sum += static_cast<double>(total(block));
    }
    return sum;
}

inline V root(V x) {
    V out;
    for (int i = 0; i < kLanes; ++i)
        out[i] = __builtin_sqrtf(x[i]);
    return out;
}

void adamw(const AdamW& a, float* value, const float* gradient, float* mean, float* square, BFloat16* half,
           std::int64_t count) {
    eachStep(count, [&](std::int64_t i, auto part) {
        const V g = load(gradient + i, part) * a.clip;
        V m = load(mean + i, part), s = load(square + i, part);
        m += (g - m) * (1.f - a.beta1);
        s = s * a.beta2 + g * g * (1.f - a.beta2);
        const V x = load(value + i, part) * a.keep - m * a.stepSize / (root(s) * a.correction + a.epsilon);
        store(mean + i, m, part);
        store(square + i, s, part);
        store(value + i, x, part);
        if (half)
            store(half + i, x, part);
    });
}

template <class T>
constexpr Operations<T> kOperations = {
    addNorm<T>,          addNormBackward<T>, embedNorm<T>, embedNormBackward<T>, activate<T>,
    activateBackward<T>, addColumns<T>,      softmax<T>,   softmaxBackward<T>,
};

} // namespace

extern const Table FINETUNE_ROWS;
const Table FINETUNE_ROWS = {kOperations<float>, kOperations<BFloat16>, sumOfSquares, adamw, FINETUNE_ROWS_NAME};

} // namespace finetune::model::rows
