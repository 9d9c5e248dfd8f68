// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/example_rows.h"
#include "ui/session/data_statistics.h"
#include "ui/session/session.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace finetune::ui {

class EmptyState;
class ExamplesModel;

// The examples of one file: searched, filtered and sorted. Those that a training leaves out are here as well.
class ExamplesPanel : public QWidget {
    Q_OBJECT
public:
    ExamplesPanel(Session& session, DataStatistics& statistics, QWidget* parent = nullptr);

    void showSplit(Split split);
    void selectExample(int shownExample);
    void setLongTokens(int tokens);

Q_SIGNALS:
    void inspectRequested(int shownExample);
    void sampleRequested();

private:
    void makeTable();
    void makeSortMenu();
    QPushButton* makeChip(const QString& text, Only only, const QString& objectName);
    QLayout* makeBar();
    void update();
    void updateCounts();
    void updateChips();
    void updateColumns();
    void updateEmptyState();
    void updateInspect();
    int currentExample() const; // -1: none
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

    Session& session_;
    DataStatistics& statistics_;
    Split split_ = Split::Train;
    int selected_ = -1; // example; kept when rows change
    ExamplesModel* model_;
    QLineEdit* search_;
    std::vector<QPushButton*> chips_;
    QPushButton *long_ = nullptr, *inspect_, *sort_;
    QLabel* found_;
    QStackedWidget* stack_;
    QTableView* table_;
    EmptyState* empty_;
    QPushButton* sample_;
};

} // namespace finetune::ui
