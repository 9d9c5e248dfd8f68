// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/export/export_page.h"

#include "ui/models/export_files_model.h"
#include "ui/models/runs_model.h"
#include "ui/pages/export/python_card.h"
#include "ui/session/exporter.h"
#include "ui/session/paths.h"
#include "ui/session/run_list.h"
#include "ui/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/path_field.h"
#include "ui/words.h"

#include <QComboBox>
#include <QDir>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace finetune::ui {
namespace {

QString textOf(const session::RunModel& model) {
    const QString name =
        model.isFinal ? ExportPage::tr("Final model") : QString::fromStdString(model.folder.filename().string());
    QStringList parts{model.isBest ? ExportPage::tr("%1, the best one").arg(name) : name};
    if (model.isFinal && model.step > 0)
        parts << ExportPage::tr("step %1").arg(count(model.step));
    const auto f1 = model.metrics.is_object() ? model.metrics.find("eval_f1") : model.metrics.end();
    if (model.metrics.is_object() && f1 != model.metrics.end() && f1->is_number())
        parts << ExportPage::tr("F1 %1").arg(percent(f1->get<double>()));
    return parts.join(QStringLiteral(" · "));
}

// Shows texts with their data in a box, which stays as it is when nothing is new.
void fill(QComboBox& box, const std::vector<std::pair<QString, QString>>& items, const QString& chosen) {
    bool same = box.count() == static_cast<int>(items.size());
    for (int i = 0; same && i < box.count(); ++i)
        same = box.itemText(i) == items[static_cast<std::size_t>(i)].first &&
               box.itemData(i).toString() == items[static_cast<std::size_t>(i)].second;
    const QSignalBlocker blocker(box);
    if (!same) {
        box.clear();
        for (const auto& [text, data] : items)
            box.addItem(text, data);
    }
    box.setCurrentIndex(std::max(0, box.findData(chosen)));
}

} // namespace

ExportPage::ExportPage(Session& session, RunList& runs, QWidget* parent)
    : QWidget(parent), runs_(runs), exporter_(new Exporter(session, this)), stack_(new QStackedWidget(this)),
      empty_(new EmptyState(QStringLiteral("export"), tr("Nothing to export yet"),
                            tr("As soon as a run has kept a checkpoint, it can leave from here as a folder for "
                               "Python's transformers."),
                            this)) {
    setObjectName(QStringLiteral("exportPage"));
    QPushButton* toTrain = empty_->addButton(tr("Go to training"), QStringLiteral("export.goToTraining"));
    connect(toTrain, &QPushButton::clicked, this, &ExportPage::trainRequested);
    stack_->addWidget(empty_);
    stack_->addWidget(makeContent());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(16);
    layout->addWidget(
        new PageHeader(tr("Export"), tr("The finished model as a folder that Python's transformers loads."), this));
    layout->addWidget(stack_, 1);

    connect(run_, &QComboBox::currentIndexChanged, this, [this] {
        wanted_ = run_->currentData().toString();
        fillModels();
    });
    connect(model_, &QComboBox::currentIndexChanged, this, &ExportPage::plan);
    connect(target_, &PathField::chosen, this, [this](const QString& path) {
        targetIsOurs_ = path.isEmpty();
        chooseTarget();
        plan();
    });
    connect(export_, &QPushButton::clicked, this, &ExportPage::start);
    connect(cancel_, &QPushButton::clicked, exporter_, &Exporter::cancel);
    connect(exporter_, &Exporter::planned, this, &ExportPage::showPlan);
    connect(exporter_, &Exporter::refused, this, [this](const Error& error) {
        files_->clear();
        say(errorText(error), "danger");
        updateEnabled();
    });
    connect(exporter_, &Exporter::progressed, this, [this](const QString& what) {
        if (exporter_->running())
            say(tr("%1…", "what is being done").arg(phaseText(what)), "");
    });
    connect(exporter_, &Exporter::exported, this, &ExportPage::showReport);
    connect(exporter_, &Exporter::failed, this, [this](const Error& error) {
        if (error.kind() == Kind::Cancelled)
            say(tr("The export was cancelled; nothing was written."), "");
        else
            say(errorText(error), "danger");
        updateEnabled();
    });
    connect(&runs_, &RunList::changed, this, &ExportPage::fillRuns);
    updateEnabled();
    fillRuns();
}

