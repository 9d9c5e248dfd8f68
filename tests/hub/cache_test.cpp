// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/hub/hub_fixture.h"

#include <QTest>
#include <cerrno>
#include <sys/stat.h>

namespace fs = std::filesystem;
using namespace finetune;
using namespace finetune::test;

namespace {

const std::string kFirst(40, '1'), kSecond(40, '2');

// A repository with two commits that share a file.
struct CacheFixture {
    fs::path root = scratchFolder();
    hub::Cache cache{root};
    hub::Repository repository = hub::modelNamed("org/name");

    CacheFixture() {
        files::createFolders(cache.blob(repository, "x").parent_path());
        for (const auto& [etag, bytes] :
             {std::pair("shared", "12345678"), std::pair("old", "1234"), std::pair("new", "12")})
            files::writeAtomically(cache.blob(repository, etag), bytes);
        cache.place(repository, kFirst, "model.safetensors", "shared");
        cache.place(repository, kFirst, "deep/config.json", "old");
        cache.place(repository, kSecond, "model.safetensors", "shared");
        cache.place(repository, kSecond, "deep/config.json", "new");
        cache.keepCommit(repository, kSecond);
    }
};

} // namespace

class CacheTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void linksAreRelativeSoThatTheCacheCanBeMoved() {
        const CacheFixture given;
        const fs::path moved = scratchFolder() / "moved";
        fs::rename(given.root, moved);
        const hub::Cache cache(moved);
        QCOMPARE(files::read(cache.snapshot(given.repository, kSecond) / "deep/config.json"), std::string("12"));
        QCOMPARE(cache.commitOf(given.repository), std::optional(kSecond));
        fs::create_directories(given.root); // removed at the end
    }

    void whatIsCachedIsListed() {
        const CacheFixture given;
        files::createFolders(given.root / "somebody's folder");
        files::writeAtomically(given.root / "version.txt", "1");
        const auto all = given.cache.list();
        QCOMPARE(all.size(), std::size_t{1});
        QCOMPARE(all[0].repository.id, std::string("org/name"));
        QCOMPARE(all[0].bytes, std::uintmax_t{8 + 4 + 2 + 40});
        QCOMPARE(all[0].revisions.size(), std::size_t{2});
        QCOMPARE(all[0].revisions[1].bytes, std::uintmax_t{10});
        QCOMPARE(all[0].revisions[1].refs, std::vector<std::string>{"main"});
        QVERIFY(all[0].revisions[0].refs.empty());
    }

    void aRemovedRevisionLeavesWhatAnotherUses() {
        const CacheFixture given;
        QCOMPARE(given.cache.remove(given.repository, kFirst), std::uintmax_t{4});
        QCOMPARE(given.cache.filesOf(given.repository, kSecond).size(), std::size_t{2});
        QVERIFY(given.cache.filesOf(given.repository, kFirst).empty());
        QVERIFY(given.cache.commitOf(given.repository).has_value());
        QCOMPARE(given.cache.remove(given.repository, kSecond), std::uintmax_t{8 + 2 + 40});
        QVERIFY(!given.cache.commitOf(given.repository).has_value());
    }

    void aRemovedRepositoryIsGoneWithItsLocks() {
        const CacheFixture given;
        { const auto lock = given.cache.lock(given.repository, "old", {}, {}); }
        given.cache.remove(given.repository);
        QVERIFY(given.cache.list().empty());
        QVERIFY(!fs::exists(given.root / ".locks/models--org--name"));
    }

    void withoutLinksFilesAreCopied() {
        const CacheFixture given;
        const hub::Cache cache(given.root, false);
        cache.place(given.repository, kFirst, "vocab.txt", "old");
        const fs::path file = cache.snapshot(given.repository, kFirst) / "vocab.txt";
        QVERIFY(!fs::is_symlink(file));
        QCOMPARE(files::read(file), std::string("1234"));
    }

    void brokenLinksAreNotFiles() {
        const CacheFixture given;
        fs::remove(given.cache.blob(given.repository, "old"));
        QCOMPARE(given.cache.filesOf(given.repository, kFirst), std::vector<std::string>{"model.safetensors"});
        QVERIFY(!given.cache.has(given.repository, kFirst, "deep/config.json"));
    }

    void aRefThatHoldsNoCommitMeansNothing() {
        const CacheFixture given;
        files::writeAtomically(given.cache.folder(given.repository) / "refs/main", "../../../../etc");
        QVERIFY(!given.cache.commitOf(given.repository).has_value());
    }

    void nothingHostileBecomesAPath() {
        const CacheFixture given;
        const auto refused = [&](const auto& function) { return errorOf(function).kind() != Kind::Internal; };
        QVERIFY(refused([&] { given.cache.place(given.repository, kFirst, "../evil", "old"); }));
        QVERIFY(refused([&] { given.cache.place(given.repository, "../evil", "a", "old"); }));
        QVERIFY(refused([&] { given.cache.place(given.repository, kFirst, "a", "../evil"); }));
        QVERIFY(refused([&] { given.cache.keepMissing(given.repository, kFirst, "/evil"); }));
        QVERIFY(refused([&] { given.cache.lock(given.repository, "a/b", {}, {}); }));
    }

    void whatTheDiskRefusesIsNamedWithItsCure() {
        const auto of = [](int code) { return errorOf([code] { hub::cannotWrite("/disk/file", code); }); };
        QVERIFY(holds(of(ENOSPC).what(), "/disk/file: cannot be written: No space left on device. Free some space"));
        QVERIFY(holds(of(EDQUOT).help(), "Free some space"));
        QVERIFY(holds(of(EACCES).help(), "writable"));
        const CacheFixture given;
        files::writeAtomically(given.root / ".locks", "no folder");
        QCOMPARE(errorOf([&] { given.cache.lock(given.repository, "old", {}, {}); }).kind(), Kind::Environment);
    }

    void aLockIsHeldAgainstOthersAndGivenUpOnAStop() {
        const CacheFixture given;
        const auto first = given.cache.lock(given.repository, "old", {}, {});
        const StopToken stop;
        bool waited = false;
        const Error error = errorOf([&] {
            given.cache.lock(given.repository, "old", stop, [&] {
                waited = true;
                stop.request();
            });
        });
        QVERIFY(waited);
        QCOMPARE(error.kind(), Kind::Cancelled);
    }
};

QTEST_APPLESS_MAIN(CacheTest)
#include "cache_test.moc"
