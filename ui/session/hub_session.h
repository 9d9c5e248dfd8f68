// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/hub_library.h"
#include "ui/session/job.h"

#include <QObject>
#include <QString>
#include <QTimer>
#include <vector>

namespace finetune::ui {

// The hub for one kind of thing, models or datasets: a search, a download and what the cache holds of it. Nothing is
// asked but for search() and fetch(), and nothing at all offline. All of it in the window's thread.
class HubSession : public QObject {
    Q_OBJECT
public:
    explicit HubSession(session::HubKind kind, QObject* parent = nullptr);

    session::HubKind kind() const { return kind_; }
    session::HubPlace place() const { return session::hubPlace(kind_); }

    // Reads what can be opened without a network.
    void lookAtCache();
    const std::vector<session::CachedName>& cached() const { return cached_; }

    // Looks for names with this text after a pause in typing; a newer text takes its place, less than two letters end
    // it. `@revision` and `:configuration` do not matter.
    void search(const QString& text);
    bool searching() const { return pause_.isActive() || search_.running(); }
    bool hasSearched() const { return hasSearched_; }               // and the hub has answered
    const std::vector<hub::Found>& found() const { return found_; } // for the text searched for last
    static QString searchedPart(const QString& name);               // "org/name" of "org/name@revision"

    // Brings the files behind a name; fetched or failed follows (Cancelled after cancel(): what has arrived is kept).
    void fetch(const QString& name, session::HubAsk ask);
    void cancel() { fetch_.stop(); }
    bool fetching() const { return fetch_.running(); }
    const hub::Transfer& transfer() const { return transfer_; } // of what is being fetched

Q_SIGNALS:
    void cacheRead();
    void searched(); // begins, has ended or was given up
    void progressed();
    void fetched(const finetune::session::HubFiles& files);
    void noted(const QString& text); // a sentence of the hub's that a person should read
    void failed(const finetune::Error& error);

private:
    void ask();
    void told(const QString& text);

    const session::HubKind kind_;
    QTimer pause_;
    QString text_;
    bool hasSearched_ = false;
    std::vector<hub::Found> found_;
    std::vector<session::CachedName> cached_;
    hub::Transfer transfer_;
    Job cache_{this}, search_{this}, fetch_{this};
};

} // namespace finetune::ui
