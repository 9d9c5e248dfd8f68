// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/hub_cache.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace finetune::ui {

class HubCacheModel;
class MessageBar;
class Session;

// What was downloaded from the hub and how much room it takes, to be looked at and deleted, and the access token.
class HubCacheDialog : public QDialog {
    Q_OBJECT
public:
    explicit HubCacheDialog(Session& session, QWidget* parent = nullptr);

    // The one of this window, which is made when there is none.
    static HubCacheDialog* open(Session& session, QWidget* window);
    void askForToken(); // the field for it is ready to be typed into

private:
    QWidget* makeToken();
    void update();
    void updateButtons();
    void ask();
    bool isOpened(const QString& folder) const;

    Session& session_;
    HubCache cache_;
    HubCacheModel* rows_;
    // In the order of the tab key.
    MessageBar* bar_;
    QTableView* table_;
    QLabel* total_;
    QPushButton* delete_;
    QLabel* tokenNote_;
    QLineEdit* token_;
    QPushButton *keep_, *forget_;
};

} // namespace finetune::ui
