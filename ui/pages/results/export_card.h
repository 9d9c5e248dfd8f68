// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QFrame>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTableView;
class QStandardItemModel;

namespace finetune::ui {

class PathField;

// Leaves with the model: a folder that transformers loads, what is in it, that it was checked, and how to load it.
class ExportCard : public QFrame {
    Q_OBJECT
public:
    ExportCard(Session& session, QWidget* parent = nullptr);

    void setDefaultTarget(const QString& folder);

private:
    void start();
    void show(const session::ExportReport& report);
    void showFiles(const std::vector<session::ExportedFile>& files);
    void updateEnabled();

    Session& session_;
    PathField* target_;
    QPushButton* export_;
    QLabel* state_;
    QWidget* report_;
    QLabel* verdict_;
    QStandardItemModel* files_;
    QTableView* table_;
    QPlainTextEdit* code_;
    QPushButton *copy_, *open_;
    QString folder_;
};

} // namespace finetune::ui
