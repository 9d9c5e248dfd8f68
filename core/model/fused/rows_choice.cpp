// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/fused/rows.h"

#ifdef FINETUNE_ROWS_X86
#include <cpuid.h>
#endif

namespace finetune::model::rows {

// rows.cpp, once for each of these names (see CMakeLists.txt).
extern const Table baseline;
#ifdef FINETUNE_ROWS_X86
extern const Table avx2, avx512;
#endif

const char* bfloat16Unit() {
#ifdef FINETUNE_ROWS_X86
    unsigned a = 0, b = 0, c = 0, d = 0;
    constexpr unsigned kAmxBf16 = 1u << 22, kAvx512Bf16 = 1u << 5;
    if (__get_cpuid_count(7, 0, &a, &b, &c, &d) && (d & kAmxBf16))
        return "AMX";
    if (__get_cpuid_count(7, 1, &a, &b, &c, &d) && (a & kAvx512Bf16) && __builtin_cpu_supports("avx512f"))
        return "AVX-512 BF16";
#endif
    return nullptr;
}

std::span<const Table* const> tables() {
#ifdef FINETUNE_ROWS_X86
    static const Table* const all[] = {&avx512, &avx2, &baseline};
    static const std::size_t first = __builtin_cpu_supports("x86-64-v4")   ? 0
                                     : __builtin_cpu_supports("x86-64-v3") ? 1
                                                                           : 2;
    return std::span(all).subspan(first);
#else
    static const Table* const all[] = {&baseline};
    return all;
#endif
}

} // namespace finetune::model::rows
