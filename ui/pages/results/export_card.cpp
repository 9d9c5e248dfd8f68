// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/results/export_card.h"

#include "ui/icons.h"
#include "ui/theme.h"
#include "ui/widgets/path_field.h"
#include "ui/words.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTableView>
#include <QUrl>
#include <QVBoxLayout>

namespace finetune::ui {
namespace {

// A path as a Python string literal.
QString pythonString(QString path) {
    path.replace(u'\\', QLatin1String("\\\\")).replace(u'"', QLatin1String("\\\""));
    return u'"' + path + u'"';
}

QString pythonLines(const QString& folder) {
    return QStringLiteral("from transformers import AutoModelForQuestionAnswering, AutoTokenizer\n\n"
                          "tokenizer = AutoTokenizer.from_pretrained(%1)\n"
                          "model = AutoModelForQuestionAnswering.from_pretrained(%1)")
        .arg(pythonString(folder));
}

// As high as its lines, so that the page scrolls and not the box.
void fitHeight(QPlainTextEdit* edit) {
    const int lines = edit->document()->lineCount();
    edit->setFixedHeight(edit->fontMetrics().lineSpacing() * lines + 32);
}

} // namespace

ExportCard::ExportCard(Session& session, QWidget* parent)
    : QFrame(parent), session_(session),
      target_(new PathField(tr("Folder"), PathField::Kind::Folder, QStringLiteral("export"), this)),
      export_(new QPushButton(tr("Export"), this)), state_(new QLabel(this)), report_(new QWidget(this)),
      verdict_(new QLabel(this)), files_(new QStandardItemModel(this)), table_(new QTableView(this)),
      code_(new QPlainTextEdit(this)), copy_(new QPushButton(tr("Copy"), this)),
      open_(new QPushButton(tr("Open folder"), this)) {
    setObjectName(QStringLiteral("exportCard"));
    setStyleProperty(*this, "kind", QStringLiteral("card"));
    export_->setObjectName(QStringLiteral("export"));
    export_->setProperty("kind", "primary");
    state_->setObjectName(QStringLiteral("exportState"));
    setTextRole(*state_, TextRole::Caption);
    verdict_->setObjectName(QStringLiteral("exportVerdict"));
    verdict_->setWordWrap(true);
    setStyleProperty(*verdict_, "tone", QStringLiteral("success"));
    table_->setObjectName(QStringLiteral("exportedFiles"));
    table_->setAccessibleName(tr("Exported files"));
    table_->setModel(files_);
    table_->setShowGrid(false);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setTabKeyNavigation(false);
    table_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 12);
    table_->horizontalHeader()->setHighlightSections(false);
    code_->setObjectName(QStringLiteral("pythonLines"));
    code_->setAccessibleName(tr("Python lines that load the folder"));
    code_->setProperty("kind", "code");
    code_->setReadOnly(true);
    code_->setTabChangesFocus(true);
    code_->setLineWrapMode(QPlainTextEdit::NoWrap);
    copy_->setObjectName(QStringLiteral("copyPython"));
    open_->setObjectName(QStringLiteral("openFolder"));

    auto* title = new QLabel(tr("Export"), this);
    setTextRole(*title, TextRole::Title);
    auto* sentence = new QLabel(tr("Writes the model and its tokenizer as a folder that Python's transformers loads, "
                                   "reads it back and compares the answers."),
                                this);
    sentence->setWordWrap(true);
    setStyleProperty(*sentence, "tone", QStringLiteral("muted"));
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(target_, 1);
    row->addWidget(export_, 0, Qt::AlignVCenter);
    auto* codeTitle = new QLabel(tr("In Python"), this);
    setTextRole(*codeTitle, TextRole::Strong);
    auto* codeRow = new QHBoxLayout;
    codeRow->addWidget(codeTitle, 1);
    codeRow->addWidget(copy_);
    codeRow->addWidget(open_);
    auto* inner = new QVBoxLayout(report_);
    inner->setContentsMargins(0, 6, 0, 0);
    inner->setSpacing(10);
    inner->addWidget(verdict_);
    inner->addWidget(table_);
    inner->addLayout(codeRow);
    inner->addWidget(code_);
    report_->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 14, 18, 16);
    layout->setSpacing(8);
    layout->addWidget(title);
    layout->addWidget(sentence);
    layout->addLayout(row);
    layout->addWidget(state_);
    layout->addWidget(report_);
    state_->hide();

    connect(export_, &QPushButton::clicked, this, &ExportCard::start);
    connect(&session_, &Session::exportProgressed, this, [this](const QString& what) {
        if (session_.exporting())
            state_->setText(phaseText(what) + u'…');
    });
    connect(&session_, &Session::exported, this, &ExportCard::show);
    connect(&session_, &Session::exportFailed, this, [this](const Error& error) {
        setStyleProperty(*state_, "tone", QStringLiteral("danger"));
        state_->setText(errorText(error));
        updateEnabled();
    });
    connect(&session_, &Session::runBegan, this, [this] {
        report_->hide();
        state_->hide();
    });
    connect(&session_, &Session::statusChanged, this, &ExportCard::updateEnabled);
    connect(target_, &PathField::chosen, this, &ExportCard::updateEnabled);
    connect(copy_, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(code_->toPlainText());
        copy_->setText(tr("Copied"));
    });
    connect(open_, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder_)); });
}

void ExportCard::setDefaultTarget(const QString& folder) {
    target_->setPath(folder);
    updateEnabled();
}

void ExportCard::start() {
    report_->hide();
    setStyleProperty(*state_, "tone", {});
    state_->setText(tr("Starting…"));
    state_->show();
    session_.exportModel(target_->path());
    updateEnabled();
}

void ExportCard::updateEnabled() {
    export_->setEnabled(session_.outcome() && !session_.status().active() && !session_.exporting() &&
                        !target_->path().isEmpty());
}

void ExportCard::show(const session::ExportReport& report) {
    folder_ = QString::fromStdString(report.folder.string());
    target_->remember(folder_);
    state_->hide();
    verdict_->setText(report.largestLogitDifference == 0
                          ? tr("Checked: read back from disk, the model gives exactly the same logits.")
                          : tr("Checked: read back from disk, the largest difference of a logit is %1.")
                                .arg(report.largestLogitDifference));
    showFiles(report.files);
    code_->setPlainText(pythonLines(folder_));
    copy_->setText(tr("Copy"));
    fitHeight(code_);
    report_->show();
    updateEnabled();
}

void ExportCard::showFiles(const std::vector<session::ExportedFile>& files) {
    files_->clear();
    files_->setHorizontalHeaderLabels({tr("File"), tr("Size"), QStringLiteral("SHA-256")});
    for (int column : {0, 1, 2})
        files_->horizontalHeaderItem(column)->setTextAlignment((column == 1 ? Qt::AlignRight : Qt::AlignLeft) |
                                                               Qt::AlignVCenter);
    for (const session::ExportedFile& file : files) {
        auto* size = new QStandardItem(bytes(static_cast<qint64>(file.bytes)));
        size->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        auto* hash = new QStandardItem(QString::fromStdString(file.sha256));
        hash->setToolTip(hash->text());
        files_->appendRow({new QStandardItem(QString::fromStdString(file.name)), size, hash});
    }
    table_->setColumnWidth(0, fontMetrics().averageCharWidth() * 30);
    table_->setColumnWidth(1, fontMetrics().averageCharWidth() * 14);
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->setFixedHeight(table_->horizontalHeader()->sizeHint().height() +
                           files_->rowCount() * table_->verticalHeader()->defaultSectionSize() + 6);
}

} // namespace finetune::ui
