// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;

namespace finetune::ui {

// A figure with its name, and a sentence below where one helps.
class StatTile : public QFrame {
    Q_OBJECT
public:
    StatTile(const QString& name, const QString& objectName, QWidget* parent = nullptr);

    void setValue(const QString& value);
    void setSentence(const QString& sentence);
    QString value() const;

private:
    QLabel* name_;
    QLabel* value_;
    QLabel* sentence_;
};

} // namespace finetune::ui
