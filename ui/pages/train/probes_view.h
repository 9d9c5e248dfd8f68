// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QWidget>
#include <vector>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace finetune::ui {

class ProbeModel;

// The pinned questions, each with a row an evaluation: one sees the model learn.
class ProbesView : public QWidget {
    Q_OBJECT
public:
    explicit ProbesView(Session& session, QWidget* parent = nullptr);

    void begin();   // another run is shown
    void refresh(); // the record has more

private:
    void changeEvent(QEvent* event) override;
    void addCard(const Probe& probe);
    void showPins();
    void pick();

    struct Card {
        QWidget* frame;
        class QTableView* table;
        ProbeModel* model;
    };
    static void fitHeight(const Card& card);

    Session& session_;
    QLabel *legend_, *empty_;
    QPushButton* pin_;
    QVBoxLayout* column_;
    std::vector<Card> cards_;
};

} // namespace finetune::ui
