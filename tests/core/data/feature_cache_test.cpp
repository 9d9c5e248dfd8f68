// SPDX-License-Identifier: GPL-3.0-or-later
// The files of the feature cache: what is kept comes back as it was, what is broken is as if it were not there, and the
// folder stays within its limit.
#include "core/base/files.h"
#include "core/data/feature_cache.h"
#include "tests/core/data/sample_examples.h"
#include "tests/core/data/squad_file.h"
#include "tests/support/tiny_project.h"

#include <QTest>
#include <chrono>
#include <cstring>

using namespace finetune;
using data::FeatureCache;
namespace fs = std::filesystem;

namespace {

const std::string kKey(64, 'a');
const data::FeatureOptions kOptions{.maxLength = 12, .stride = 3};

std::vector<data::Example> examples(int count) {
    std::vector<data::Example> made;
    for (int i = 0; i < count; ++i)
        made.push_back(test::example(std::to_string(i), i % 7 == 3 ? "which" : "which town",
                                     i % 5 == 0 ? test::contextOf("arle lies by the river linn of the town of dorn .")
                                                : made.back().context,
                                     {{"river", {17}}}));
    return made;
}

void writeNumber(const fs::path& file, std::size_t at, std::uint64_t value, std::size_t bytes) {
    std::string all = files::read(file);
    std::memcpy(all.data() + at, &value, bytes);
    test::write(file, all);
}

// The layout that the header of feature_cache.h tells.
constexpr std::size_t kVersionAt = 8, kKeyAt = 16, kBytesAt = 80, kBlocksAt = 88, kWindowsAt = 96,
                      kProblemBytesAt = 104, kExamplesAt = 112, kHeaderBytes = 136, kBlockBytes = 24, kWindowBytes = 36;

} // namespace

class FeatureCacheTest : public QObject {
    Q_OBJECT

    std::unique_ptr<text::Tokenizer> tokenizer_;
    std::vector<data::Example> examples_ = examples(200);

    void keep(const FeatureCache& cache, const std::string& key) const {
        FeatureCache::Writer writer(cache, key);
        data::CutWindows cut = data::cutWindows(examples_, *tokenizer_, kOptions, 1);
        for (const data::FeatureBlock& block : cut.blocks)
            writer.append(block);
        writer.publish({examples_.size(), 3, 40}, {{"row 7", "is odd", "Mend it", true, 6, true}}, cut.problems);
    }

    std::string digest(const data::Features& features, data::DigestKind kind) const {
        return data::digestOf(features, examples_, *tokenizer_, kOptions, kind).digest;
    }

    static void setUsed(const fs::path& file, int secondsAgo) {
        fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::seconds(secondsAgo));
    }

