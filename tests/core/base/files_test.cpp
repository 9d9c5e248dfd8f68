// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/json.h"
#include "tests/support/shared_data.h"

#include <QTest>

using namespace finetune;

class FilesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sha256OfKnownTextsIsTheStandardsOwn() {
        QCOMPARE(files::sha256(std::span<const std::byte>{}),
                 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        const std::string text(1000, 'a');
        QCOMPARE(files::sha256(std::as_bytes(std::span(text))),
                 "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3");
    }

    void writtenFileReadsBackAndLeavesNoPartialFile() {
        const auto folder = test::scratchFolder();
        files::writeAtomically(folder / "a", "hello");
        QCOMPARE(files::read(folder / "a"), "hello");
        QVERIFY(!std::filesystem::exists(folder / "a.partial"));
    }

    void aWriteThatDiesBeforeTheRenameLeavesTheOldFile() {
        const auto file = test::scratchFolder() / "a";
        files::writeAtomically(file, "old");
        files::setOperationHook([](std::string_view operation, const auto&) {
            if (operation == "rename")
                throw Error(Kind::Environment, "the disk went away");
        });
        QVERIFY_THROWS_EXCEPTION(Error, files::writeAtomically(file, "new"));
        files::setOperationHook({});
        QCOMPARE(files::read(file), "old");
    }

    void aFileGrowsAndMayBeChangedAtItsBeginning() {
        const auto file = test::scratchFolder() / "a";
        files::Growing growing(file);
        growing.append("12");
        growing.append("345");
        growing.writeAt(1, "xy");
        growing.append("6");
        growing.sync();
        QCOMPARE(files::read(file), "1xy456");
        QVERIFY_THROWS_EXCEPTION(Error, files::Growing{file}); // one writes it
    }

    void onlyAFileThatNobodyWritesIsAbandoned() {
        const auto file = test::scratchFolder() / "a";
        {
            const files::Growing growing(file);
            QVERIFY(!files::removeAbandoned(file));
            QVERIFY(std::filesystem::exists(file));
        }
        QVERIFY(files::removeAbandoned(file));
        QVERIFY(!std::filesystem::exists(file));
        QVERIFY(files::removeAbandoned(file)); // gone already
    }

    void aMissingFileIsNamedInTheMessage() {
        try {
            files::read("/nowhere/at all.json");
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Input);
            QVERIFY(std::string(error.what()).find("/nowhere/at all.json") != std::string::npos);
        }
    }

    void brokenJsonIsAnErrorWithItsPlace() {
        const auto file = test::scratchFolder() / "a.json";
        files::writeAtomically(file, "{\"a\": ");
        try {
            readJson(file);
            QFAIL("no error");
        } catch (const Error& error) {
            QVERIFY(std::string(error.what()).find("is not JSON") != std::string::npos);
            QVERIFY(std::string(error.what()).find("byte") != std::string::npos);
        }
    }
};

QTEST_APPLESS_MAIN(FilesTest)
#include "files_test.moc"
