// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/hub_field.h"

#include "ui/icons.h"
#include "ui/models/hub_names_model.h"
#include "ui/session/hub_session.h"
#include "ui/session/session.h"
#include "ui/theme.h"
#include "ui/widgets/hub_cache_dialog.h"
#include "ui/widgets/plain_table.h"
#include "ui/words.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

namespace finetune::ui {
namespace {

constexpr int kMostRows = 6;
constexpr int kBarSteps = 1000; // bytes would overflow the bar's int

bool isModel(const HubSession& hub) {
    return hub.kind() == session::HubKind::Model;
}

} // namespace

HubField::HubField(Session& session, session::HubKind kind, QWidget* parent)
    : QWidget(parent), session_(session),
      hub_(kind == session::HubKind::Model ? session.hubModels() : session.hubDatasets()),
      name_(kind == session::HubKind::Model ? QStringLiteral("hub.models") : QStringLiteral("hub.datasets")),
      names_(new HubNamesModel(this)), edit_(new QLineEdit(this)), cached_(new QToolButton(this)),
      download_(new QPushButton(tr("Download"), this)), manage_(new QPushButton(tr("Cache…"), this)),
      note_(new QLabel(this)),
      list_(plainTable(
          names_, name_ + ".list",
          isModel(hub_) ? tr("Models in the cache and on the hub") : tr("Datasets in the cache and on the hub"), this)),
      progress_(new QFrame(this)), bar_(new QProgressBar(progress_)), transfer_(new QLabel(progress_)),
      cancel_(new QPushButton(tr("Cancel"), progress_)) {
    setObjectName(name_);
    setFocusProxy(edit_);
    const QString label = isModel(hub_) ? tr("Model by name") : tr("Dataset by name");
    auto* name = new QLabel(label, this);
    setTextRole(*name, TextRole::Strong);
    name->setBuddy(edit_);
    note_->setObjectName(name_ + ".note");
    setTextRole(*note_, TextRole::Caption);
    note_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(name);
    layout->addLayout(makeLine(label));
    layout->addWidget(note_);
    layout->addWidget(list_);
    layout->addWidget(progress_);
    progress_->setLayout(makeProgress());
    connectHub();
    restyle();
    updateList();
    updateProgress();
}

QLayout* HubField::makeLine(const QString& label) {
    edit_->setObjectName(name_ + ".edit");
    edit_->setAccessibleName(label);
    edit_->setPlaceholderText(isModel(hub_) ? tr("distilbert-base-uncased, org/name, org/name@revision")
                                            : tr("squad, org/name, org/name:configuration/split"));
    cached_->setObjectName(name_ + ".cached");
    cached_->setToolTip(tr("What is in the cache"));
    cached_->setAccessibleName(label + ": " + cached_->toolTip());
    download_->setObjectName(name_ + ".download");
    download_->setToolTip(tr("Asks the hub for the newest files, also when the cache has some"));
    manage_->setObjectName(name_ + ".manage");
    manage_->setToolTip(tr("What was downloaded and how much room it takes; the access token"));
    for (QPushButton* button : {download_, manage_})
        button->setAccessibleName(label + ": " + button->text());

    const int digit = fontMetrics().horizontalAdvance(u'0');
    list_->horizontalHeader()->setSectionResizeMode(HubNamesModel::Name, QHeaderView::Stretch);
    list_->setColumnWidth(HubNamesModel::Place, 20 * digit);
    list_->setColumnWidth(HubNamesModel::Size, 13 * digit);
    list_->setColumnWidth(HubNamesModel::Downloads, 15 * digit);
    list_->setColumnWidth(HubNamesModel::Licence, 18 * digit);

    edit_->installEventFilter(this);
    list_->installEventFilter(this);
    connect(edit_, &QLineEdit::textEdited, this, [this](const QString& text) {
        outcome_.clear();
        typed_ = HubSession::searchedPart(text);
        hub_.search(text);
        showList(!text.trimmed().isEmpty());
    });
    connect(cached_, &QToolButton::clicked, this, [this] { showList(!list_->isVisible()); });
    connect(download_, &QPushButton::clicked, this, [this] { open(session::HubAsk::Always); });
    connect(manage_, &QPushButton::clicked, this, [this] { HubCacheDialog::open(session_, window()); });
    connect(list_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        if (current.isValid())
            edit_->setText(names_->name(current.row()));
    });
    connect(list_, &QTableView::doubleClicked, this, [this] { open(session::HubAsk::IfNotCached); });
    auto* line = new QHBoxLayout;
    line->setSpacing(4);
    line->addWidget(edit_, 1);
    line->addWidget(cached_);
    line->addSpacing(4);
    line->addWidget(download_);
    line->addWidget(manage_);
    return line;
}

QLayout* HubField::makeProgress() {
    progress_->setObjectName(name_ + ".progress");
    bar_->setObjectName(name_ + ".bar");
    bar_->setTextVisible(false);
    bar_->setAccessibleName(tr("Download"));
    transfer_->setObjectName(name_ + ".transfer");
    transfer_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    cancel_->setObjectName(name_ + ".cancel");
    cancel_->setToolTip(tr("What has arrived is kept; the next download goes on from there"));
    connect(cancel_, &QPushButton::clicked, this, [this] { hub_.cancel(); });
    auto* column = new QVBoxLayout;
    column->setSpacing(4);
    column->addWidget(transfer_);
    column->addWidget(bar_);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 4, 0, 0);
    row->setSpacing(14);
    row->addLayout(column, 1);
    row->addWidget(cancel_);
    return row;
}

