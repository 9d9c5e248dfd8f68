// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/export/python_card.h"

#include "ui/theme.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
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

} // namespace

PythonCard::PythonCard(QWidget* parent)
    : QFrame(parent), code_(new QPlainTextEdit(this)), copy_(new QPushButton(tr("Copy"), this)),
      open_(new QPushButton(tr("Open folder"), this)) {
    setObjectName(QStringLiteral("pythonCard"));
    setStyleProperty(*this, "kind", QStringLiteral("card"));
    code_->setObjectName(QStringLiteral("pythonLines"));
    code_->setAccessibleName(tr("Python lines that load the folder"));
    code_->setProperty("kind", "code");
    code_->setReadOnly(true);
    code_->setTabChangesFocus(true);
    code_->setLineWrapMode(QPlainTextEdit::NoWrap);
    copy_->setObjectName(QStringLiteral("copyPython"));
    open_->setObjectName(QStringLiteral("openFolder"));
    auto* title = new QLabel(tr("In Python"), this);
    setTextRole(*title, TextRole::Title);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(title, 1);
    row->addWidget(copy_);
    row->addWidget(open_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 14, 18, 16);
    layout->setSpacing(10);
    layout->addLayout(row);
    layout->addWidget(code_);
    connect(copy_, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(code_->toPlainText());
        copy_->setText(tr("Copied"));
    });
    connect(open_, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder_)); });
}

void PythonCard::showFolder(const QString& folder) {
    folder_ = folder;
    code_->setPlainText(pythonLines(folder));
    // As high as its lines: the page scrolls, not the box.
    code_->setFixedHeight(code_->fontMetrics().lineSpacing() * code_->document()->lineCount() + 32);
    copy_->setText(tr("Copy"));
}

} // namespace finetune::ui
