// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/path_field.h"

#include "core/data/table_look.h"
#include "ui/icons.h"
#include "ui/session/paths.h"
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
#include <algorithm>

namespace finetune::ui {
namespace {

QString together(const QStringList& files) {
    std::vector<std::filesystem::path> paths;
    for (const QString& file : files)
        paths.push_back(toPath(file));
    std::ranges::sort(paths);
    return paths.empty() ? QString() : fromPath(data::together(paths));
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
    browse_->setToolTip(kind == Kind::Folder ? tr("Choose a folder…")
                        : kind == Kind::File ? tr("Choose a file…")
                                             : tr("Choose one file or several…"));
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
    edit_->setToolTip(path); // the cursor stands at the end: where there is little room, the file's name is in sight
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
    browseFor(kind_ == Kind::Folder);
}

void PathField::browseFor(bool folder) {
    // Not a blocking call: a run may be going on behind the dialog.
    auto* dialog = new QFileDialog(this, label_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(folder                ? QFileDialog::Directory
                        : kind_ == Kind::Data ? QFileDialog::ExistingFiles
                                              : QFileDialog::ExistingFile);
    if (!folder)
        dialog->setNameFilters(
            {tr("Data (*.json *.jsonl *.ndjson *.parquet *.arrow *.feather *.ipc *.csv *.tsv *.gz *.zst)"),
             tr("SQuAD JSON, JSON and JSON Lines (*.json *.jsonl *.ndjson *.json.gz *.jsonl.gz *.json.zst "
                "*.jsonl.zst)"),
             tr("Parquet (*.parquet)"), tr("Arrow (*.arrow *.feather *.ipc)"),
             tr("CSV and TSV (*.csv *.tsv *.csv.gz *.tsv.gz *.csv.zst *.tsv.zst)"), tr("All files (*)")});
    const QString near = last_.isEmpty() ? rememberedPath() : last_;
    if (!near.isEmpty())
        dialog->setDirectory(!folder || last_.isEmpty() ? QFileInfo(near).path() : near);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& files) { choose(together(files)); });
    dialog->open();
}

QString PathField::droppedPath(const QMimeData* data) const {
    QStringList files;
    for (const QUrl& url : data->urls())
        files << url.toLocalFile();
    const auto isElsewhere = [&](const QString& file) {
        return file.isEmpty() || QFileInfo(file).path() != QFileInfo(files.front()).path();
    };
    if (files.size() > 1 && (kind_ != Kind::Data || std::ranges::any_of(files, isElsewhere)))
        return {};
    return together(files);
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
    if (kind_ == Kind::Data) {
        menu->addSeparator();
        connect(menu->addAction(tr("Choose a folder of data…")), &QAction::triggered, this,
                [this] { browseFor(true); });
    }
}

void PathField::restyle() {
    browse_->setIcon(icon(QStringLiteral("folder"), theme().muted));
    recent_->setIcon(icon(QStringLiteral("down"), theme().muted));
}

} // namespace finetune::ui
