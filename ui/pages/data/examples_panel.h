// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QFrame>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace finetune::ui {

class EmptyState;
class ExamplesModel;
class ProblemsModel;

// The examples of the training or the validation file, searchable, and the problems of both.
class ExamplesPanel : public QWidget {
    Q_OBJECT
public:
    ExamplesPanel(Session& session, QWidget* parent = nullptr);

    Split split() const { return split_; }
    void showSplit(Split split);
    void selectExample(int example);

Q_SIGNALS:
    void splitChanged();
    void inspectRequested(int example);
    void sampleRequested();

private:
    QTableView* makeTable(QAbstractItemModel* model, const QString& objectName);
    void update();
    void showProblems();
    void updateCounts();
    void updateEmptyState();

    Session& session_;
    Split split_ = Split::Train;
    bool problemsShown_ = false;
    ExamplesModel* examples_;
    ProblemsModel* problems_;
    QButtonGroup* segments_;
    QPushButton *trainButton_, *validationButton_, *problemsButton_, *inspect_;
    QLineEdit* search_;
    QLabel* found_;
    QStackedWidget* stack_;
    QTableView *exampleTable_, *problemTable_;
    EmptyState *empty_, *noProblems_;
    QPushButton* sample_;
};

} // namespace finetune::ui
