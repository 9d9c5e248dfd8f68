// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/runs_page.h"

#include "ui/models/runs_model.h"
#include "ui/pages/runs/compare_panel.h"
#include "ui/session/run_list.h"
#include "ui/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/plain_table.h"
#include "ui/words.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>
#include <QUrl>
#include <QVBoxLayout>

namespace finetune::ui {

RunsPage::RunsPage(RunList& runs, MessageBar& bar, QWidget* parent)
    : QWidget(parent), runs_(runs), bar_(bar), model_(new RunsModel(runs, this)),
      sorted_(new QSortFilterProxyModel(this)), stack_(new QStackedWidget(this)) {
    setObjectName(QStringLiteral("runsPage"));
    auto* add = new QPushButton(tr("Show another folder…"), this);
    add->setObjectName(QStringLiteral("addResultsFolder"));
    add->setToolTip(tr("Shows the runs of another results folder as well"));
    auto* header = new PageHeader(tr("Runs"), tr("Every run, from this window or from a terminal."), this);
    header->addAction(add);

    auto* empty = new EmptyState(QStringLiteral("runs"), tr("No runs yet"),
                                 tr("Runs that are trained here or with “finetune train” in a terminal appear by "
                                    "themselves."),
                                 this);
    QPushButton* toTrain = empty->addButton(tr("Go to training"), QStringLiteral("runs.goToTraining"));
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(makeTable(), 4);
    column->addWidget(makeActions());
    compare_ = new ComparePanel(runs_, *model_, this);
    column->addWidget(compare_, 6);
    stack_->addWidget(empty);
    stack_->addWidget(content);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(16);
    layout->addWidget(header);
    layout->addWidget(stack_, 1);

    connect(add, &QPushButton::clicked, this, &RunsPage::chooseFolder);
    connect(toTrain, &QPushButton::clicked, this, &RunsPage::trainRequested);
    connect(model_, &RunsModel::placesTaken, this, [this] {
        bar_.show(MessageBar::Tone::Info,
                  tr("%n run(s) can be compared at a time: take one away first.", nullptr, RunsModel::kPlaces));
    });
    connect(&runs_, &RunList::changed, this, &RunsPage::update);
    connect(&runs_, &RunList::removed, this, &RunsPage::tellRemoved);
    connect(&runs_, &RunList::trashRefused, this, &RunsPage::askForGood);
    connect(&runs_, &RunList::failed, this, [this](const Error& error) { bar_.show(error); });
    update();
}

QWidget* RunsPage::makeTable() {
    sorted_->setSourceModel(model_);
    sorted_->setSortRole(RunsModel::SortRole);
    table_ = plainTable(sorted_, QStringLiteral("runsTable"), tr("Runs"), this);
    table_->setSortingEnabled(true);
    table_->sortByColumn(RunsModel::Started, Qt::DescendingOrder);
    const int characters[] = {17, 18, 21, 12, 13, 12, 10, 10, 11}; // by RunsModel::Column
    for (int column = 0; column < RunsModel::ColumnCount; ++column)
        table_->setColumnWidth(column, fontMetrics().horizontalAdvance(u'0') * characters[column]);
    QHeaderView* header = table_->horizontalHeader();
    header->setMinimumSectionSize(fontMetrics().horizontalAdvance(u'0') * 9);
    header->setSectionResizeMode(RunsModel::Data, QHeaderView::Stretch); // the figures stay beside each other
    table_->installEventFilter(this);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RunsPage::updateActions);
    return table_;
}

