// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

// Loops over rows and lanes, compiled once for every instruction set (rows.cpp) and chosen at run time. Everything
// between two matrix products happens here, in one pass over memory each. Statistics, sums and weights are float32
// whatever the type of the activations. Knows no torch; a call works on rows [begin, end) in the calling thread.
namespace finetune::model::rows {

struct BFloat16 {
    std::uint16_t bits;
};

// Entry (row, column) is kept when a hash of seed, row and column is at least `threshold`; kept ones are scaled. The
// mask is computed again where it is needed again, never stored.
struct Dropout {
    std::uint64_t seed = 0;
    std::uint32_t threshold = 0; // rate · 2³²; 0: everything is kept
    float scale = 1;             // 1 / (1 - rate)
};

enum class Activation { Gelu, GeluTanh, Relu, Silu };

// What rows.cpp offers for activations of type T (float or BFloat16). `width` is the row length of every matrix.
template <class T>
struct Operations {
    // sum = drop(y + bias) + residual; out = LayerNorm(sum)·gamma + beta. `sum` may be y's memory.
    // (Ba et al., arXiv:1607.06450.) mean and rstd: one float a row.
    void (*addNorm)(const T* y, const float* bias, const T* residual, const float* gamma, const float* beta, float eps,
                    Dropout drop, T* sum, T* out, float* mean, float* rstd, std::int64_t begin, std::int64_t end,
                    std::int64_t width);
    // From dOut: dResidual, dY = dResidual masked (not written when null), and column sums added to dBias, dGamma,
    // dBeta.
    void (*addNormBackward)(const T* dOut, const T* sum, const float* mean, const float* rstd, const float* gamma,
                            Dropout drop, T* dResidual, T* dY, float* dBias, float* dGamma, float* dBeta,
                            std::int64_t begin, std::int64_t end, std::int64_t width);
    // sum = word + position + type rows (type: null for none); out = drop(LayerNorm(sum)·gamma + beta).
    void (*embedNorm)(const float* words, const float* positions, const float* types, const std::int64_t* wordIds,
                      const std::int64_t* positionIds, const std::int64_t* typeIds, const float* gamma,
                      const float* beta, float eps, Dropout drop, float* sum, T* out, float* mean, float* rstd,
                      std::int64_t begin, std::int64_t end, std::int64_t width);
    // From dOut: dSum (float32), and column sums added to dGamma, dBeta.
    void (*embedNormBackward)(const T* dOut, const float* sum, const float* mean, const float* rstd, const float* gamma,
                              Dropout drop, float* dSum, float* dGamma, float* dBeta, std::int64_t begin,
                              std::int64_t end, std::int64_t width);
    // out = f(u + bias); backward: dU = dOut·f'(u + bias), column sums of dU added to dBias. dU may be dOut's memory.
    void (*activate)(Activation f, const T* u, const float* bias, T* out, std::int64_t begin, std::int64_t end,
                     std::int64_t width);
    void (*activateBackward)(Activation f, const T* u, const float* bias, const T* dOut, T* dU, float* dBias,
                             std::int64_t begin, std::int64_t end, std::int64_t width);
    // Column sums of x added to `out`.
    void (*addColumns)(const T* x, float* out, std::int64_t begin, std::int64_t end, std::int64_t width);
    // Attention probabilities of one head: scores (q·k, unscaled) become drop(softmax(scale·scores)). Rows are queries,
    // `stride` apart, numbered from `firstRow` for the mask. logSum: log of the sum of exponentials, one float a row.
    // `room`: 2·width floats of the caller's.
    void (*softmax)(T* scores, std::int64_t stride, float scale, Dropout drop, std::uint64_t firstRow, float* logSum,
                    float* room, std::int64_t rows, std::int64_t width);
    // scores (computed anew) become the dropped probabilities; dProbabilities becomes the gradient of q·k, scale
    // included: dS = scale · P∘(drop(dP) - Σ drop(P)∘dP) (Dao et al., arXiv:2205.14135, algorithm 4).
    void (*softmaxBackward)(T* scores, T* dProbabilities, std::int64_t stride, float scale, Dropout drop,
                            std::uint64_t firstRow, const float* logSum, float* room, std::int64_t rows,
                            std::int64_t width);
};

struct AdamW {
    float beta1, beta2;
    float keep;       // 1 - rate·decay
    float stepSize;   // rate / (1 - beta1^t)
    float correction; // 1 / sqrt(1 - beta2^t)
    float epsilon;
    float clip; // the gradients' factor
};

struct Table {
    Operations<float> f32;
    Operations<BFloat16> bf16;
    double (*sumOfSquares)(const float* x, std::int64_t count);
    // torch/optim/adam.py, _single_tensor_adam. `half`, when not null, gets the new values rounded.
    void (*adamw)(const AdamW& a, float* value, const float* gradient, float* mean, float* square, BFloat16* half,
                  std::int64_t count);
    const char* instructions; // "AVX-512", "AVX2", "any processor": for the log
};

// The processor's unit for products of bfloat16, "AMX" or "AVX-512 BF16"; null: float32 is as fast.
const char* bfloat16Unit();

// Those that this machine can execute, the best first; all compute the same up to rounding.
std::span<const Table* const> tables();
inline const Table& table() {
    return *tables().front();
}
template <class T>
const Operations<T>& operations(const Table& of = table()) {
    if constexpr (sizeof(T) == sizeof(float))
        return of.f32;
    else
        return of.bf16;
}

} // namespace finetune::model::rows
