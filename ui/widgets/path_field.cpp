// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/path_field.h"

#include "ui/icons.h"
#include "ui/session/recent.h"
#include "ui/theme.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QToolButton>

namespace finetune::ui {
namespace {

QString droppedPath(const QMimeData* data) {
    const auto urls = data->urls();
    return urls.size() == 1 && urls.front().isLocalFile() ? urls.front().toLocalFile() : QString();
}

} // namespace

PathField::PathField(const QString& label, Kind kind, const QString& key, QWidget* parent)
    : QWidget(parent), kind_(kind), key_(key), label_(label), edit_(new QLineEdit(this)),
      browse_(new QToolButton(this)), recent_(new QToolButton(this)), note_(new QLabel(this)) {
    setObjectName("path." + key);
    setAcceptDrops(true);
    auto* name = new QLabel(label, this);
    setTextRole(*name, TextRole::Strong);
    name->setBuddy(edit_);
    edit_->setObjectName("path." + key + ".edit");
    edit_->setAccessibleName(label);
    edit_->installEventFilter(this);
    connect(edit_, &QLineEdit::editingFinished, this, [this] { choose(edit_->text().trimmed()); });
    browse_->setObjectName("path." + key + ".browse");
    browse_->setToolTip(kind == Kind::File ? tr("Choose a file…") : tr("Choose a folder…"));
    browse_->setAccessibleName(label + ": " + browse_->toolTip());
    connect(browse_, &QToolButton::clicked, this, &PathField::browse);
    recent_->setObjectName("path." + key + ".recent");
    recent_->setToolTip(tr("Recently used"));
    recent_->setAccessibleName(label + ": " + tr("Recently used"));
    recent_->setPopupMode(QToolButton::InstantPopup);
    recent_->setMenu(new QMenu(recent_));
    connect(recent_->menu(), &QMenu::aboutToShow, this, &PathField::fillRecent);
    note_->setObjectName("path." + key + ".note");
    setTextRole(*note_, TextRole::Caption);
    note_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    note_->setMinimumHeight(note_->sizeHint().height());

    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(edit_, 1);
    row->addWidget(recent_);
    row->addWidget(browse_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(name);
    layout->addLayout(row);
    layout->addWidget(note_);
    setFocusProxy(edit_);
    restyle();
}

QString PathField::path() const {
    return last_;
}

void PathField::setPath(const QString& path) {
    last_ = path;
    edit_->setText(QDir::toNativeSeparators(path));
    edit_->setToolTip(path);
    edit_->setCursorPosition(0);
}

void PathField::setNote(const QString& note, Tone tone) {
    note_->setText(note);
    note_->setToolTip(note);
    const char* const tones[] = {"", "success", "danger"};
    setStyleProperty(*note_, "tone", QString::fromLatin1(tones[static_cast<int>(tone)]));
    setStyleProperty(*edit_, "invalid", tone == Tone::Bad ? QStringLiteral("true") : QString());
}

void PathField::setPlaceholder(const QString& text) {
    edit_->setPlaceholderText(text);
}

void PathField::remember(const QString& path) {
    rememberPath(key_, path);
}

void PathField::browse() {
    // Not a blocking call: a run may be going on behind the dialog.
    auto* dialog = new QFileDialog(this, label_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(kind_ == Kind::File ? QFileDialog::ExistingFile : QFileDialog::Directory);
    if (kind_ == Kind::File)
        dialog->setNameFilters({tr("SQuAD files (*.json)"), tr("All files (*)")});
    if (!last_.isEmpty())
        dialog->setDirectory(kind_ == Kind::File ? QFileInfo(last_).path() : last_);
    connect(dialog, &QFileDialog::fileSelected, this, &PathField::choose);
    dialog->open();
}

void PathField::dragEnterEvent(QDragEnterEvent* event) {
    if (!droppedPath(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void PathField::dropEvent(QDropEvent* event) {
    const QString path = droppedPath(event->mimeData());
    if (path.isEmpty())
        return;
    event->acceptProposedAction();
    // A file of the model's folder means the folder.
    choose(kind_ == Kind::Folder && QFileInfo(path).isFile() ? QFileInfo(path).path() : path);
}

// The line edit would take a dropped file as text.
bool PathField::eventFilter(QObject* watched, QEvent* event) {
    if (watched == edit_ && event->type() == QEvent::DragEnter) {
        dragEnterEvent(static_cast<QDragEnterEvent*>(event));
        return event->isAccepted();
    }
    if (watched == edit_ && event->type() == QEvent::Drop) {
        dropEvent(static_cast<QDropEvent*>(event));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void PathField::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        restyle();
}

void PathField::choose(const QString& path) {
    if (path == last_)
        return;
    setPath(path);
    Q_EMIT chosen(path);
}

void PathField::fillRecent() {
    QMenu* menu = recent_->menu();
    menu->clear();
    const QStringList recent = recentPaths(key_);
    for (const QString& path : recent)
        connect(menu->addAction(QDir::toNativeSeparators(path)), &QAction::triggered, this,
                [this, path] { choose(path); });
    if (recent.isEmpty())
        menu->addAction(tr("Nothing used yet"))->setEnabled(false);
}

void PathField::restyle() {
    browse_->setIcon(icon(QStringLiteral("folder"), theme().muted));
    recent_->setIcon(icon(QStringLiteral("down"), theme().muted));
}

} // namespace finetune::ui