QWidget* ExportPage::makeContent() {
    auto* content = new QWidget;
    content->setObjectName(QStringLiteral("scrollContent"));
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addWidget(makeSourceCard());
    layout->addWidget(makeFilesCard());
    python_ = new PythonCard(this);
    python_->hide();
    layout->addWidget(python_);
    layout->addStretch(1); // the cards stay as high as what is in them
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("exportScroll"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    return scroll;
}

QWidget* ExportPage::makeSourceCard() {
    run_ = new QComboBox(this);
    run_->setObjectName(QStringLiteral("exportRun"));
    run_->setAccessibleName(tr("Run"));
    model_ = new QComboBox(this);
    model_->setObjectName(QStringLiteral("exportModel"));
    model_->setAccessibleName(tr("Checkpoint"));
    target_ = new PathField(tr("Where to"), PathField::Kind::Folder, QStringLiteral("export"), this);
    target_->setPlaceholder(tr("A new or empty folder"));
    export_ = new QPushButton(tr("Export"), this);
    export_->setObjectName(QStringLiteral("export"));
    export_->setProperty("kind", "primary");
    cancel_ = new QPushButton(tr("Cancel"), this);
    cancel_->setObjectName(QStringLiteral("cancelExport"));
    cancel_->hide();
    state_ = new QLabel(this);
    state_->setObjectName(QStringLiteral("exportState"));
    state_->setTextFormat(Qt::RichText);
    state_->setWordWrap(true);

    auto* card = new QFrame(this);
    card->setObjectName(QStringLiteral("exportCard"));
    setStyleProperty(*card, "kind", QStringLiteral("card"));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    const std::pair<QString, QComboBox*> choices[] = {{tr("Run"), run_}, {tr("Checkpoint"), model_}};
    for (int column = 0; column < 2; ++column) {
        auto* name = new QLabel(choices[column].first, this);
        setTextRole(*name, TextRole::Strong);
        name->setBuddy(choices[column].second);
        choices[column].second->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        grid->addWidget(name, 0, column);
        grid->addWidget(choices[column].second, 1, column);
        grid->setColumnStretch(column, 1);
    }
    auto* row = new QHBoxLayout;
    row->addWidget(state_, 1);
    row->addWidget(cancel_);
    row->addWidget(export_);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(18, 14, 18, 14);
    layout->setSpacing(10);
    layout->addLayout(grid);
    layout->addWidget(target_);
    layout->addLayout(row);
    return card;
}

QWidget* ExportPage::makeFilesCard() {
    files_ = new ExportFilesModel(this);
    filesTitle_ = new QLabel(this);
    filesTitle_->setObjectName(QStringLiteral("exportFilesTitle"));
    setTextRole(*filesTitle_, TextRole::Title);
    filesTitle_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    table_ = new QTableView(this);
    table_->setObjectName(QStringLiteral("exportedFiles"));
    table_->setAccessibleName(tr("Files of the export"));
    table_->setModel(files_);
    table_->setShowGrid(false);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setTabKeyNavigation(false);
    table_->setWordWrap(false);
    table_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 12);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->setColumnWidth(ExportFilesModel::Name, fontMetrics().horizontalAdvance(u'0') * 30);
    table_->setColumnWidth(ExportFilesModel::Size, fontMetrics().horizontalAdvance(u'0') * 14);
    // As high as its rows: the page scrolls, not the table.
    connect(files_, &QAbstractItemModel::modelReset, this, [this] {
        table_->setFixedHeight(table_->horizontalHeader()->sizeHint().height() +
                               files_->rowCount() * table_->verticalHeader()->defaultSectionSize() +
                               2 * table_->frameWidth());
    });
    auto* card = new QFrame(this);
    setStyleProperty(*card, "kind", QStringLiteral("card"));
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(18, 14, 18, 16);
    layout->setSpacing(10);
    layout->addWidget(filesTitle_);
    layout->addWidget(table_);
    return card;
}

