// SPDX-License-Identifier: GPL-3.0-or-later
// The menus above the arguments: presets, files, the Python script.
#include "core/session/python_script.h"
#include "ui/pages/train/arguments_form.h"
#include "ui/pages/train/presets.h"
#include "ui/pages/train/train_page.h"
#include "ui/unsaved_changes.h"
#include "ui/widgets/message_bar.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QMenu>
#include <QPushButton>

namespace finetune::ui {
namespace {

QString joined(const std::vector<std::string>& names) {
    QStringList list;
    for (const std::string& name : names)
        list << QString::fromStdString(name);
    return list.join(QStringLiteral(", "));
}

} // namespace

void TrainPage::makeMenus() {
    presets_->setObjectName(QStringLiteral("presets"));
    presets_->setToolTip(tr("Arguments for a purpose"));
    more_->setObjectName(QStringLiteral("moreArguments"));
    more_->setToolTip(tr("Load, save, copy as Python, reset"));
    for (QPushButton* button : {presets_, more_})
        button->setProperty("kind", "menu");
    auto* presetMenu = new QMenu(presets_);
    presetMenu->setToolTipsVisible(true);
    for (const Preset& preset : presets(form_->arguments())) {
        QAction* action = presetMenu->addAction(preset.title);
        action->setObjectName(QStringLiteral("preset.%1").arg(QLatin1String(preset.name)));
        action->setToolTip(preset.help);
        connect(action, &QAction::triggered, this, [this, name = std::string(preset.name)] { takePreset(name); });
    }
    presets_->setMenu(presetMenu);
    auto* menu = new QMenu(more_);
    menu->setToolTipsVisible(true);
    const auto add = [&](const QString& text, const char* name, const QString& help, auto act) {
        QAction* action = menu->addAction(text);
        action->setObjectName(QString::fromLatin1(name));
        action->setToolTip(help);
        connect(action, &QAction::triggered, this, act);
    };
    add(tr("&Load…"), "loadArguments", tr("Read arguments from a JSON file with Hugging Face's names"),
        [this] { load(); });
    add(tr("&Save…"), "saveArguments", tr("Write the arguments as a JSON file with Hugging Face's names"),
        [this] { save(); });
    add(tr("Copy as &Python"), "copyAsPython", tr("The same training as a script for transformers, in the clipboard"),
        [this] { copyAsPython(); });
    menu->addSeparator();
    add(tr("&Reset all"), "resetArguments", tr("Back to the starting values"), [this] { form_->resetAll(); });
    more_->setMenu(menu);
}

void TrainPage::takePreset(const std::string& name) {
    for (const Preset& preset : presets(form_->arguments()))
        if (name == preset.name) {
            form_->setArguments(preset.arguments);
            bar_.show(MessageBar::Tone::Info, tr("<b>%1</b>: %2").arg(preset.title, preset.help));
        }
}

void TrainPage::copyAsPython() {
    if (const QString missing = session_.missing(); !missing.isEmpty()) {
        bar_.show(MessageBar::Tone::Warning, tr("The script needs files and a model. %1").arg(missing));
        return;
    }
    std::vector<Split> unsaved = session_.dataFiles().unsaved();
    std::erase(unsaved, Split::Test); // no training reads it
    if (unsaved.empty())
        return copyScript();
    // A script can read files only.
    bar_.show(MessageBar::Tone::Warning,
              tr("<b>Changes on the Data page are in no file yet: %1.</b> Save them, so that the script can read them?")
                  .arg(changesText(session_.dataFiles(), unsaved)),
              {{QStringLiteral("saveForScript"), tr("Save as…"),
                [this, unsaved] { saveChanges(session_.dataFiles(), unsaved, this, [this] { copyScript(); }); }},
               {QStringLiteral("scriptWithoutChanges"), tr("Copy without the changes"), [this] { copyScript(); }},
               {QStringLiteral("noScript"), tr("Cancel"), [] {}}});
    bar_.askAgainBy([](QWidget& window) {
        if (auto* page = window.findChild<TrainPage*>())
            page->copyAsPython();
    });
}

void TrainPage::copyScript() {
    const session::TrainRequest request = session_.request(form_->arguments());
    QApplication::clipboard()->setText(QString::fromStdString(session::pythonScript(request)));
    const bool lacksChanges = request.training.edited || request.validation.edited;
    bar_.show(lacksChanges ? MessageBar::Tone::Warning : MessageBar::Tone::Success,
              tr("The Python script is in the clipboard. It needs torch, transformers, accelerate and datasets.") +
                  (lacksChanges ? u' ' + tr("It reads the files as they are, without your changes, and says so.") : QString()));
}

void TrainPage::load() {
    auto* dialog = new QFileDialog(this, tr("Load arguments"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("JSON files (*.json)"));
    connect(dialog, &QFileDialog::fileSelected, &session_, &Session::loadArguments);
    dialog->open();
}

void TrainPage::save() {
    auto* dialog = new QFileDialog(this, tr("Save arguments"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(QStringLiteral("arguments.json"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& file) { session_.saveArguments(file, form_->arguments()); });
    dialog->open();
}

void TrainPage::take(const train::ArgumentsFromJson& loaded) {
    takeArguments(loaded.arguments);
    QStringList lines{tr("<b>The arguments were read.</b>")};
    if (!loaded.ignored.empty())
        lines << tr("Without effect here: %1").arg(joined(loaded.ignored).toHtmlEscaped());
    if (!loaded.unknown.empty())
        lines << tr("Not known: %1").arg(joined(loaded.unknown).toHtmlEscaped());
    bar_.show(loaded.unknown.empty() ? MessageBar::Tone::Success : MessageBar::Tone::Warning,
              lines.join(QStringLiteral("<br>")));
}

} // namespace finetune::ui
