// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;
class QTableView;

namespace finetune::ui {

class RunLogFilter;
class RunLogModel;

// The log of the run: filtered by kind and words, copied as lines of text. Follows the end while the end is in sight.
class RunLogView : public QWidget {
    Q_OBJECT
public:
    explicit RunLogView(const Session& session, QWidget* parent = nullptr);

    void begin();   // another run is shown
    void refresh(); // the record has more

private:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void copy() const;

    const Session& session_;
    RunLogModel* model_;
    RunLogFilter* filter_;
    QComboBox* kinds_;
    QLineEdit* search_;
    QPushButton* copy_;
    QTableView* table_;
    std::size_t shown_ = 0; // entries of the record
};

} // namespace finetune::ui
