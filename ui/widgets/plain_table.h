// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QAbstractItemModel;
class QTableView;
class QWidget;

namespace finetune::ui {

// A table to be read: whole rows chosen, no grid, the tab key leaves it.
QTableView* plainTable(QAbstractItemModel* model, const QString& objectName, const QString& accessibleName,
                       QWidget* parent);

// As high as its rows, up to `most` of them: the page scrolls and not the table.
void fitRows(QTableView* table, int most);

} // namespace finetune::ui
