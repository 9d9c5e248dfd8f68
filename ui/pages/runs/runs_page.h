// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace finetune::ui {

class ComparePanel;
class MessageBar;
class RunList;
class RunsModel;
struct WatchedRun;
enum class Removal;

// Every run, in this window or not: how it stands and how good it is, several of them side by side, and what can be
// done with one.
class RunsPage : public QWidget {
    Q_OBJECT
public:
    RunsPage(RunList& runs, MessageBar& bar, QWidget* parent = nullptr); // both outlive the page

    void selectRun(const QString& folder);

Q_SIGNALS:
    void resumeRequested(const QString& folder);
    void duplicateRequested(const QString& folder);
    void trainRequested();

private:
    bool eventFilter(QObject* watched, QEvent* event) override;
    QWidget* makeTable();
    QWidget* makeActions();
    void update();
    void updateActions();
    void chooseFolder();
    void remove();
    void tellRemoved(const QString& folder, Removal how);
    void askForGood(const QString& folder, qint64 files, qint64 bytes);
    const WatchedRun* current() const;
    QString currentFolder() const;

    RunList& runs_;
    MessageBar& bar_;
    RunsModel* model_;
    QSortFilterProxyModel* sorted_;
    QStackedWidget* stack_;
    QTableView* table_;
    QLabel* path_;
    QPushButton *resume_, *duplicate_, *open_, *delete_;
    ComparePanel* compare_;
};

} // namespace finetune::ui
