// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/hub_library.h"

#include <QWidget>

class QFrame;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTableView;
class QToolButton;

namespace finetune::ui {

class HubNamesModel;
class HubSession;
class Session;

// A model or dataset by its name: typed, searched for on the hub while one types, or one of the cache. Enter opens what
// the cache holds at once and downloads the rest; Download asks the hub in any case. The session opens what comes.
class HubField : public QWidget {
    Q_OBJECT
public:
    HubField(Session& session, session::HubKind kind, QWidget* parent = nullptr);

private:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    QLayout* makeLine(const QString& label);
    QLayout* makeProgress();
    void connectHub();
    void open(session::HubAsk ask);
    void showList(bool shown);
    void updateList();
    void updateNote();
    void updateProgress();
    void restyle();

    Session& session_;
    HubSession& hub_;
    const QString name_; // "hub.models": objects are named after it
    HubNamesModel* names_;
    QString typed_;   // what the list is narrowed to; a row that is chosen changes the line only
    QString outcome_; // of the last download or opening, until the next key
    bool failed_ = false, listWanted_ = false, entersList_ = false;
    // In the order of the tab key.
    QLineEdit* edit_;
    QToolButton* cached_;
    QPushButton *download_, *manage_;
    QLabel* note_;
    QTableView* list_;
    QFrame* progress_;
    QProgressBar* bar_;
    QLabel* transfer_;
    QPushButton* cancel_;
};

} // namespace finetune::ui
