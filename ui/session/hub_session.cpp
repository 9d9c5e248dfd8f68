// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/hub_session.h"

#include <QStringList>
#include <utility>

namespace finetune::ui {
namespace {

constexpr int kPauseMilliseconds = 350; // between two keys of someone who has not finished typing
constexpr int kFewestLetters = 2;

// A job's progress carries one text: here a transfer, or a note, which begins with the separator. Where done is total
// nothing is left out for being told too soon after something else: so with notes, and where a file begins, because
// its first bytes may take a while.
constexpr char kSeparator = '\n';

std::string packed(const hub::Transfer& transfer) {
    std::string text = transfer.file;
    for (const std::uint64_t number : {transfer.fileDone, transfer.fileTotal, transfer.done, transfer.total})
        text += kSeparator + std::to_string(number);
    return text;
}

} // namespace

HubSession::HubSession(session::HubKind kind, QObject* parent) : QObject(parent), kind_(kind) {
    pause_.setSingleShot(true);
    pause_.setInterval(kPauseMilliseconds);
    connect(&pause_, &QTimer::timeout, this, &HubSession::ask);
}

QString HubSession::searchedPart(const QString& name) {
    return name.section(u'@', 0, 0).section(u':', 0, 0).trimmed();
}

void HubSession::lookAtCache() {
    cache_.start<std::vector<session::CachedName>>(
        [kind = kind_](const StopToken&, const Progress&) { return session::cachedNames(kind); },
        [this](std::vector<session::CachedName> names) {
            cached_ = std::move(names);
            Q_EMIT cacheRead();
        },
        [this](const Error& error) { Q_EMIT failed(error); });
}

void HubSession::search(const QString& name) {
    const QString text = searchedPart(name);
    if (text == text_)
        return;
    text_ = text;
    search_.cancel();
    found_.clear();
    hasSearched_ = false;
    if (text.size() < kFewestLetters || place().offline)
        pause_.stop();
    else
        pause_.start();
    Q_EMIT searched();
}

void HubSession::ask() {
    search_.start<std::vector<hub::Found>>(
        [kind = kind_, text = text_.toStdString()](const StopToken& stop, const Progress&) {
            return session::searchHub(kind, text, stop);
        },
        [this](std::vector<hub::Found> found) {
            found_ = std::move(found);
            hasSearched_ = true;
            Q_EMIT searched();
        },
        [this](const Error& error) {
            text_.clear(); // the same text may be tried again
            Q_EMIT searched();
            Q_EMIT failed(error);
        });
}

void HubSession::fetch(const QString& name, session::HubAsk ask) {
    transfer_ = {};
    fetch_.start<session::HubFiles>(
        [kind = kind_, name = name.toStdString(), ask](const StopToken& stop, const Progress& progress) {
            const hub::Watch watch{.stop = stop,
                                   .progress =
                                       [&, file = std::string()](const hub::Transfer& now) mutable {
                                           const bool begins = std::exchange(file, now.file) != now.file;
                                           progress(packed(now), begins ? now.total : now.done, now.total);
                                       },
                                   .note = [&](const std::string& note) { progress(kSeparator + note, 0, 0); }};
            return session::filesByName(kind, name, ask, watch);
        },
        [this](session::HubFiles files) {
            lookAtCache();
            Q_EMIT fetched(files);
        },
        [this](const Error& error) {
            lookAtCache();
            Q_EMIT failed(error);
        },
        [this](const QString& text, qint64, qint64) { told(text); });
    Q_EMIT progressed();
}

void HubSession::told(const QString& text) {
    const QStringList parts = text.split(QLatin1Char(kSeparator));
    if (parts.front().isEmpty()) {
        Q_EMIT noted(parts.mid(1).join(u' '));
        return;
    }
    transfer_ = {parts.value(0).toStdString(), parts.value(1).toULongLong(), parts.value(2).toULongLong(),
                 parts.value(3).toULongLong(), parts.value(4).toULongLong()};
    Q_EMIT progressed();
}

} // namespace finetune::ui
