// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/hub_cache_dialog.h"

#include "ui/models/hub_cache_model.h"
#include "ui/session/paths.h"
#include "ui/session/session.h"
#include "ui/theme.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/plain_table.h"
#include "ui/words.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <algorithm>

namespace finetune::ui {

HubCacheDialog::HubCacheDialog(Session& session, QWidget* parent)
    : QDialog(parent), session_(session), rows_(new HubCacheModel(this)), bar_(new MessageBar(this)),
      table_(plainTable(rows_, QStringLiteral("hubCache.list"), tr("Downloaded models and datasets"), this)),
      total_(new QLabel(this)), delete_(new QPushButton(tr("Delete…"), this)), tokenNote_(new QLabel(this)),
      token_(new QLineEdit(this)), keep_(new QPushButton(tr("Keep the token"), this)),
      forget_(new QPushButton(tr("Forget it"), this)) {
    setObjectName(QStringLiteral("hubCache"));
    setWindowTitle(tr("Downloaded from the hub"));
    const int digit = fontMetrics().horizontalAdvance(u'0');
    table_->horizontalHeader()->setSectionResizeMode(HubCacheModel::Name, QHeaderView::Stretch);
    table_->setColumnWidth(HubCacheModel::Type, 11 * digit);
    table_->setColumnWidth(HubCacheModel::Revision, 24 * digit);
    table_->setColumnWidth(HubCacheModel::Size, 13 * digit);
    table_->setColumnWidth(HubCacheModel::LastUsed, 15 * digit);
    total_->setObjectName(QStringLiteral("hubCache.total"));
    total_->setWordWrap(true);
    total_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setTextRole(*total_, TextRole::Caption);
    delete_->setObjectName(QStringLiteral("hubCache.delete"));
    delete_->setToolTip(tr("Deletes the chosen revision from the disk, after a question"));
    auto* close = new QDialogButtonBox(this);
    auto* button = close->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    button->setObjectName(QStringLiteral("hubCache.close"));
    for (QPushButton* one : {delete_, keep_, forget_, button})
        one->setAutoDefault(false);

    auto* below = new QHBoxLayout;
    below->setSpacing(14);
    below->addWidget(total_, 1);
    below->addWidget(delete_, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 18);
    layout->setSpacing(14);
    layout->addWidget(new PageHeader(tr("Downloaded from the hub"), tr("Python's programs share this cache."), this));
    layout->addWidget(bar_);
    layout->addWidget(table_, 1);
    layout->addLayout(below);
    layout->addWidget(makeToken());
    layout->addWidget(close);
    QWidget* const tabs[] = {table_, delete_, token_, keep_, forget_, button};
    for (std::size_t i = 1; i < std::size(tabs); ++i)
        setTabOrder(tabs[i - 1], tabs[i]);
    resize(digit * 100, fontMetrics().height() * 34);

    connect(delete_, &QPushButton::clicked, this, &HubCacheDialog::ask);
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &HubCacheDialog::updateButtons);
    connect(close, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(&cache_, &HubCache::changed, this, &HubCacheDialog::update);
    connect(&cache_, &HubCache::removed, this, [this](qint64 freed) {
        bar_->show(MessageBar::Tone::Success, tr("%1 are free again.").arg(bytes(freed)));
    });
    connect(&cache_, &HubCache::tokenKept, this, [this] {
        token_->clear();
        updateButtons();
        bar_->dismiss();
    });
    connect(&cache_, &HubCache::failed, this, [this](const Error& error) {
        updateButtons();
        bar_->show(error);
    });
    update();
    cache_.read();
    table_->setFocus();
}

HubCacheDialog* HubCacheDialog::open(Session& session, QWidget* window) {
    auto* dialog = window->findChild<HubCacheDialog*>();
    if (!dialog) {
        dialog = new HubCacheDialog(session, window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
    }
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
    return dialog;
}

void HubCacheDialog::askForToken() {
    token_->setFocus();
}

QWidget* HubCacheDialog::makeToken() {
    auto* card = new QFrame(this);
    setStyleProperty(*card, "kind", QStringLiteral("card"));
    auto* name = new QLabel(tr("Access token"), card);
    setTextRole(*name, TextRole::Strong);
    name->setBuddy(token_);
    token_->setObjectName(QStringLiteral("hubCache.token"));
    token_->setAccessibleName(name->text());
    token_->setEchoMode(QLineEdit::Password);
    token_->setPlaceholderText(tr("For gated and private repositories: hf_…"));
    keep_->setObjectName(QStringLiteral("hubCache.keepToken"));
    forget_->setObjectName(QStringLiteral("hubCache.forgetToken"));
    tokenNote_->setObjectName(QStringLiteral("hubCache.tokenNote"));
    tokenNote_->setWordWrap(true);
    setTextRole(*tokenNote_, TextRole::Caption);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(token_, 1);
    line->addWidget(keep_);
    line->addWidget(forget_);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(18, 12, 18, 12);
    layout->setSpacing(4);
    layout->addWidget(name);
    layout->addLayout(line);
    layout->addWidget(tokenNote_);
    connect(token_, &QLineEdit::textChanged, this, &HubCacheDialog::updateButtons);
    connect(token_, &QLineEdit::returnPressed, keep_, &QPushButton::click);
    connect(keep_, &QPushButton::clicked, this, [this] { cache_.keepToken(token_->text().trimmed()); });
    connect(forget_, &QPushButton::clicked, this, [this] { cache_.keepToken({}); });
    return card;
}

void HubCacheDialog::update() {
    rows_->show(cache_.repositories());
    qint64 sum = 0;
    for (const hub::CachedRepository& repository : cache_.repositories())
        sum += static_cast<qint64>(repository.bytes);
    const QString folder = QDir::toNativeSeparators(fromPath(session::hubPlace(session::HubKind::Model).cache));
    total_->setText(rows_->rowCount() == 0 ? tr("Nothing has been downloaded into %1.").arg(folder)
                                           : tr("%1 in all, in %2").arg(bytes(sum), folder));
    updateButtons();
}

void HubCacheDialog::updateButtons() {
    delete_->setEnabled(table_->selectionModel()->hasSelection() && !cache_.working());
    const session::HubPlace place = session::hubPlace(session::HubKind::Model);
    const QString file = QDir::toNativeSeparators(fromPath(place.tokenFile));
    tokenNote_->setText(place.hasToken
                            ? tr("One is there. A token that is kept lies in %1, readable for you alone.").arg(file)
                            : tr("None is there. It is made on %1 and kept in %2, readable for you alone.")
                                  .arg(QString::fromStdString(place.endpoint) + "/settings/tokens", file));
    keep_->setEnabled(!token_->text().trimmed().isEmpty());
    forget_->setEnabled(place.hasToken);
}

bool HubCacheDialog::isOpened(const QString& folder) const {
    const auto isInside = [&](const QString& path) { return path == folder || path.startsWith(folder + u'/'); };
    return isInside(session_.modelFolder()) ||
           std::ranges::any_of(allSplits(), [&](Split split) { return isInside(session_.file(split)); });
}

void HubCacheDialog::ask() {
    const QModelIndexList chosen = table_->selectionModel()->selectedRows();
    if (chosen.isEmpty())
        return;
    const HubCacheModel::Row row = rows_->row(chosen.front().row());
    QString question = row.revision.isEmpty() ? tr("<b>Delete the unfinished download of %1?</b>").arg(row.name)
                                              : tr("<b>Delete %1, revision %2?</b>").arg(row.name, row.revision);
    question += QStringLiteral(" ") + tr("%1 become free; it can be downloaded again.").arg(bytes(row.frees));
    if (isOpened(row.folder))
        question += QStringLiteral(" ") + tr("It is open in this window, and could no longer be read.");
    // The key that comes first does nothing that cannot be undone.
    bar_->show(MessageBar::Tone::Warning, question,
               {{QStringLiteral("keepCached"), tr("Keep it"), [this] { table_->setFocus(); }},
                {QStringLiteral("deleteCached"), tr("Delete"), [this, row] {
                     cache_.remove(row.repository, row.commit);
                     updateButtons();
                     table_->setFocus();
                 }}});
}

} // namespace finetune::ui
