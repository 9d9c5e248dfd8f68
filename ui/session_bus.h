// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <optional>

namespace finetune::ui {

// The desktop's message bus, where there is one: asking Qt for it without one would start one that outlives the
// program.
std::optional<QDBusConnection> sessionBus();

} // namespace finetune::ui
