// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/probe_picker.h"

#include "ui/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace finetune::ui {
namespace {

constexpr std::size_t kShown = 200;

using Found = std::vector<std::pair<QString, QString>>;

// Pinned ones first, then those that hold the words.
Found matching(const data::Dataset& dataset, const QStringList& pinned, const QString& words, const StopToken& stop) {
    Found first, others;
    for (const data::Example& example : dataset.examples) {
        stop.throwIfRequested();
        const QString id = QString::fromStdString(example.id);
        const bool isPinned = pinned.contains(id);
        if (!isPinned && others.size() >= kShown)
            continue;
        const QString question = QString::fromStdString(example.question);
        if (isPinned)
            first.emplace_back(id, question);
        else if (words.isEmpty() || question.contains(words, Qt::CaseInsensitive))
            others.emplace_back(id, question);
    }
    first.insert(first.end(), others.begin(), others.end());
    return first;
}

} // namespace

ProbePicker::ProbePicker(Session& session, QWidget* parent)
    : QDialog(parent), session_(session), pinned_(session.pinnedQuestions()), search_(new QLineEdit(this)),
      list_(new QListWidget(this)), note_(new QLabel(this)), searching_(this) {
    setObjectName(QStringLiteral("probePicker"));
    setWindowTitle(tr("Pin questions"));
    search_->setObjectName(QStringLiteral("probePicker.search"));
    search_->setAccessibleName(tr("Search the validation questions"));
    search_->setPlaceholderText(tr("Search the validation questions"));
    search_->setClearButtonEnabled(true);
    list_->setObjectName(QStringLiteral("probePicker.list"));
    list_->setAccessibleName(tr("Validation questions"));
    list_->setUniformItemSizes(true);
    setTextRole(*note_, TextRole::Caption);
    note_->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Pin"));
    buttons->button(QDialogButtonBox::Ok)->setObjectName(QStringLiteral("probePicker.pin"));
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("probePicker.cancel"));
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(search_);
    layout->addWidget(list_, 1);
    layout->addWidget(note_);
    layout->addWidget(buttons);
    resize(fontMetrics().horizontalAdvance(u'0') * 80, fontMetrics().height() * 26);
    connect(search_, &QLineEdit::textChanged, this, &ProbePicker::search);
    connect(list_, &QListWidget::itemChanged, this, &ProbePicker::toggle);
    connect(buttons, &QDialogButtonBox::accepted, this, &ProbePicker::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    search();
}

void ProbePicker::search() {
    const auto dataset = session_.dataset(Split::Validation);
    if (!dataset) {
        note_->setText(tr("Choose a validation file on the Data page first."));
        return;
    }
    searching_.start<Found>(
        [dataset, pinned = pinned_, words = search_->text().trimmed()](const StopToken& stop, const Progress&) {
            return matching(*dataset, pinned, words, stop);
        },
        [this](const Found& found) { show(found); }, {});
}

void ProbePicker::show(const Found& found) {
    const QSignalBlocker blocker(list_);
    list_->clear();
    for (const auto& [id, question] : found) {
        auto* item = new QListWidgetItem(question, list_);
        item->setData(Qt::UserRole, id);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(pinned_.contains(id) ? Qt::Checked : Qt::Unchecked);
    }
    toggle();
}

void ProbePicker::toggle() {
    for (int row = 0; row < list_->count(); ++row) {
        const QString id = list_->item(row)->data(Qt::UserRole).toString();
        const bool checked = list_->item(row)->checkState() == Qt::Checked;
        if (checked && !pinned_.contains(id))
            pinned_ << id;
        else if (!checked)
            pinned_.removeAll(id);
    }
    note_->setText(pinned_.isEmpty()
                       ? tr("None is pinned: the next run chooses three questions whose texts differ in length.")
                       : tr("%n question(s) pinned; the next run tells their answers after every evaluation.", nullptr,
                            static_cast<int>(pinned_.size())));
}

void ProbePicker::accept() {
    session_.pinQuestions(pinned_);
    QDialog::accept();
}

} // namespace finetune::ui
