// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QPlainTextEdit;
class QPushButton;

namespace finetune::ui {

// How Python loads an exported folder, to be copied, and the way to the folder itself.
class PythonCard : public QFrame {
    Q_OBJECT
public:
    explicit PythonCard(QWidget* parent = nullptr);

    void showFolder(const QString& folder);

private:
    QString folder_;
    QPlainTextEdit* code_;
    QPushButton *copy_, *open_;
};

} // namespace finetune::ui
