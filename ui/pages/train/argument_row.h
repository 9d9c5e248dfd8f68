// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/arguments.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace finetune::ui {

// One training argument under Hugging Face's name: an editor by its type, its help, and what is wrong with its value.
class ArgumentRow : public QWidget {
    Q_OBJECT
public:
    explicit ArgumentRow(const train::ArgumentInfo& info, QWidget* parent = nullptr);

    QString text() const;
    void setText(const QString& text); // emits nothing
    void setError(const QString& error);
    QString error() const;
    void setModified(bool modified, const QString& defaultText);
    void focusEditor();

Q_SIGNALS:
    void edited(const QString& text);
    void resetRequested();

private:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    QWidget* makeEditor(const train::ArgumentInfo& info);
    void restyle();
    QWidget* editor() const;

    const QString help_;
    QString error_;
    QLabel* name_;
    QLabel* note_;
    QToolButton* reset_;
    QLineEdit* line_ = nullptr; // one of these three
    QComboBox* choices_ = nullptr;
    QCheckBox* check_ = nullptr;
};

} // namespace finetune::ui