void ExportPage::showRun(const QString& folder) {
    wanted_ = folder;
    targetIsOurs_ = true;
    fillRuns();
}

void ExportPage::fillRuns() {
    std::vector<std::pair<QString, QString>> items;
    for (const WatchedRun& run : runs_.runs())
        if (!run.models().empty())
            items.emplace_back(QStringLiteral("%1 · %2").arg(run.name(), runStateText(run)), run.folder);
    stack_->setCurrentIndex(items.empty() ? 0 : 1);
    fill(*run_, items, wanted_);
    fillModels();
}

void ExportPage::fillModels() {
    const WatchedRun* run = runs_.find(run_->currentData().toString());
    models_ = run ? run->models() : std::vector<session::RunModel>();
    std::vector<std::pair<QString, QString>> items;
    for (const session::RunModel& model : models_)
        items.emplace_back(textOf(model), QString::fromStdString(model.folder.string()));
    const QString before = model_->currentData().toString();
    const bool otherRun = shown_ != run_->currentData().toString();
    shown_ = run_->currentData().toString();
    fill(*model_, items, before);
    run_->setToolTip(shown_);
    if (otherRun)
        chooseTarget();
    if (otherRun || model_->currentData().toString() != before)
        plan();
}

void ExportPage::chooseTarget() {
    if (targetIsOurs_ && !shown_.isEmpty())
        target_->setPath(QDir(shown_).filePath(QStringLiteral("finetuned_model")));
}

session::ExportRequest ExportPage::request() const {
    return {toPath(model_->currentData().toString()), toPath(target_->path()), toPath(shown_)};
}

void ExportPage::plan() {
    plannable_ = false;
    python_->hide();
    updateEnabled();
    if (!models_.empty() && !exporter_->running())
        exporter_->plan(request());
}

void ExportPage::showPlan(const session::ExportPlan& plan) {
    if (exporter_->running())
        return;
    plannable_ = true;
    files_->show(plan);
    filesTitle_->setText(tr("Will be written: %1").arg(bytes(plan.bytes)));
    say(plan.replacesExport ? tr("The earlier export in this folder will be replaced.")
                            : tr("The folder is written whole or not at all, read back and compared."),
        plan.replacesExport ? "warning" : "muted");
    updateEnabled();
}

void ExportPage::start() {
    python_->hide();
    say(tr("Waiting for other work…"), "");
    exporter_->start(request());
    updateEnabled();
}

void ExportPage::showReport(const session::ExportReport& report) {
    plannable_ = true; // again, over this one
    const QString written = QString::fromStdString(report.folder.string());
    target_->remember(written);
    say(report.largestLogitDifference == 0
            ? tr("<b>Exported and checked.</b> Read back from disk, the model gives exactly the same logits.")
            : tr("<b>Exported and checked.</b> Read back from disk, the largest difference of a logit is %1.")
                  .arg(report.largestLogitDifference),
        "success");
    files_->show(report);
    filesTitle_->setText(tr("Written"));
    python_->showFolder(written);
    python_->show();
    updateEnabled();
}

void ExportPage::say(const QString& text, const char* tone) {
    setStyleProperty(*state_, "tone", QString::fromLatin1(tone));
    state_->setText(text);
}

void ExportPage::updateEnabled() {
    const bool running = exporter_->running();
    for (QWidget* choice : std::initializer_list<QWidget*>{run_, model_, target_})
        choice->setEnabled(!running);
    export_->setEnabled(plannable_ && !running);
    cancel_->setVisible(running);
}

} // namespace finetune::ui
