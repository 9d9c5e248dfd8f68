// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/hub_cache.h"

namespace finetune::ui {

void HubCache::read() {
    job_.start<std::vector<hub::CachedRepository>>(
        [](const StopToken&, const Progress&) { return session::cachedRepositories(); },
        [this](std::vector<hub::CachedRepository> repositories) {
            repositories_ = std::move(repositories);
            Q_EMIT changed();
        },
        [this](const Error& error) { Q_EMIT failed(error); });
}

void HubCache::remove(const hub::Repository& repository, const QString& commit) {
    job_.start<std::uintmax_t>(
        [repository, commit = commit.toStdString()](const StopToken&, const Progress&) {
            return session::removeCached(repository, commit);
        },
        [this](std::uintmax_t freed) {
            Q_EMIT removed(static_cast<qint64>(freed));
            read();
        },
        [this](const Error& error) {
            Q_EMIT failed(error);
            read(); // a part may be gone
        });
}

void HubCache::keepToken(const QString& token) {
    token_.start<bool>(
        [token = token.toStdString()](const StopToken&, const Progress&) {
            session::keepToken(token);
            return true;
        },
        [this](bool) { Q_EMIT tokenKept(); }, [this](const Error& error) { Q_EMIT failed(error); });
}

} // namespace finetune::ui
