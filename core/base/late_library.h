// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace finetune {

// A symbol of a library that belongs to the program and is loaded now, if it is not yet: found by the program's run
// path, and loaded for good. Any thread. Throws Environment when it is not there or does not load.
const void* lateSymbol(const char* library, const char* symbol);

} // namespace finetune