QWidget* RunsPage::makeActions() {
    path_ = new QLabel(this);
    path_->setObjectName(QStringLiteral("runPath"));
    path_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setTextRole(*path_, TextRole::Caption);
    const auto button = [this](const QString& text, const char* name, const QString& help) {
        auto* made = new QPushButton(text, this);
        made->setObjectName(QString::fromLatin1(name));
        made->setToolTip(help);
        return made;
    };
    resume_ = button(tr("Resume"), "resumeRun", tr("Goes on from its newest checkpoint"));
    duplicate_ = button(tr("Duplicate"), "duplicateRun", tr("Puts its data, model and arguments into the Train page"));
    open_ = button(tr("Open folder"), "openRunFolder", tr("Shows the run's files"));
    delete_ = button(tr("Delete"), "deleteRun", tr("Moves the run's folder to the trash (Del)"));
    connect(resume_, &QPushButton::clicked, this, [this] { Q_EMIT resumeRequested(currentFolder()); });
    connect(duplicate_, &QPushButton::clicked, this, [this] { Q_EMIT duplicateRequested(currentFolder()); });
    connect(open_, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(currentFolder())); });
    connect(delete_, &QPushButton::clicked, this, &RunsPage::remove);

    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(path_, 1);
    for (QPushButton* action : {resume_, duplicate_, open_, delete_})
        layout->addWidget(action);
    return row;
}

void RunsPage::selectRun(const QString& folder) {
    const QModelIndex index = sorted_->mapFromSource(model_->index(model_->rowOf(folder), RunsModel::Name));
    if (index.isValid())
        table_->setCurrentIndex(index);
}

// Space is the check box of the row, wherever in it the current cell is.
bool RunsPage::eventFilter(QObject* watched, QEvent* event) {
    if (watched == table_ && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Space && current()) {
            model_->setCompared(currentFolder(), model_->placeOf(currentFolder()) < 0);
            return true;
        }
        if (key == Qt::Key_Delete && delete_->isEnabled()) {
            remove();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

QString RunsPage::currentFolder() const {
    return table_->currentIndex().isValid() ? table_->currentIndex().data(RunsModel::FolderRole).toString() : QString();
}

const WatchedRun* RunsPage::current() const {
    return runs_.find(currentFolder());
}

void RunsPage::update() {
    stack_->setCurrentIndex(runs_.runs().empty() ? 0 : 1);
    if (!table_->currentIndex().isValid() && sorted_->rowCount() > 0)
        table_->setCurrentIndex(sorted_->index(0, RunsModel::Name));
    updateActions();
}

void RunsPage::updateActions() {
    const WatchedRun* run = current();
    resume_->setEnabled(run && run->canResume());
    duplicate_->setEnabled(run);
    open_->setEnabled(run);
    delete_->setEnabled(run && !run->isRunning());
    path_->setText(run ? QDir::toNativeSeparators(run->folder) : QString());
    path_->setToolTip(path_->text());
}

void RunsPage::chooseFolder() {
    auto* dialog = new QFileDialog(this, tr("Results folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) { runs_.watch(folder, true); });
    dialog->open();
}

void RunsPage::remove() {
    runs_.remove(currentFolder(), Removal::ToTrash);
}

void RunsPage::tellRemoved(const QString& folder, Removal how) {
    const QString name = QFileInfo(folder).fileName().toHtmlEscaped();
    bar_.show(MessageBar::Tone::Success,
              how == Removal::ToTrash ? tr("%1 was moved to the trash.").arg(name) : tr("%1 was deleted.").arg(name));
}

void RunsPage::askForGood(const QString& folder, qint64 files, qint64 size) {
    bar_.show(MessageBar::Tone::Warning,
              tr("<b>There is no trash for %1.</b> Delete it for good, %2 files, %3?")
                  .arg(QDir::toNativeSeparators(folder).toHtmlEscaped(), count(files), bytes(size)),
              {{QStringLiteral("keepRun"), tr("Keep it"), [] {}},
               {QStringLiteral("deleteForGood"), tr("Delete for good"),
                [this, folder] { runs_.remove(folder, Removal::ForGood); }}});
    bar_.askAgainBy([folder, files, size](QWidget& window) {
        if (auto* page = window.findChild<RunsPage*>())
            page->askForGood(folder, files, size);
    });
}

} // namespace finetune::ui
