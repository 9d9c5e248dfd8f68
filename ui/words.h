// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/data/dataset.h"

#include <QString>

// How the window says what core tells: numbers in the user's locale, durations, core's fixed words in his language.
namespace finetune::ui {

QString count(qint64 number);                  // 1,637
QString bytes(qint64 number);                  // 4.2 MB
QString millions(qint64 number);               // 66.4 million (parameters)
QString duration(double seconds);              // 1 h 05 min; 3 min 20 s; 12 s
QString isolated(const QString& data);         // so that a text in another direction moves nothing around it
QString decimal(double value, int digits);     // "–" for what is no number
QString percent(double value);                 // 81.25 %
QString rowsRead(const data::PartRead& part);  // the first 50,000 of 1,000,000 rows
QString phaseText(const QString& coreWord);    // "loading the model"
QString argumentText(const QString& coreText); // help and group names of the argument table
QString errorText(const Error& error);         // rich text: what happened in bold, then where and what helps
QString errorSummary(const Error& error);      // the same in few lines: the file's name only, the first line only
QString errorDetails(const Error& error);      // plain text: whole path, place, further lines; empty: nothing more

} // namespace finetune::ui
