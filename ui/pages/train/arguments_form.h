// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/arguments.h"

#include <QWidget>
#include <map>
#include <optional>
#include <string>

namespace finetune::ui {

class ArgumentRow;
class Fold;

// The training arguments as a form, made from core's table: groups, editors, help and checks follow from it. A bad
// value stays in its field, with what is wrong below it, and the last good one stays in `arguments`.
class ArgumentsForm : public QWidget {
    Q_OBJECT
public:
    explicit ArgumentsForm(QWidget* parent = nullptr);

    const train::TrainingArguments& arguments() const { return arguments_; }
    void setArguments(const train::TrainingArguments& arguments);
    void setArgument(const std::string& name, const QString& text);
    void setDefaultOutputFolder(const QString& folder); // "default" of output_dir in this window
    void setLongestInput(std::optional<qint64> tokens); // of the chosen model: max_length is checked against it
    bool isValid() const { return firstError_.empty(); }
    QString firstError() const; // the name of the first argument that is wrong
    void focusFirstError();

public Q_SLOTS:
    void resetAll();
    void focusArgument(const QString& name); // opens its group and goes to its field

Q_SIGNALS:
    void changed();

private:
    struct Entry {
        ArgumentRow* row;
        Fold* group;
        bool bad = false; // its text is no value
    };
    void addRow(const train::ArgumentInfo& info, Fold* group);
    void edit(const std::string& name, const QString& text);
    void checkAll();
    void showError(const std::string& name, const QString& error);
    void markModified();

    train::TrainingArguments arguments_, defaults_;
    std::optional<qint64> longestInput_;
    std::map<std::string, Entry> entries_;
    std::map<std::string, Fold*> groups_;
    std::string firstError_;
};

} // namespace finetune::ui
