// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QAbstractItemModel;
class QLabel;
class QMenu;
class QPushButton;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace finetune::ui {

class EmptyState;
class FindingKindsModel;
class FindingsModel;
class HighlightedText;
class ProblemsModel;

// What is wrong with the files, kind by kind, and what is done about it: repair or leave out, one or all, with undo.
// The files stay as they are; what was changed is saved under another name.
class DoctorPanel : public QWidget {
    Q_OBJECT
public:
    DoctorPanel(Session& session, QWidget* parent = nullptr);

Q_SIGNALS:
    void saveRequested(Split split);

private:
    QWidget* makeDetails();
    QLayout* makeTop();
    void update();
    void updateActions();
    void updateUndo();
    void updateStatus();
    void showKind();
    void showFinding();
    void fillSaveMenu();
    int kind() const; // row of the kinds
    bool isReaderShown() const;
    int repairableCount() const;
    std::vector<std::size_t> allFindings() const;
    std::vector<std::size_t> chosenFindings() const;
    DataFiles& files() const { return session_.dataFiles(); }

    Session& session_;
    FindingKindsModel* kinds_;
    FindingsModel* findings_;
    ProblemsModel* problems_;
    QTableView *kindTable_, *findingTable_, *problemTable_;
    QLabel *status_, *reason_;
    QStackedWidget* stack_;
    EmptyState* empty_;
    HighlightedText* text_;
    QPushButton *repairAll_, *leaveOutAll_, *repairOne_, *leaveOutOne_, *undo_, *redo_;
    QPushButton* save_;
    QMenu* saveMenu_;
    std::shared_ptr<const Findings> shown_;
};

} // namespace finetune::ui
