// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/guide/guide_window.h"

#include "ui/icons.h"
#include "ui/language.h"
#include "ui/theme.h"

#include <QDesktopServices>
#include <QFile>
#include <QHBoxLayout>
#include <QImage>
#include <QKeyEvent>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextFrame>
#include <QTextTable>
#include <QToolButton>

namespace finetune::ui {
namespace {

constexpr const char* kPages[] = {"first-steps", "data", "model",  "inspect", "train",
                                  "evaluate",    "try",  "export", "runs",    "words"};

QUrl urlOf(const QString& language, const QString& page) {
    return QUrl(QStringLiteral("qrc:/help/%1/%2.md").arg(language, page));
}

QString nameOf(const QUrl& source) {
    const QString file = source.fileName();
    return file.left(file.size() - 3); // .md
}

} // namespace

GuideWindow::GuideWindow(QWidget* parent)
    : QWidget(parent, Qt::Window), contents_(new QListWidget(this)), text_(new GuideText(this)),
      back_(new QToolButton(this)), forward_(new QToolButton(this)) {
    setObjectName(QStringLiteral("guide"));
    setWindowTitle(tr("Guide – Finetune Studio"));
    setAttribute(Qt::WA_QuitOnClose, false);
    const QString names[] = {tr("First steps"), tr("Data"), tr("Model"),  tr("Inspect"), tr("Train"),
                             tr("Evaluate"),    tr("Try"),  tr("Export"), tr("Runs"),    tr("Words")};
    static_assert(std::size(names) == std::size(kPages));
    contents_->setObjectName(QStringLiteral("guide.contents"));
    contents_->setAccessibleName(tr("Contents"));
    for (const QString& name : names)
        contents_->addItem(name);
    contents_->setFixedWidth(fontMetrics().horizontalAdvance(u'0') * 18);
    text_->setObjectName(QStringLiteral("guide.text"));
    text_->setAccessibleName(tr("Page of the guide"));

    back_->setObjectName(QStringLiteral("guide.back"));
    back_->setToolTip(tr("Back (Alt+Left)"));
    back_->setAccessibleName(tr("Back"));
    back_->setShortcut(QKeySequence::Back);
    forward_->setObjectName(QStringLiteral("guide.forward"));
    forward_->setToolTip(tr("Forward (Alt+Right)"));
    forward_->setAccessibleName(tr("Forward"));
    forward_->setShortcut(QKeySequence::Forward);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(back_);
    buttons->addWidget(forward_);
    buttons->addStretch();
    auto* left = new QVBoxLayout;
    left->addLayout(buttons);
    left->addWidget(contents_, 1);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 14, 14, 14);
    layout->setSpacing(14);
    layout->addLayout(left);
    layout->addWidget(text_, 1);

    connect(contents_, &QListWidget::currentRowChanged, this,
            [this](int row) { showPage(QString::fromLatin1(kPages[row])); });
    connect(text_, &QTextBrowser::anchorClicked, this, &GuideWindow::follow);
    connect(text_, &QTextBrowser::sourceChanged, this,
            [this](const QUrl& source) { // text_->source() is still the old one
                const QSignalBlocker quiet(contents_);
                contents_->setCurrentRow(static_cast<int>(pageNames().indexOf(nameOf(source))));
            });
    connect(text_, &QTextBrowser::backwardAvailable, back_, &QToolButton::setEnabled);
    connect(text_, &QTextBrowser::forwardAvailable, forward_, &QToolButton::setEnabled);
    connect(back_, &QToolButton::clicked, text_, &QTextBrowser::backward);
    connect(forward_, &QToolButton::clicked, text_, &QTextBrowser::forward);
    back_->setEnabled(false);
    forward_->setEnabled(false);
    resize(960, 760);
    restyle();
    showPage(QString::fromLatin1(kPages[0]));
}

QStringList GuideWindow::pageNames() {
    QStringList names;
    for (const char* page : kPages)
        names << QString::fromLatin1(page);
    return names;
}

QString GuideWindow::page() const {
    return nameOf(text_->source());
}

void GuideWindow::showPage(const QString& name) {
    if (!pageNames().contains(name) || name == page())
        return;
    text_->setSource(urlOf(windowLanguage(), name), QTextDocument::MarkdownResource);
}

// Links go to other pages of the guide, to the tour of the window, or to the browser.
void GuideWindow::follow(const QUrl& link) {
    if (link.scheme().startsWith(QLatin1String("http"))) {
        QDesktopServices::openUrl(link);
        return;
    }
    const QString name = nameOf(link);
    if (name == QLatin1String("tour"))
        Q_EMIT tourRequested();
    showPage(name);
}

void GuideWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

void GuideWindow::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        restyle();
}

void GuideWindow::restyle() {
    back_->setIcon(icon(QStringLiteral("left"), theme().muted));
    forward_->setIcon(icon(QStringLiteral("right"), theme().muted));
}

GuideText::GuideText(QWidget* parent) : QTextBrowser(parent) {
    setOpenLinks(false);
    document()->setDocumentMargin(18);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // a bar that comes late would make the pictures too wide
}

// Room for the document's margins; a picture is never drawn larger than it is.
int GuideText::pictureWidth() const {
    return std::max(200, viewport()->width() - 40);
}

QVariant GuideText::loadResource(int type, const QUrl& name) {
    if (type != QTextDocument::ImageResource)
        return QTextBrowser::loadResource(type, name);
    QImage picture(':' + source().resolved(name).path());
    shownWidth_ = pictureWidth();
    if (picture.width() > shownWidth_)
        picture = picture.scaledToWidth(shownWidth_, Qt::SmoothTransformation);
    return picture;
}

void GuideText::doSetSource(const QUrl& name, QTextDocument::ResourceType type) {
    QTextBrowser::doSetSource(name, type);
    layOut();
}

void GuideText::layOut() {
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        QTextBlockFormat format = block.blockFormat();
        format.setLineHeight(130, QTextBlockFormat::ProportionalHeight);
        const int level = format.headingLevel();
        format.setTopMargin(level == 1 ? 0 : level > 1 ? 18 : block.textList() ? 2 : 8);
        format.setBottomMargin(level > 0 ? 6 : 4);
        cursor.setPosition(block.position());
        cursor.setBlockFormat(format);
    }
    for (QTextFrame* frame : document()->rootFrame()->childFrames()) {
        auto* table = qobject_cast<QTextTable*>(frame);
        if (!table)
            continue;
        QTextTableFormat format = table->format();
        format.setBorderCollapse(true);
        format.setBorder(1);
        format.setBorderBrush(theme().border);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        format.setCellPadding(7);
        format.setTopMargin(6);
        format.setBottomMargin(6);
        format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
        table->setFormat(format);
    }
    cursor.endEditBlock();
    document()->setModified(false);
}

void GuideText::resizeEvent(QResizeEvent* event) {
    QTextBrowser::resizeEvent(event);
    if (shownWidth_ != 0 && shownWidth_ != pictureWidth()) // only pages with a picture have a width
        reload();
}

// Links and rules have the colours of the theme that the page was read in.
void GuideText::changeEvent(QEvent* event) {
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !source().isEmpty())
        reload();
}

} // namespace finetune::ui
