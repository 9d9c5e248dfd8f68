// SPDX-License-Identifier: GPL-3.0-or-later
// A program that dies, or whose disk fails, at every single operation on the feature cache. The dying program is this
// one started again.
#include "core/base/files.h"
#include "core/data/data_windows.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTest>
#include <unistd.h>

using namespace finetune;
namespace fs = std::filesystem;

namespace {

constexpr int kKilled = 137;

// A tiny project, and a cache of its own.
struct Place {
    fs::path folder;
    data::DataWindows open() const {
        qputenv("XDG_CACHE_HOME", QByteArray::fromStdString((folder / "cache").string()));
        const data::WindowSource source{
            .data = folder / "data.json", .tokenizer = folder / "base", .options = {.maxLength = 20, .stride = 4}};
        return data::openWindows(source, data::Texts::Left, *text::loadTokenizer(folder / "base"), 1);
    }
    std::string digest(const data::DataWindows& made) const {
        return data::digestOf(made.features, {}, *text::loadTokenizer(folder / "base"), {.maxLength = 20},
                              data::DigestKind::Train)
            .digest;
    }
    std::size_t filesKept() const {
        std::size_t files = 0;
        for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder / "cache/finetune-studio/features"))
            ++files;
        return files;
    }
};

// Calls `act` at the operation of number `at`; returns how many there were.
int countOperations(const Place& place, int at, const std::function<void()>& act) {
    int count = 0;
    files::setOperationHook([&](std::string_view, const fs::path&) {
        if (++count == at)
            act();
    });
    place.open();
    files::setOperationHook({});
    return count;
}

Place newPlace() {
    Place place{test::scratchFolder()};
    test::writeTinyProject(place.folder);
    return place;
}

} // namespace

class FeatureCacheFaultTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void killedAtAnyOperationTheNextStartMakesThemWhole() {
        const int operations = countOperations(newPlace(), -1, [] {});
        QVERIFY(operations > 8);
        for (int at = 1; at <= operations; ++at) {
            const Place place = newPlace();
            QCOMPARE(QProcess::execute(QCoreApplication::applicationFilePath(),
                                       {"--die", place.folder.c_str(), QString::number(at)}),
                     kKilled);
            const data::DataWindows next = place.open();
            QVERIFY(next.notKept.empty());
            const data::DataWindows last = place.open();
            QVERIFY(!last.takenFrom.empty());
            QCOMPARE(place.digest(last), place.digest(next));
            QCOMPARE(last.counts.examples, std::size_t{24});
            if (next.takenFrom.empty()) // it wrote them, and so cleared away what was left
                QCOMPARE(place.filesKept(), std::size_t{1});
        }
    }

    void aFullDiskAtAnyOperationIsNoError() {
        const int operations = countOperations(newPlace(), -1, [] {});
        for (int at = 1; at <= operations; ++at) {
            const Place place = newPlace();
            countOperations(place, at, [] { throw Error(Kind::Environment, "No space left on device"); });
            const data::DataWindows next = place.open();
            QVERIFY(next.notKept.empty());
            QCOMPARE(next.counts.examples, std::size_t{24});
            QCOMPARE(place.filesKept(), std::size_t{1});
        }
    }

    void aFullDiskIsTold() {
        const Place place = newPlace();
        const std::string whole = place.digest(newPlace().open());
        files::setOperationHook([](std::string_view operation, const fs::path& path) {
            if (operation == "write")
                throw Error(Kind::Environment, "No space left on device").in(path);
        });
        const data::DataWindows made = place.open();
        files::setOperationHook({});
        QVERIFY(made.notKept.find("No space left on device (") == 0);
        QCOMPARE(place.digest(made), whole);
        QCOMPARE(place.filesKept(), std::size_t{0});
    }
};

int main(int argc, char** argv) {
    if (argc == 4 && std::string_view(argv[1]) == "--die") {
        countOperations({argv[2]}, std::stoi(argv[3]), [] { ::_exit(kKilled); });
        return 0;
    }
    QCoreApplication application(argc, argv);
    FeatureCacheFaultTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "feature_cache_fault_test.moc"
