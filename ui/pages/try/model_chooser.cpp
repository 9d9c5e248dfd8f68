// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/try/model_chooser.h"

#include "ui/session/paths.h"
#include "ui/session/recent.h"
#include "ui/words.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <algorithm>

namespace finetune::ui {
namespace {

enum Role { FolderRole = Qt::UserRole, RunningRole };

QString toQString(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

} // namespace

ModelChooser::ModelChooser(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), box_(new QComboBox(this)) {
    box_->setObjectName(QStringLiteral("tryModel"));
    box_->setAccessibleName(tr("Model that answers"));
    box_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box_->setMinimumContentsLength(26);
    auto* label = new QLabel(tr("Model"), this);
    label->setBuddy(box_);
    auto* browse = new QPushButton(tr("Other folder…"), this);
    browse->setObjectName(QStringLiteral("tryBrowse"));
    browse->setToolTip(tr("Choose a folder with a model: an export, a checkpoint"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(label);
    row->addWidget(box_);
    row->addWidget(browse);

    connect(browse, &QPushButton::clicked, this, &ModelChooser::browse);
    connect(box_, &QComboBox::activated, this, [this] { isChosen_ = true; });
    connect(box_, &QComboBox::currentIndexChanged, this, [this] {
        box_->setToolTip(QDir::toNativeSeparators(choice().folder));
        told_ = choice();
        Q_EMIT changed();
    });
    connect(&session_, &Session::weightsChanged, this, &ModelChooser::refill);
    connect(&session_, &Session::modelChanged, this, &ModelChooser::refill);
    connect(&session_, &Session::runEnded, this, &ModelChooser::refill);
    refill();
}

void ModelChooser::setRuns(std::vector<session::RunSummary> runs) {
    runs_ = std::move(runs);
    refill();
}

ModelChoice ModelChooser::choice() const {
    return {box_->currentData(RunningRole).toBool(), box_->currentData(FolderRole).toString()};
}

void ModelChooser::browse() {
    const QStringList recent = recentPaths(QStringLiteral("model"));
    const QString begin = choice().folder.isEmpty() ? recent.value(0) : choice().folder;
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of a model"), begin);
    if (folder.isEmpty())
        return;
    others_.removeAll(folder);
    others_.prepend(folder);
    refill();
    box_->setCurrentIndex(box_->findData(folder, FolderRole));
    isChosen_ = true;
}

void ModelChooser::addRun(std::vector<Item>& items, const session::RunSummary& run) const {
    const QString name = folderName(toQString(run.folder));
    if (std::filesystem::exists(run.folder / "model"))
        items.push_back({tr("%1: the run's model").arg(name), {false, toQString(run.folder / "model")}});
    for (auto checkpoint = run.checkpoints.rbegin(); checkpoint != run.checkpoints.rend(); ++checkpoint)
        items.push_back({tr("%1: %2", "a run, one of its checkpoints").arg(name, QString::fromStdString(*checkpoint)),
                         {false, toQString(run.folder / *checkpoint)}});
}

// The most trained first, so that the first is the one to begin with.
std::vector<ModelChooser::Item> ModelChooser::items() const {
    std::vector<Item> items;
    if (const auto& weights = session_.weights())
        items.push_back({tr("The running run, step %1").arg(count(weights->step())), {true, {}}});
    if (const auto* outcome = session_.outcome())
        items.push_back({tr("%1: the run's model").arg(folderName(toQString(outcome->runFolder))),
                         {false, toQString(outcome->model)}});
    for (const session::RunSummary& run : runs_)
        addRun(items, run);
    if (session_.modelInfo())
        items.push_back(
            {tr("%1: the model to train").arg(folderName(session_.modelFolder())), {false, session_.modelFolder()}});
    for (const QString& folder : others_)
        items.push_back({folderName(folder), {false, folder}});
    std::vector<Item> once;
    for (Item& item : items)
        if (std::ranges::find(once, item.choice, &Item::choice) == once.end())
            once.push_back(std::move(item));
    return once;
}

void ModelChooser::refill() {
    const ModelChoice before = choice();
    {
        const QSignalBlocker quiet(box_);
        box_->clear();
        for (const Item& item : items()) {
            box_->addItem(item.text);
            box_->setItemData(box_->count() - 1, item.choice.folder, FolderRole);
            box_->setItemData(box_->count() - 1, item.choice.isRunning, RunningRole);
        }
        int kept = -1;
        for (int i = 0; i < box_->count() && isChosen_; ++i)
            if (box_->itemData(i, FolderRole) == before.folder && box_->itemData(i, RunningRole) == before.isRunning)
                kept = i;
        isChosen_ = isChosen_ && kept >= 0; // what is gone is chosen no more
        box_->setCurrentIndex(box_->count() == 0 ? -1 : std::max(kept, 0));
        box_->setToolTip(QDir::toNativeSeparators(choice().folder));
    }
    // Newer weights of the running run are a change too.
    if (choice() != told_ || choice().isRunning) {
        told_ = choice();
        Q_EMIT changed();
    }
}

} // namespace finetune::ui
