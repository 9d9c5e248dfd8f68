// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/doctor_panel.h"

#include "core/text/utf8.h"
#include "ui/models/finding_words.h"
#include "ui/models/findings_model.h"
#include "ui/models/problems_model.h"
#include "ui/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/highlighted_text.h"
#include "ui/widgets/plain_table.h"
#include "ui/words.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>
#include <numeric>
#include <ranges>

namespace finetune::ui {
namespace {

QPushButton* button(const QString& text, const QString& objectName) {
    auto* made = new QPushButton(text);
    made->setObjectName(objectName);
    return made;
}

// Where the answer of a finding stands, and, drawn faint, where the file says it does.
std::vector<TextMark> marksOf(const data::Finding& finding, const data::Example& example) {
    std::vector<TextMark> marks;
    const auto mark = [&](std::int64_t start, std::int32_t length, MarkKind kind) {
        const auto from = static_cast<std::int32_t>(start);
        if (from >= 0)
            marks.push_back({{from, from + length}, kind});
    };
    if (finding.answer < 0) {
        for (const data::Answer& answer : example.answers)
            mark(answer.start.value, text::countCodePoints(answer.text), MarkKind::Answer);
        return marks;
    }
    const data::Answer& answer = example.answers[static_cast<std::size_t>(finding.answer)];
    const std::int32_t length = text::countCodePoints(answer.text);
    if (finding.kind == data::FindingKind::Misplaced || !finding.closest.empty())
        mark(finding.place.start, finding.closest.empty() ? length : text::countCodePoints(finding.closest),
             MarkKind::Answer);
    mark(answer.start.value, length, MarkKind::Outside);
    return marks;
}

} // namespace

DoctorPanel::DoctorPanel(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), kinds_(new FindingKindsModel(this)), findings_(new FindingsModel(this)),
      problems_(new ProblemsModel(this)) {
    setObjectName(QStringLiteral("doctorPanel"));
    auto* top = makeTop();
    kindTable_ = plainTable(kinds_, QStringLiteral("kindsTable"), tr("Kinds of problems"), this);
    kindTable_->horizontalHeader()->setSectionResizeMode(FindingKindsModel::Name, QHeaderView::Stretch);
    kindTable_->setColumnWidth(FindingKindsModel::Count, fontMetrics().horizontalAdvance(u'0') * 10);
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(QStringLiteral("doctorSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(14);
    splitter->addWidget(kindTable_);
    splitter->addWidget(makeDetails());
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({fontMetrics().horizontalAdvance(u'0') * 42, fontMetrics().horizontalAdvance(u'0') * 100});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addLayout(top);
    layout->addWidget(splitter, 1);

    connect(kindTable_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &DoctorPanel::showKind);
    connect(&files(), &DataFiles::checked, this, &DoctorPanel::update);
    connect(&files(), &DataFiles::changed, this, &DoctorPanel::update);
    connect(&files(), &DataFiles::saved, this, [this](const QString& path, qint64 questions) {
        status_->setText(tr("Saved %1 questions: %2").arg(count(questions), path));
    });
    QUndoStack& undo = files().undoStack();
    connect(&undo, &QUndoStack::indexChanged, this, &DoctorPanel::updateUndo);
    connect(undo_, &QPushButton::clicked, &undo, &QUndoStack::undo);
    connect(redo_, &QPushButton::clicked, &undo, &QUndoStack::redo);
    connect(new QShortcut(QKeySequence::Undo, this), &QShortcut::activated, undo_, &QPushButton::click);
    connect(new QShortcut(QKeySequence::Redo, this), &QShortcut::activated, redo_, &QPushButton::click);
    kindTable_->selectRow(0);
    update();
    updateUndo();
}

QLayout* DoctorPanel::makeTop() {
    status_ = new QLabel;
    status_->setObjectName(QStringLiteral("doctor.status"));
    status_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    undo_ = button(tr("Undo"), QStringLiteral("doctor.undo"));
    redo_ = button(tr("Redo"), QStringLiteral("doctor.redo"));
    save_ = button(tr("Save as SQuAD JSON…"), QStringLiteral("doctor.save"));
    save_->setProperty("kind", "menu");
    saveMenu_ = new QMenu(save_);
    save_->setMenu(saveMenu_);
    connect(saveMenu_, &QMenu::aboutToShow, this, &DoctorPanel::fillSaveMenu);
    auto* top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(status_, 1);
    for (QPushButton* one : {undo_, redo_, save_})
        top->addWidget(one);
    return top;
}

QWidget* DoctorPanel::makeDetails() {
    reason_ = new QLabel;
    reason_->setObjectName(QStringLiteral("doctor.reason"));
    reason_->setWordWrap(true);
    setTextRole(*reason_, TextRole::Caption);
    repairAll_ = button({}, QStringLiteral("doctor.repairAll"));
    leaveOutAll_ = button({}, QStringLiteral("doctor.leaveOutAll"));
    repairOne_ = button({}, QStringLiteral("doctor.repairOne"));
    leaveOutOne_ = button({}, QStringLiteral("doctor.leaveOutOne"));
    repairAll_->setProperty("kind", "primary");
    findingTable_ = plainTable(findings_, QStringLiteral("findingsTable"), tr("Problems of this kind"), this);
    findingTable_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    problemTable_ = plainTable(problems_, QStringLiteral("problemsTable"), tr("What the readers say"), this);
    const int unit = fontMetrics().horizontalAdvance(u'0');
    const int widths[] = {10, 8, 24}, problemWidths[] = {16, 30, 40};
    for (int column = 0; column < 3; ++column) { // the last one takes what is left
        findingTable_->setColumnWidth(column, widths[column] * unit);
        problemTable_->setColumnWidth(column, problemWidths[column] * unit);
    }
    findingTable_->horizontalHeader()->setStretchLastSection(true);
    problemTable_->horizontalHeader()->setStretchLastSection(true);
    text_ = new HighlightedText;
    text_->setObjectName(QStringLiteral("doctor.text"));
    text_->setAccessibleName(tr("The context of the chosen problem"));
    empty_ = new EmptyState(QStringLiteral("success"), {}, {});

    auto* findings = new QSplitter(Qt::Vertical);
    findings->setChildrenCollapsible(false);
    findings->setHandleWidth(10);
    findings->addWidget(findingTable_);
    findings->addWidget(text_);
    findings->setStretchFactor(0, 3);
    findings->setStretchFactor(1, 1);
    stack_ = new QStackedWidget;
    for (QWidget* page : std::initializer_list<QWidget*>{findings, problemTable_, empty_})
        stack_->addWidget(page);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton* one : {repairAll_, leaveOutAll_})
        buttons->addWidget(one);
    buttons->addStretch();
    for (QPushButton* one : {repairOne_, leaveOutOne_})
        buttons->addWidget(one);
    auto* details = new QWidget;
    auto* column = new QVBoxLayout(details);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(reason_);
    column->addWidget(stack_, 1);
    column->addLayout(buttons);

    connect(findingTable_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &DoctorPanel::showFinding);
    connect(findingTable_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &DoctorPanel::updateActions);
    connect(repairAll_, &QPushButton::clicked, this, [this] { files().repair(allFindings()); });
    connect(leaveOutAll_, &QPushButton::clicked, this, [this] { files().leaveOut(allFindings()); });
    connect(repairOne_, &QPushButton::clicked, this, [this] { files().repair(chosenFindings()); });
    connect(leaveOutOne_, &QPushButton::clicked, this, [this] { files().leaveOut(chosenFindings()); });
    // The buttons are off while the files are checked anew; the focus would wander to another part of the window.
    for (QPushButton* one : {repairAll_, leaveOutAll_, repairOne_, leaveOutOne_})
        connect(one, &QPushButton::clicked, kindTable_, qOverload<>(&QWidget::setFocus));
    return details;
}

int DoctorPanel::kind() const {
    const QModelIndex index = kindTable_->currentIndex();
    return index.isValid() ? index.row() : 0;
}

bool DoctorPanel::isReaderShown() const {
    return kind() >= FindingKindsModel::kReaderRow;
}

void DoctorPanel::update() {
    if (files().findings() != shown_) {
        shown_ = files().findings();
        kinds_->setFindings(shown_);
        // The kind that was looked at is done: the next one that has something.
        if (kinds_->countOf(kind()) == 0)
            for (int row = 0; row < kinds_->rowCount(); ++row)
                if (kinds_->countOf(row) > 0) {
                    kindTable_->selectRow(row);
                    break;
                }
        showKind();
    }
    updateActions();
    updateStatus();
}

void DoctorPanel::showKind() {
    const bool reader = isReaderShown(), notes = kind() == FindingKindsModel::kNoteRow;
    std::vector<std::shared_ptr<const data::Dataset>> datasets;
    if (shown_ && reader)
        datasets.assign(shown_->datasets.begin(), shown_->datasets.end());
    problems_->setDatasets(std::move(datasets), notes);
    if (!reader)
        findings_->setFindings(shown_, static_cast<data::FindingKind>(kind()));
    reason_->setText(notes ? noteReason()
                     : reader
                         ? tr("Entries that are not of SQuAD's form, or not quite. They cannot be shown; what could be "
                              "used of them is among the examples. Mend them in the file.")
                         : findingReason(static_cast<data::FindingKind>(kind())));
    const bool any = kinds_->countOf(kind()) > 0;
    if (!shown_)
        empty_->setText(tr("Nothing to check yet"), tr("Choose a file above."));
    else
        empty_->setText(tr("Nothing of this kind"), {});
    stack_->setCurrentIndex(!any ? 2 : reader ? 1 : 0);
    if (any && !reader)
        findingTable_->selectRow(0);
    updateActions();
}

void DoctorPanel::showFinding() {
    const QModelIndex index = findingTable_->currentIndex();
    if (!index.isValid() || isReaderShown())
        return;
    const data::Finding& finding = findings_->at(index.row());
    const auto& example =
        findings_->datasetOf(index.row()).examples[static_cast<std::size_t>(finding.examples.front())];
    text_->setUtf8(*example.context);
    const std::vector<TextMark> marks = marksOf(finding, example);
    text_->setMarks(marks);
    if (!marks.empty())
        text_->reveal(marks.front().span);
}

std::vector<std::size_t> DoctorPanel::allFindings() const {
    std::vector<std::size_t> all(static_cast<std::size_t>(findings_->rowCount()));
    if (!all.empty())
        std::iota(all.begin(), all.end(), findings_->findingOf(0));
    return all;
}

std::vector<std::size_t> DoctorPanel::chosenFindings() const {
    std::vector<std::size_t> chosen;
    for (const QModelIndex& index : findingTable_->selectionModel()->selectedRows())
        chosen.push_back(findings_->findingOf(index.row()));
    std::ranges::sort(chosen);
    return chosen;
}

// Of the kind that is shown.
int DoctorPanel::repairableCount() const {
    if (static_cast<data::FindingKind>(kind()) != data::FindingKind::NotInContext)
        return findings_->rowCount(); // all or none of them, as the kind is
    int found = 0;
    for (int row = 0; row < findings_->rowCount(); ++row)
        found += data::canRepair(findings_->at(row));
    return found;
}

void DoctorPanel::updateActions() {
    const auto all = isReaderShown() ? 0 : static_cast<int>(kinds_->countOf(kind()));
    const bool ready = all > 0 && !files().checking();
    const auto current = static_cast<data::FindingKind>(isReaderShown() ? 0 : kind());
    const QString repair = repairName(current), leaveOut = leaveOutName(current);
    const auto rows = findingTable_->selectionModel()->selectedRows();
    const int chosen = all > 0 ? static_cast<int>(rows.size()) : 0;
    const bool repairable = std::ranges::any_of(rows, [this](const QModelIndex& row) {
        return row.row() < findings_->rowCount() && data::canRepair(findings_->at(row.row()));
    });
    // What is read in part cannot be changed.
    const auto can = [this](int row) { return !files().part(static_cast<Split>(findings_->at(row).dataset)); };
    const bool allCan = std::ranges::all_of(std::views::iota(0, findings_->rowCount()), can);
    const bool chosenCan = std::ranges::all_of(
        rows, [&](const QModelIndex& row) { return row.row() >= findings_->rowCount() || can(row.row()); });
    const QString readFirst = tr("Only a part of the file is read: choose “Read all rows” above first");
    const auto set = [&](QPushButton* one, const QString& name, const QString& text, bool possible, bool enabled) {
        one->setText(text.arg(name));
        one->setVisible(!name.isEmpty());
        one->setEnabled(possible && enabled);
        one->setToolTip(possible ? QString() : readFirst);
    };
    const int repairableOnes = all > 0 ? repairableCount() : 0;
    set(repairAll_, repair, tr("%1: all %2").arg(QStringLiteral("%1"), count(repairableOnes)), allCan,
        ready && repairableOnes > 0);
    set(leaveOutAll_, leaveOut, tr("%1: all %2").arg(QStringLiteral("%1"), count(all)), allCan, ready);
    set(repairOne_, repair, tr("%1: chosen"), chosenCan, ready && chosen > 0 && repairable);
    set(leaveOutOne_, leaveOut, tr("%1: chosen"), chosenCan, ready && chosen > 0);
    for (QPushButton* one : {repairAll_, leaveOutAll_, repairOne_, leaveOutOne_})
        if (all == 0)
            one->hide();
}

void DoctorPanel::updateUndo() {
    QUndoStack& undo = files().undoStack();
    undo_->setEnabled(undo.canUndo());
    redo_->setEnabled(undo.canRedo());
    undo_->setToolTip(undo.canUndo() ? tr("Undo: %1").arg(undo.undoText()) : QString());
    redo_->setToolTip(undo.canRedo() ? tr("Redo: %1").arg(undo.redoText()) : QString());
    updateStatus();
}

void DoctorPanel::updateStatus() {
    save_->setEnabled(shown_ != nullptr);
    if (files().checking())
        status_->setText(tr("Checking…"));
    else if (!shown_)
        status_->clear();
    else if (files().isEdited())
        status_->setText(tr("Changed: the next training uses the data as it is here. The files stay as they are."));
    else if (kinds_->total() == 0)
        status_->setText(
            std::ranges::any_of(allSplits(), [this](Split split) { return files().part(split).has_value(); })
                ? tr("Nothing is wrong with the rows that were read.")
                : tr("Nothing is wrong with the files."));
    else
        status_->setText(tr("The files are never changed: what is repaired here is saved under another name."));
}

void DoctorPanel::fillSaveMenu() {
    saveMenu_->clear();
    for (const Split split : allSplits()) {
        if (!files().shown(split))
            continue;
        const QString name = splitName(split);
        QAction* action = saveMenu_->addAction(files().isEdited(split) ? tr("%1 (changed)…").arg(name)
                                                                       : tr("%1…", "file, opens a dialog").arg(name));
        connect(action, &QAction::triggered, this, [this, split] { Q_EMIT saveRequested(split); });
    }
}

} // namespace finetune::ui
