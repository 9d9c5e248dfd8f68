// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/train_page.h"

#include "ui/pages/train/arguments_form.h"
#include "ui/pages/train/run_panel.h"
#include "ui/theme.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/page_header.h"
#include "ui/words.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace finetune::ui {
namespace {

// Where runs go unless told otherwise: ./results as in the workflow, or the documents when started from a menu.
QString resultsFolder() {
    const QDir here = QDir::current();
    if (!here.isRoot() && here != QDir::home() && QFileInfo(here.path()).isWritable())
        return here.filePath(QStringLiteral("results"));
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QDir(documents).filePath(QStringLiteral("Finetune Studio/results"));
}

QString joined(const std::vector<std::string>& names) {
    QStringList list;
    for (const std::string& name : names)
        list << QString::fromStdString(name);
    return list.join(QStringLiteral(", "));
}

} // namespace

TrainPage::TrainPage(Session& session, MessageBar& bar, QWidget* parent)
    : QWidget(parent), session_(session), bar_(bar), form_(new ArgumentsForm(this)), run_(new RunPanel(session, this)),
      load_(new QPushButton(tr("Load…"), this)), save_(new QPushButton(tr("Save…"), this)),
      reset_(new QPushButton(tr("Reset all"), this)) {
    setObjectName(QStringLiteral("trainPage"));
    load_->setObjectName(QStringLiteral("loadArguments"));
    load_->setToolTip(tr("Read arguments from a JSON file with Hugging Face's names"));
    save_->setObjectName(QStringLiteral("saveArguments"));
    save_->setToolTip(tr("Write the arguments as a JSON file with Hugging Face's names"));
    reset_->setObjectName(QStringLiteral("resetArguments"));
    reset_->setToolTip(tr("Back to the starting values"));
    for (QPushButton* button : {load_, save_, reset_})
        button->setProperty("kind", "flat");

    auto* title = new QLabel(tr("Arguments"), this);
    setTextRole(*title, TextRole::Title);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(title, 1);
    for (QPushButton* button : {load_, save_, reset_})
        row->addWidget(button);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("argumentsScroll"));
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(form_);
    scroll->viewport()->setAutoFillBackground(false);
    form_->setAutoFillBackground(false);
    auto* card = new QFrame(this);
    card->setProperty("kind", "card");
    card->setMinimumWidth(fontMetrics().averageCharWidth() * 48);
    card->setMaximumWidth(fontMetrics().averageCharWidth() * 62);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(16, 12, 6, 8);
    column->setSpacing(6);
    column->addLayout(row);
    column->addWidget(scroll, 1);

    auto* body = new QHBoxLayout;
    body->setSpacing(16);
    body->addWidget(card, 4);
    body->addWidget(run_, 7);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(16);
    layout->addWidget(new PageHeader(tr("Train"), tr("Set the arguments, start, and watch."), this));
    layout->addLayout(body, 1);

    connect(form_, &ArgumentsForm::changed, this, &TrainPage::updateReadiness);
    connect(form_, &ArgumentsForm::changed, this, &TrainPage::argumentsChanged);
    connect(run_, &RunPanel::startRequested, this, &TrainPage::start);
    connect(run_, &RunPanel::hindranceActivated, form_, &ArgumentsForm::focusFirstError);
    connect(reset_, &QPushButton::clicked, form_, &ArgumentsForm::resetAll);
    connect(load_, &QPushButton::clicked, this, &TrainPage::load);
    connect(save_, &QPushButton::clicked, this, &TrainPage::save);
    connect(&session_, &Session::fileChanged, this, &TrainPage::updateReadiness);
    connect(&session_, &Session::modelChanged, this, [this] {
        const auto& info = session_.modelInfo();
        form_->setLongestInput(info && info->maxPositions > 0 ? std::optional<qint64>(info->maxPositions)
                                                              : std::nullopt);
    });
    connect(&session_, &Session::sampleOpened, this, &TrainPage::takeArguments);
    connect(&session_, &Session::argumentsLoaded, this, &TrainPage::take);
    connect(&session_, &Session::argumentsSaved, this, [this](const QString& file) {
        bar_.show(MessageBar::Tone::Success, tr("The arguments were written to %1").arg(file.toHtmlEscaped()));
    });
    connect(&session_, &Session::runFolderTaken, this, &TrainPage::askAboutExistingRun);
    connect(&session_, &Session::statusChanged, this, [this] { form_->setEnabled(!session_.status().active()); });
    connect(&session_, &Session::runEnded, this, &TrainPage::prepareNextRun);
    form_->setDefaultOutputFolder(Session::freshRunFolder(resultsFolder()));
    updateReadiness();
}

