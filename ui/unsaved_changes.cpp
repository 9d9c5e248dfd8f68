// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/unsaved_changes.h"

#include "ui/widgets/message_bar.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QPointer>

namespace finetune::ui {
namespace {

// lupdate takes the texts from its calls.
struct UnsavedChanges {
    Q_DECLARE_TR_FUNCTIONS(finetune::ui::UnsavedChanges)
};

} // namespace

QString changesText(const DataFiles& files, const std::vector<Split>& splits) {
    QStringList named;
    for (const Split split : splits)
        named << UnsavedChanges::tr("%1 (%n change(s))", "file, its changed questions",
                                    static_cast<int>(files.unsavedChanges(split)))
                     .arg(QFileInfo(files.path(split)).fileName().toHtmlEscaped());
    return named.join(QStringLiteral(", "));
}

void saveChanges(DataFiles& files, std::vector<Split> splits, QWidget* parent, std::function<void()> goOn) {
    if (splits.empty()) {
        if (goOn)
            goOn();
        return;
    }
    const Split split = splits.front();
    splits.erase(splits.begin());
    auto* dialog = new QFileDialog(parent, UnsavedChanges::tr("Save as SQuAD JSON"));
    dialog->setObjectName(QStringLiteral("saveData"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->setNameFilters({UnsavedChanges::tr("SQuAD files (*.json)"), UnsavedChanges::tr("All files (*)")});
    const QFileInfo file(files.path(split));
    dialog->setDirectory(file.path());
    dialog->selectFile(file.completeBaseName() + QStringLiteral("-repaired.json"));
    const auto next = [&files, splits, parent = QPointer(parent), goOn] {
        if (parent)
            saveChanges(files, splits, parent, goOn);
    };
    QObject::connect(dialog, &QFileDialog::fileSelected, &files,
                     [&files, split, next](const QString& path) { files.save(split, path, next); });
    dialog->open();
}

void askAboutChanges(MessageBar& bar, DataFiles& files, const std::vector<Split>& splits, const QString& loss,
                     QWidget* parent, const std::function<void()>& goOn) {
    bar.show(MessageBar::Tone::Warning,
             UnsavedChanges::tr("<b>Changes on the Data page are in no file yet: %1.</b> %2")
                 .arg(changesText(files, splits), loss),
             {{QStringLiteral("saveChanges"), UnsavedChanges::tr("Save as…"),
               [&files, splits, parent, goOn] { saveChanges(files, splits, parent, goOn); }},
              {QStringLiteral("throwChangesAway"), UnsavedChanges::tr("Throw away"), goOn},
              {QStringLiteral("keepChanges"), UnsavedChanges::tr("Cancel"), [] {}}});
}

} // namespace finetune::ui
