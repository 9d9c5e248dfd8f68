// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/late_library.h"

#include "core/base/error.h"

#include <dlfcn.h>

namespace finetune {

const void* lateSymbol(const char* library, const char* symbol) {
    void* const loaded = ::dlopen(library, RTLD_NOW | RTLD_LOCAL);
    const void* const found = loaded ? ::dlsym(loaded, symbol) : nullptr;
    if (!found)
        throw Error(Kind::Environment, std::string("a part of this program cannot be loaded: ") + ::dlerror())
            .cure(std::string("Install the program again: ") + library + " belongs to it");
    return found;
}

} // namespace finetune
