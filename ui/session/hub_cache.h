// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/hub_library.h"
#include "ui/session/job.h"

#include <QObject>
#include <QString>

namespace finetune::ui {

// What the hub's cache holds, of models and datasets, and the access token that is kept beside it.
class HubCache : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    void read(); // told by changed
    const std::vector<hub::CachedRepository>& repositories() const { return repositories_; }
    // Removes a revision, or (empty commit) a repository, and reads anew.
    void remove(const hub::Repository& repository, const QString& commit);
    void keepToken(const QString& token); // empty: forgets it
    bool working() const { return job_.running(); }

Q_SIGNALS:
    void changed();
    void removed(qint64 freedBytes);
    void tokenKept();
    void failed(const finetune::Error& error);

private:
    std::vector<hub::CachedRepository> repositories_;
    Job job_{this}, token_{this};
};

} // namespace finetune::ui
