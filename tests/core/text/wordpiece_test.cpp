// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/wordpiece.h"

#include <QTest>

using namespace finetune::text;

class WordPieceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLongestPieceIsTakenFirst_data() {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QList<int>>("ids");
        QTest::newRow("whole") << "tokens" << QList<int>{5};
        QTest::newRow("cut") << "tokenizing" << QList<int>{1, 2, 3};
        QTest::newRow("no backtracking") << "tokensx" << QList<int>{0}; // token + sx is not tried
        QTest::newRow("no continuation") << "tokenq" << QList<int>{0};
        QTest::newRow("no beginning") << "izing" << QList<int>{0};
        QTest::newRow("more bytes than characters") << "éé" << QList<int>{6, 7};
        QTest::newRow("a beginning that looks like a continuation") << "##ing" << QList<int>{3};
        QTest::newRow("empty") << "" << QList<int>{};
    }

    void theLongestPieceIsTakenFirst() {
        QFETCH(QString, word);
        QFETCH(QList<int>, ids);
        WordPiece model;
        int id = 0;
        for (const char* token : {"[UNK]", "token", "##iz", "##ing", "##sx", "tokens", "é", "##é"})
            QVERIFY(model.add(token, "##", id++));
        std::vector<WordPiece::Piece> pieces;
        model.cut(word.toStdString(), static_cast<std::size_t>(word.size()), pieces);
        QList<int> got;
        for (const auto& piece : pieces)
            got << piece.id;
        QCOMPARE(got, ids);
    }

    void aWordOfMoreThanTheLimitIsUnknown() {
        WordPiece model;
        model.maxCharacters = 3;
        model.unknownId = 9;
        model.add("é", "##", 0);
        model.add("##é", "##", 1);
        std::vector<WordPiece::Piece> pieces;
        model.cut("ééé", 3, pieces);
        QCOMPARE(pieces.size(), std::size_t{3});
        model.cut("éééé", 4, pieces);
        QCOMPARE(pieces.size(), std::size_t{1});
        QCOMPARE(pieces[0].id, 9);
        QCOMPARE(pieces[0].end, 8u);
    }

    void aPieceLongerThanIsSummedAheadIsFound() {
        PieceTable table;
        const std::string longPiece = std::string(70, 'a') + "中" + std::string(20, 'b');
        table.insert(longPiece, 1);
        table.insert(std::string(70, 'a'), 2);
        table.insert("a", 3);
        const auto prefix = [&](const std::string& text) {
            const auto found = table.longestPrefix(text);
            return std::pair(found.id, found.length);
        };
        QCOMPARE(prefix(longPiece + "c"), std::pair(1, longPiece.size()));
        QCOMPARE(prefix(longPiece.substr(0, 92)), std::pair(2, std::size_t{70}));
        QCOMPARE(prefix("ab"), std::pair(3, std::size_t{1}));
        QCOMPARE(prefix("b"), std::pair(-1, std::size_t{0}));
        QCOMPARE(prefix(""), std::pair(-1, std::size_t{0}));
    }

    void manyPiecesAreAllFoundAndOthersNot() {
        PieceTable table;
        for (int i = 0; i < 50000; ++i)
            QVERIFY(table.insert("piece" + std::to_string(i), i));
        QVERIFY(!table.insert("piece7", 8));
        for (int i = 0; i < 50000; ++i)
            QCOMPARE(table.find("piece" + std::to_string(i)), i);
        for (int i = 50000; i < 60000; ++i)
            QCOMPARE(table.find("piece" + std::to_string(i)), -1);
        QCOMPARE(table.longest(), std::size_t{10});
        QCOMPARE(PieceTable().find("a"), -1);
    }
};

QTEST_APPLESS_MAIN(WordPieceTest)
#include "wordpiece_test.moc"