private Q_SLOTS:
    void initTestCase() { tokenizer_ = text::loadTokenizer(test::writeTinyProject(test::scratchFolder()).folder); }

    void whatIsKeptComesBackAsItWas() {
        const FeatureCache cache(test::scratchFolder() / "features");
        QVERIFY(!cache.find(kKey, kOptions));
        keep(cache, kKey);
        const auto kept = cache.find(kKey, kOptions);
        QVERIFY(kept);
        const auto made = data::makeFeatures(examples_, *tokenizer_, kOptions, 1);
        QVERIFY(made.features.size() > examples_.size());
        for (const auto kind : {data::DigestKind::Train, data::DigestKind::Validation})
            QCOMPARE(digest(kept->features, kind), digest(made, kind));
        QCOMPARE(kept->features.tokens, made.tokens);
        QVERIFY(kept->counts == (data::ExampleCounts{200, 3, 40}));
        QCOMPARE(kept->problems.size(), std::size_t{1});
        const data::Problem& problem = kept->problems[0];
        QCOMPARE(problem.place + "|" + problem.what + "|" + problem.cure, std::string("row 7|is odd|Mend it"));
        QVERIFY(problem.kept && problem.note);
        QCOMPARE(problem.example, 6);
        QCOMPARE(kept->features.problems.size(), made.problems.size());
        QVERIFY(!cache.find(std::string(64, 'b'), kOptions));
    }

    void windowsKeepTheirFile() {
        const FeatureCache cache(test::scratchFolder());
        keep(cache, kKey);
        data::Feature last;
        {
            last = cache.find(kKey, kOptions)->features.features.back();
            fs::remove(cache.fileOf(kKey));
        }
        QCOMPARE(last.ids.toVector(),
                 data::makeFeatures(examples_, *tokenizer_, kOptions, 1).features.back().ids.toVector());
    }

    void aBrokenFileIsAsIfItWereNotThere_data() {
        QTest::addColumn<int>("at"); // from the end where negative
        QTest::addColumn<quint64>("value");
        QTest::addColumn<int>("bytes");
        const auto row = [](const char* name, std::int64_t at, std::uint64_t value, int bytes) {
            QTest::newRow(name) << static_cast<int>(at) << quint64{value} << bytes;
        };
        constexpr std::uint64_t kHuge = ~std::uint64_t{0}, kAlmost = kHuge / kWindowBytes;
        row("magic", 0, 'X', 1);
        row("version", kVersionAt, 2, 4);
        row("another key", kKeyAt, 'b', 1);
        row("other size", kBytesAt, 1, 8);
        for (const std::uint64_t value : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{100'000}, kAlmost, kHuge}) {
            const QByteArray of = QByteArray::number(quint64{value});
            row(("blocks " + of).constData(), kBlocksAt, value, 8);
            row(("windows " + of).constData(), kWindowsAt, value, 8);
            row(("problem bytes " + of).constData(), kProblemBytesAt, value, 8);
            row(("first block's ids " + of).constData(), -1, value, 8);
            row(("first block's windows " + of).constData(), -3, value, 8);
        }
        row("first block's around", -2, kHuge, 8);
        row("no examples", kExamplesAt, 0, 8);
        row("example before the first", -10, kHuge, 4);
        row("example after the last", -10, 200, 4);
        row("window before the first", -11, kHuge, 4);
        for (int field = 2; field < 7; ++field)
            row(("place " + QByteArray::number(field)).constData(), -10 - field, 1 << 30, 4);
        row("start before the window", -17, kHuge, 4);
        row("start after the window", -17, 50, 4);
        row("end before the window", -18, kHuge, 4);
        row("end after the window", -18, 50, 4);
        row("problems are no JSON", -20, '!', 1);
    }

    void aBrokenFileIsAsIfItWereNotThere() {
        QFETCH(int, at);
        QFETCH(quint64, value);
        QFETCH(int, bytes);
        const FeatureCache cache(test::scratchFolder());
        keep(cache, kKey);
        const fs::path file = cache.fileOf(kKey);
        const std::string all = files::read(file);
        const auto number = [&](std::size_t where) {
            std::uint64_t read = 0;
            std::memcpy(&read, all.data() + where, sizeof read);
            return read;
        };
        const std::size_t problems = all.size() - number(kProblemBytesAt);
        const std::size_t windows = problems - number(kWindowsAt) * kWindowBytes;
        const std::size_t blocks = windows - number(kBlocksAt) * kBlockBytes;
        auto place = static_cast<std::size_t>(at);
        if (at == -20)
            place = problems;
        else if (at <= -10)
            place = windows + static_cast<std::size_t>(-10 - at) * 4;
        else if (at < 0)
            place = blocks + static_cast<std::size_t>(-1 - at) * 8;
        writeNumber(file, place, value, static_cast<std::size_t>(bytes));
        QVERIFY(!cache.find(kKey, kOptions));
        keep(cache, kKey); // made again
        QVERIFY(cache.find(kKey, kOptions));
    }

    void aShortFileIsAsIfItWereNotThere() {
        const FeatureCache cache(test::scratchFolder());
        keep(cache, kKey);
        const std::string all = files::read(cache.fileOf(kKey));
        for (std::size_t bytes = 0; bytes < all.size(); bytes += bytes < kHeaderBytes + 8 ? 1 : 101) {
            test::write(cache.fileOf(kKey), all.substr(0, bytes));
            QVERIFY(!cache.find(kKey, kOptions));
        }
        test::write(cache.fileOf(kKey), all + "x");
        QVERIFY(!cache.find(kKey, kOptions));
    }

    // Whatever is believed must lie inside: nothing is read outside the file, which the sanitizers would tell.
    void anyByteMayBeAnother() {
        const FeatureCache cache(test::scratchFolder());
        keep(cache, kKey);
        const std::string all = files::read(cache.fileOf(kKey));
        std::uint64_t windows = 0;
        std::memcpy(&windows, all.data() + kWindowsAt, sizeof windows);
        const std::size_t tail = all.size() - 2 * windows * kWindowBytes; // and some of the tokens
        for (std::size_t at = 0; at < all.size(); at += at < kHeaderBytes ? 1 : at < tail ? 499 : 37) {
            std::string broken = all;
            broken[at] = static_cast<char>(broken[at] ^ (at % 2 == 0 ? 0x80 : 0x01));
            test::write(cache.fileOf(kKey), broken);
            if (const auto kept = cache.find(kKey, kOptions))
                digest(kept->features, data::DigestKind::Validation);
        }
    }

    void whatWasUsedLeastRecentlyGoesFirst() {
        const fs::path folder = test::scratchFolder();
        const std::string keys[] = {std::string(64, '1'), std::string(64, '2'), std::string(64, '3')};
        const FeatureCache wide(folder);
        for (int i = 0; i < 3; ++i) {
            keep(wide, keys[i]);
            setUsed(wide.fileOf(keys[i]), 300 - i);
        }
        const std::uintmax_t one = wide.bytes() / 3;
        const auto inUse = wide.find(keys[1], kOptions);
        setUsed(wide.fileOf(keys[1]), 400);
        QVERIFY(wide.find(keys[0], kOptions)); // now it is the one that was used last
        keep(FeatureCache(folder, 2 * one + one / 2), kKey);
        QVERIFY(fs::exists(wide.fileOf(keys[0])));
        QVERIFY(!fs::exists(wide.fileOf(keys[1])));
        QVERIFY(!fs::exists(wide.fileOf(keys[2])));
        QVERIFY(fs::exists(wide.fileOf(kKey)));
        QCOMPARE(digest(inUse->features, data::DigestKind::Train),
                 digest(data::makeFeatures(examples_, *tokenizer_, kOptions, 1), data::DigestKind::Train));
    }

    void whatIsLargerThanTheLimitIsNotKept() {
        const FeatureCache cache(test::scratchFolder(), 4096);
        QVERIFY_THROWS_EXCEPTION(data::CacheFailure, keep(cache, kKey));
        QCOMPARE(cache.bytes(), std::uintmax_t{0});
    }

    void whatAKilledProcessLeftIsRemovedAndWhatIsBeingWrittenIsNot() {
        const FeatureCache cache(test::scratchFolder());
        test::write(cache.folder() / (kKey + ".1-1.partial"), "left");
        test::write(cache.folder() / "notes.txt", "not ours");
        FeatureCache::Writer other(cache, std::string(64, 'c'));
        keep(cache, kKey);
        QVERIFY(!fs::exists(cache.folder() / (kKey + ".1-1.partial")));
        QVERIFY(fs::exists(cache.folder() / "notes.txt"));
        other.publish({}, {}, {});
        QVERIFY(cache.find(std::string(64, 'c'), kOptions));
    }

    void theFolderIsTheUsersCache_data() {
        QTest::addColumn<QByteArray>("xdg");
        QTest::addColumn<QByteArray>("home");
        QTest::addColumn<QByteArray>("folder");
        QTest::newRow("XDG_CACHE_HOME") << QByteArray("/x") << QByteArray("/h")
                                        << QByteArray("/x/finetune-studio/features");
        QTest::newRow("HOME") << QByteArray() << QByteArray("/h") << QByteArray("/h/.cache/finetune-studio/features");
        QTest::newRow("relative") << QByteArray("x") << QByteArray("/h")
                                  << QByteArray("/h/.cache/finetune-studio/features");
        QTest::newRow("none") << QByteArray() << QByteArray() << QByteArray();
    }

    void theFolderIsTheUsersCache() {
        QFETCH(QByteArray, xdg);
        QFETCH(QByteArray, home);
        QFETCH(QByteArray, folder);
        const QByteArray hadXdg = qgetenv("XDG_CACHE_HOME"), hadHome = qgetenv("HOME");
        qputenv("XDG_CACHE_HOME", xdg);
        qputenv("HOME", home);
        const fs::path found = FeatureCache::userFolder();
        qputenv("XDG_CACHE_HOME", hadXdg);
        qputenv("HOME", hadHome);
        QCOMPARE(found.string(), folder.toStdString());
    }

    void anotherUserCannotReadIt() {
        const FeatureCache cache(test::scratchFolder() / "new" / "features");
        keep(cache, kKey);
        QCOMPARE(fs::status(cache.folder()).permissions() & (fs::perms::group_all | fs::perms::others_all),
                 fs::perms::none);
    }
};

QTEST_APPLESS_MAIN(FeatureCacheTest)
#include "feature_cache_test.moc"
