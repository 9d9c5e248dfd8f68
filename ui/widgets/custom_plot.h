// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// QCustomPlot spells Qt's keywords out, which this program switches off. For .cpp files only.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef signals
#undef slots
#undef foreach
