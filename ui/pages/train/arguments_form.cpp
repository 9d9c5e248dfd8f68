// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/arguments_form.h"

#include "core/base/error.h"
#include "ui/pages/train/argument_row.h"
#include "ui/widgets/fold.h"
#include "ui/words.h"

#include <QVBoxLayout>
#include <algorithm>

namespace finetune::ui {
namespace {

QString textOf(const train::TrainingArguments& arguments, const std::string& name) {
    const Json value = train::getArgument(arguments, name);
    if (value.is_string())
        return QString::fromStdString(value.get<std::string>());
    if (value.is_number_float())
        return QString::number(value.get<double>(), 'g', 12);
    return QString::fromStdString(value.dump());
}

QString sentence(const Error& error) {
    QString text = QString::fromStdString(error.happened());
    return error.help().empty() ? text : text + ". " + QString::fromStdString(error.help());
}

// The argument that a message of core's check is about: the one that it names first.
std::string namedIn(const std::string& message) {
    std::string best;
    std::size_t place = std::string::npos;
    for (const train::ArgumentInfo& info : train::argumentTable()) {
        const std::size_t found = message.find(info.name);
        if (found < place || (found == place && found != std::string::npos && info.name.size() > best.size()))
            place = found, best = info.name;
    }
    return best;
}

} // namespace

ArgumentsForm::ArgumentsForm(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("argumentsForm"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    for (const train::ArgumentInfo& info : train::argumentTable()) {
        Fold*& group = groups_[info.group];
        if (!group) {
            group = new Fold(argumentText(QString::fromStdString(info.group)),
                             "arguments." + QString::fromStdString(info.group).toLower().replace(u' ', u'-'), this);
            layout->addWidget(group);
        }
        addRow(info, group);
    }
    layout->addStretch();
    groups_[train::argumentTable().front().group]->setOpen(true);
    setArguments(arguments_);
}

void ArgumentsForm::addRow(const train::ArgumentInfo& info, Fold* group) {
    auto* row = new ArgumentRow(info, this);
    group->addRow(row);
    entries_[info.name] = {row, group};
    connect(row, &ArgumentRow::edited, this, [this, name = info.name](const QString& text) { edit(name, text); });
    connect(row, &ArgumentRow::resetRequested, this, [this, name = info.name, row] {
        row->setText(textOf(defaults_, name));
        edit(name, row->text());
        row->focusEditor();
    });
}

void ArgumentsForm::setArguments(const train::TrainingArguments& arguments) {
    arguments_ = arguments;
    for (auto& [name, entry] : entries_) {
        entry.bad = false;
        entry.row->setText(textOf(arguments_, name));
    }
    checkAll();
}

void ArgumentsForm::setArgument(const std::string& name, const QString& text) {
    entries_.at(name).row->setText(text);
    edit(name, text);
}

void ArgumentsForm::setDefaultOutputFolder(const QString& folder) {
    const bool follows = arguments_.outputDir == defaults_.outputDir;
    defaults_.outputDir = folder.toStdString();
    if (follows)
        setArgument("output_dir", folder);
    else
        checkAll();
}

void ArgumentsForm::setLongestInput(std::optional<qint64> tokens) {
    longestInput_ = tokens;
    checkAll();
}

void ArgumentsForm::resetAll() {
    setArguments(defaults_);
}

QString ArgumentsForm::firstError() const {
    return QString::fromStdString(firstError_);
}

void ArgumentsForm::focusFirstError() {
    focusArgument(QString::fromStdString(firstError_));
}

void ArgumentsForm::focusArgument(const QString& name) {
    const auto found = entries_.find(name.toStdString());
    if (found == entries_.end())
        return;
    found->second.group->setOpen(true);
    found->second.row->focusEditor();
}

void ArgumentsForm::edit(const std::string& name, const QString& text) {
    Entry& entry = entries_.at(name);
    try {
        train::setArgumentText(arguments_, name, text.trimmed().toStdString());
        entry.bad = false;
    } catch (const Error& error) {
        entry.bad = true;
        entry.row->setError(sentence(error));
    }
    checkAll();
}

// First what each field says for itself, then what holds between them.
void ArgumentsForm::checkAll() {
    firstError_.clear();
    for (const train::ArgumentInfo& info : train::argumentTable()) {
        const Entry& entry = entries_.at(info.name);
        if (!entry.bad)
            entry.row->setError({});
        else if (firstError_.empty())
            firstError_ = info.name;
    }
    try {
        train::check(arguments_);
    } catch (const Error& error) {
        const std::string name = namedIn(error.happened());
        showError(name.empty() ? "output_dir" : name, sentence(error));
    }
    if (longestInput_ && arguments_.maxLength > *longestInput_)
        showError("max_length", tr("The chosen model reads at most %1 tokens.").arg(*longestInput_));
    markModified();
    Q_EMIT changed();
}

void ArgumentsForm::showError(const std::string& name, const QString& error) {
    const Entry& entry = entries_.at(name);
    if (!entry.bad)
        entry.row->setError(error);
    if (firstError_.empty())
        firstError_ = name;
}

void ArgumentsForm::markModified() {
    std::map<Fold*, std::pair<int, int>> notes; // changed, wrong
    for (auto& [name, entry] : entries_) {
        const QString standard = textOf(defaults_, name);
        const bool modified = entry.bad || textOf(arguments_, name) != standard;
        entry.row->setModified(modified, standard);
        auto& [changed, wrong] = notes[entry.group];
        changed += modified;
        wrong += !entry.row->error().isEmpty();
    }
    for (const auto& [group, note] : notes) {
        const auto& [changed, wrong] = note;
        QStringList parts;
        if (changed > 0)
            parts << tr("%1 changed").arg(changed);
        if (wrong > 0)
            parts << tr("%1 to correct").arg(wrong);
        group->setNote(parts.join(QStringLiteral(", ")));
        if (wrong > 0)
            group->setOpen(true);
    }
}

} // namespace finetune::ui
