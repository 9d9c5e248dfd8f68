// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace finetune {

// Lets the allocator keep big blocks that were freed, for the next step of the training, instead of giving them back to
// the system: a step frees and takes hundreds of megabytes, and the system clears each page anew. To be called at the
// start of a program, before other threads. Does nothing where the C library is not glibc.
void keepFreedMemory();

} // namespace finetune