const train::TrainingArguments& TrainPage::arguments() const {
    return form_->arguments();
}

void TrainPage::setOutputFolder(const QString& folder) {
    form_->setArgument("output_dir", folder);
}

void TrainPage::updateReadiness() {
    QString hindrance = session_.missing();
    if (hindrance.isEmpty() && !form_->isValid())
        hindrance = tr("Correct %1 first.").arg(form_->firstError());
    else if (hindrance.isEmpty() && session_.file(Split::Validation).isEmpty() &&
             form_->arguments().evalStrategy != "no")
        hindrance = tr("eval_strategy is %1 and there is no validation file: choose one, or set it to no.")
                        .arg(QString::fromStdString(form_->arguments().evalStrategy));
    run_->setHindrance(hindrance, session_.missing().isEmpty() && !form_->isValid());
}

void TrainPage::start() {
    if (!form_->isValid()) {
        form_->focusFirstError();
        return;
    }
    bar_.dismiss();
    session_.start(form_->arguments());
}

void TrainPage::askAboutExistingRun(const session::RunSummary& run) {
    const QString folder = QString::fromStdString(run.folder.string());
    const QString fresh = Session::freshRunFolder(folder);
    std::vector<MessageBar::Action> actions;
    if (run.state == "running") {
        actions.push_back({QStringLiteral("fresh"), tr("Use %1").arg(QFileInfo(fresh).fileName()), [this, fresh] {
                               setOutputFolder(fresh);
                               start();
                           }});
        bar_.show(MessageBar::Tone::Warning,
                  tr("<b>Another program is writing a run into this folder.</b><br>%1").arg(folder),
                  std::move(actions));
        return;
    }
    if (!run.checkpoints.empty())
        actions.push_back({QStringLiteral("resume"),
                           tr("Resume from %1").arg(QString::fromStdString(run.checkpoints.back())),
                           [this] { resume(); }});
    actions.push_back({QStringLiteral("fresh"), tr("Use %1").arg(QFileInfo(fresh).fileName()), [this, fresh] {
                           setOutputFolder(fresh);
                           start();
                       }});
    bar_.show(MessageBar::Tone::Info,
              tr("<b>This folder already holds a run.</b> Go on with it, or use a new folder?<br>%1")
                  .arg(folder.toHtmlEscaped()),
              std::move(actions));
}

void TrainPage::resume() {
    train::TrainingArguments arguments = form_->arguments();
    arguments.resumeFromCheckpoint = "true";
    session_.start(arguments, ExistingRun::Resume);
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

// A file that says nothing of the run folder keeps this window's.
void TrainPage::takeArguments(train::TrainingArguments arguments) {
    if (arguments.outputDir == train::TrainingArguments().outputDir)
        arguments.outputDir = form_->arguments().outputDir;
    form_->setArguments(arguments);
}

// The next run of an unchanged form gets its own folder, unless this one was stopped and may go on.
void TrainPage::prepareNextRun() {
    const QString folder = QString::fromStdString(form_->arguments().outputDir);
    if (session_.status().state == RunState::Finished && QFileInfo::exists(folder + QStringLiteral("/run.json")))
        form_->setDefaultOutputFolder(Session::freshRunFolder(folder));
}

} // namespace finetune::ui