void HubField::connectHub() {
    connect(&hub_, &HubSession::cacheRead, this, &HubField::updateList);
    connect(&hub_, &HubSession::searched, this, &HubField::updateList);
    connect(&hub_, &HubSession::progressed, this, &HubField::updateProgress);
    connect(&hub_, &HubSession::fetched, this, [this](const session::HubFiles& files) {
        const QString name = QString::fromStdString(files.name);
        // Of a dataset the cache may hold a part.
        const bool maySplit = files.isFromCache && files.splits.size() == 1 && !namesSplit(files.name);
        outcome_ =
            session_.hubSplits() && !isModel(hub_) ? tr("%1 is here. Say below what its splits are used for.").arg(name)
            : maySplit ? tr("%1 was opened from the cache, which holds its split “%2” alone. Download asks the hub "
                            "for the others.")
                             .arg(name, QString::fromStdString(files.splits.front().first))
            : files.isFromCache ? tr("%1 was opened from the cache; the hub was not asked.").arg(name)
                                : tr("%1 was downloaded and opened.").arg(name);
        failed_ = false;
        if (!maySplit) // else it is there for Download
            edit_->clear();
        typed_.clear();
        showList(false);
        updateProgress();
    });
    if (!isModel(hub_))
        connect(&session_, &Session::hubSplitsChanged, this, [this] {
            if (session_.hubSplits())
                return;
            outcome_.clear();
            updateNote();
        });
    connect(&hub_, &HubSession::failed, this, [this](const Error& error) {
        failed_ = error.kind() != Kind::Cancelled;
        outcome_ = failed_ ? tr("That did not work; see the message above.")
                           : tr("Stopped. What has arrived is kept; Download goes on from there.");
        updateProgress();
    });
}

void HubField::open(session::HubAsk ask) {
    const QString name = edit_->text().trimmed();
    if (name.isEmpty() || hub_.fetching()) {
        edit_->setFocus();
        return;
    }
    outcome_.clear();
    showList(false);
    hub_.search({});
    hub_.fetch(name, ask);
}

// Enter opens, the arrow down leads into the list, Esc closes it.
bool HubField::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        open(session::HubAsk::IfNotCached);
        return true;
    }
    if (key == Qt::Key_Escape && list_->isVisible()) {
        showList(false);
        return true;
    }
    if (key == Qt::Key_Down && watched == edit_) {
        entersList_ = true; // as soon as the cache is read
        showList(true);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void HubField::showList(bool shown) {
    if (shown && !listWanted_)
        hub_.lookAtCache(); // another program may have filled it
    if (!shown && list_->hasFocus())
        edit_->setFocus();
    listWanted_ = shown;
    entersList_ &= shown;
    updateList();
}

void HubField::updateList() {
    const QString chosen = names_->name(list_->currentIndex().row());
    if (listWanted_)
        names_->show(hub_.cached(), typed_, hub_.found());
    list_->setVisible(listWanted_ && names_->rowCount() > 0);
    fitRows(list_, kMostRows);
    if (list_->isVisible() && (entersList_ || list_->hasFocus())) {
        int row = 0;
        for (int i = 0; i < names_->rowCount(); ++i)
            row = names_->name(i) == chosen ? i : row;
        list_->setFocus(Qt::TabFocusReason);
        list_->selectRow(row);
        entersList_ = false;
    }
    updateNote();
}

void HubField::updateNote() {
    const session::HubPlace place = hub_.place();
    const QString endpoint = QString::fromStdString(place.endpoint);
    QString text = outcome_;
    if (text.isEmpty() && place.offline)
        text = tr("Offline by HF_HUB_OFFLINE: what is in the cache can be opened, and nothing is asked.");
    else if (text.isEmpty() && hub_.searching())
        text = tr("Searching %1…").arg(endpoint);
    else if (text.isEmpty() && listWanted_ && names_->rowCount() == 0 && typed_.isEmpty())
        text = tr("Nothing is in the cache yet.");
    else if (text.isEmpty() && listWanted_ && names_->rowCount() == 0 && hub_.hasSearched())
        text = tr("Nothing has a name like this; check the spelling.");
    else if (text.isEmpty() && !hub_.fetching())
        text = tr("Typing searches %1. Before that nothing is sent.").arg(endpoint);
    note_->setText(text);
    note_->setToolTip(text);
    setStyleProperty(*note_, "tone", failed_ && !outcome_.isEmpty() ? QStringLiteral("danger") : QString());
}

void HubField::updateProgress() {
    const bool works = hub_.fetching();
    if (!works && cancel_->hasFocus())
        edit_->setFocus();
    progress_->setVisible(works);
    download_->setEnabled(!works);
    const hub::Transfer& now = hub_.transfer();
    const auto amount = [](std::uint64_t number) { return bytes(static_cast<qint64>(number)); };
    if (now.total == 0) {
        bar_->setRange(0, 0); // not known yet
        transfer_->setText(tr("Asking which files are needed…"));
    } else {
        bar_->setRange(0, kBarSteps);
        bar_->setValue(static_cast<int>(now.done * kBarSteps / now.total));
        transfer_->setText(tr("%1: %2 of %3. In all %4 of %5")
                               .arg(QString::fromStdString(now.file), amount(now.fileDone), amount(now.fileTotal),
                                    amount(now.done), amount(now.total)));
    }
    bar_->setAccessibleDescription(transfer_->text());
    updateNote();
}

void HubField::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        restyle();
}

void HubField::restyle() {
    cached_->setIcon(icon(QStringLiteral("down"), theme().muted));
}

} // namespace finetune::ui
