// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/memory.h"

#include <cstdlib> // defines __GLIBC__

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace finetune {

void keepFreedMemory() {
#ifdef __GLIBC__
    ::mallopt(M_MMAP_MAX, 0);                // no block of its own from the system for each big one
    ::mallopt(M_TRIM_THRESHOLD, 0x7fffffff); // nothing back from the top of the heap
    ::mallopt(M_TOP_PAD, 64 * 1024 * 1024);  // and in bigger pieces from the system
    ::mallopt(M_ARENA_MAX, 1);               // other arenas cannot hold blocks over 64 MB
#endif
}

} // namespace finetune
