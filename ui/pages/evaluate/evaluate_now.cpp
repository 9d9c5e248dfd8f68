// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/evaluate/evaluate_now.h"

#include "ui/session/evaluations.h"
#include "ui/session/paths.h"
#include "ui/theme.h"
#include "ui/words.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace finetune::ui {
namespace {

QComboBox* choice(const QString& objectName, const QString& accessibleName, QWidget* parent) {
    auto* box = new QComboBox(parent);
    box->setObjectName(objectName);
    box->setAccessibleName(accessibleName);
    box->setMinimumContentsLength(18);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    return box;
}

QString nameOf(const QString& path) {
    const QString name = folderName(path);
    return name == QLatin1String("model") ? EvaluateNow::tr("final model") : name;
}

void add(QComboBox* box, const QString& name, const QString& path) {
    if (path.isEmpty() || box->findData(path) >= 0)
        return;
    box->addItem(name, path);
    box->setItemData(box->count() - 1, path, Qt::ToolTipRole);
}

void select(QComboBox* box, const QString& path) {
    box->setCurrentIndex(std::max(0, box->findData(path)));
}

} // namespace

EvaluateNow::EvaluateNow(Session& session, Evaluations& evaluations, QWidget* parent)
    : QFrame(parent), session_(session), evaluations_(evaluations),
      model_(choice(QStringLiteral("evaluate.model"), tr("Model to evaluate"), this)),
      file_(choice(QStringLiteral("evaluate.file"), tr("File to evaluate on"), this)),
      start_(new QPushButton(tr("Evaluate"), this)), cancel_(new QPushButton(tr("Cancel"), this)),
      bar_(new QProgressBar(this)), state_(new QLabel(this)) {
    setObjectName(QStringLiteral("evaluateNow"));
    setStyleProperty(*this, "kind", QStringLiteral("card"));
    start_->setObjectName(QStringLiteral("evaluate.start"));
    start_->setProperty("kind", "primary");
    cancel_->setObjectName(QStringLiteral("evaluate.cancel"));
    bar_->setObjectName(QStringLiteral("evaluate.progress"));
    bar_->setAccessibleName(tr("Progress of the evaluation"));
    bar_->setTextVisible(false);
    state_->setObjectName(QStringLiteral("evaluate.state"));
    setTextRole(*state_, TextRole::Caption);
    auto* modelLabel = new QLabel(tr("&Model"), this);
    modelLabel->setBuddy(model_);
    auto* fileLabel = new QLabel(tr("&on the questions of"), this);
    fileLabel->setBuddy(file_);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(modelLabel);
    row->addWidget(model_, 1);
    row->addWidget(fileLabel);
    row->addWidget(file_, 1);
    row->addWidget(start_);
    row->addWidget(cancel_);
    auto* progress = new QHBoxLayout;
    progress->setSpacing(12);
    progress->addWidget(bar_, 1);
    progress->addWidget(state_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 10, 14, 10);
    column->setSpacing(8);
    column->addLayout(row);
    column->addLayout(progress);

    connect(start_, &QPushButton::clicked, this, &EvaluateNow::start);
    connect(cancel_, &QPushButton::clicked, this, [this] {
        evaluations_.cancel();
        cancel_->setEnabled(false); // heard; the end comes with the next batch
        state_->setText(tr("Cancelling…"));
    });
    connect(model_, &QComboBox::activated, this, [this] {
        if (model_->currentData().isNull())
            browse(model_, true);
    });
    connect(file_, &QComboBox::activated, this, [this] {
        if (file_->currentData().isNull())
            browse(file_, false);
    });
    connect(&evaluations_, &Evaluations::entriesChanged, this, &EvaluateNow::fillModels);
    connect(&session_, &Session::modelChanged, this, &EvaluateNow::fillModels);
    connect(&session_, &Session::fileChanged, this, &EvaluateNow::fillFiles);
    connect(&evaluations_, &Evaluations::shownChanged, this, &EvaluateNow::fillFiles);
    connect(&evaluations_, &Evaluations::evaluationEnded, this, &EvaluateNow::update);
    connect(&evaluations_, &Evaluations::progressed, this, [this](const QString& what, qint64 done, qint64 total) {
        bar_->setRange(0, total > 0 ? 1000 : 0);
        bar_->setValue(total > 0 ? static_cast<int>(1000 * done / total) : 0);
        if (cancel_->isEnabled())
            state_->setText(phaseText(what) + u'…');
    });
    fillModels();
    fillFiles();
    update();
}

void EvaluateNow::fillModels() {
    const QString chosen = model_->currentData().toString();
    model_->clear();
    for (const auto& folder : evaluations_.models())
        add(model_, nameOf(QString::fromStdString(folder.string())), QString::fromStdString(folder.string()));
    for (const QString& folder : browsedModels_)
        add(model_, nameOf(folder), folder);
    if (!session_.modelFolder().isEmpty())
        add(model_, tr("base model (%1)").arg(nameOf(session_.modelFolder())), session_.modelFolder());
    model_->addItem(tr("Another folder…"));
    select(model_, chosen);
    update();
}

void EvaluateNow::fillFiles() {
    const QString chosen = file_->currentData().toString();
    file_->clear();
    for (const Split split : {Split::Validation, Split::Test, Split::Train})
        if (const QString name = QFileInfo(session_.file(split)).fileName(); session_.dataFiles().isEdited(split))
            add(file_, tr("%1 (changed)").arg(name), session_.file(split));
        else
            add(file_, name, session_.file(split));
    if (const auto shown = evaluations_.shown()) {
        const QString data = QString::fromStdString(shown->data->record.data.string());
        add(file_, QFileInfo(data).fileName(), data);
    }
    for (const QString& file : browsedFiles_)
        add(file_, QFileInfo(file).fileName(), file);
    file_->addItem(tr("Another file…"));
    select(file_, chosen);
    update();
}

void EvaluateNow::browse(QComboBox* box, bool isFolder) {
    const QString path = isFolder ? QFileDialog::getExistingDirectory(this, tr("Model folder"))
                                  : QFileDialog::getOpenFileName(this, tr("SQuAD file"), {}, tr("SQuAD JSON (*.json)"));
    if (!path.isEmpty())
        (isFolder ? browsedModels_ : browsedFiles_) << path;
    isFolder ? fillModels() : fillFiles();
    select(box, path);
    update();
}

void EvaluateNow::start() {
    bar_->setRange(0, 0);
    state_->setText(tr("Waiting…"));
    cancel_->setEnabled(true);
    evaluations_.evaluate(model_->currentData().toString(), file_->currentData().toString());
    update();
    cancel_->setFocus();
}

void EvaluateNow::update() {
    const bool isRunning = evaluations_.evaluating();
    const bool wasRunning = !cancel_->isHidden();
    start_->setVisible(!isRunning);
    start_->setEnabled(!model_->currentData().isNull() && !file_->currentData().isNull());
    for (QWidget* widget : std::initializer_list<QWidget*>{cancel_, bar_, state_})
        widget->setVisible(isRunning);
    model_->setEnabled(!isRunning);
    file_->setEnabled(!isRunning);
    if (wasRunning && !isRunning && isVisible())
        start_->setFocus();
}

} // namespace finetune::ui
