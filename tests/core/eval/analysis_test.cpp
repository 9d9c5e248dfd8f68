// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/eval/analysis.h"
#include "core/text/utf8.h"

#include <QTest>

using namespace finetune;
using eval::AnswerKind;
using eval::QuestionWord;

namespace {

// Spans by their text: the first place of `part` in the context.
text::Span spanOf(const std::string& context, const std::string& part) {
    const std::size_t at = context.find(part);
    if (at == std::string::npos)
        qFatal("“%s” is not in the context", part.c_str());
    const std::int32_t start = text::toCodePoints(context, {static_cast<std::int32_t>(at)}).value;
    return {start, start + text::countCodePoints(part)};
}

data::Example example(const std::string& context, const std::vector<std::string>& golds,
                      const std::string& question = "?") {
    data::Example made{.id = "1",
                       .title = {},
                       .question = question,
                       .context = std::make_shared<const std::string>(context),
                       .answers = {}};
    for (const std::string& gold : golds)
        made.answers.push_back({gold, {spanOf(context, gold).start}});
    return made;
}

eval::Prediction prediction(const std::string& context, const std::string& part, double nullDifference = -1) {
    eval::Prediction made;
    if (!part.empty())
        made.best.push_back({.span = spanOf(context, part), .score = 1, .probability = 1, .text = part});
    made.text = part;
    made.nullDifference = nullDifference;
    return made;
}

const std::string kRiver = "The Nera was dammed in 1902. Mills came in 1910. In 1902 the town grew.";
const std::string kChinese = "河坝建于1902年。磨坊建于1910年。";

} // namespace

class AnalysisTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyAnswerIsOfOneKind_data() {
        QTest::addColumn<QString>("context");
        QTest::addColumn<QStringList>("golds");
        QTest::addColumn<QString>("given");
        QTest::addColumn<int>("kind");
        const auto row = [](const char* name, const std::string& context, const QStringList& golds, const char* given,
                            AnswerKind kind) {
            QTest::newRow(name) << QString::fromStdString(context) << golds << QString::fromUtf8(given)
                                << static_cast<int>(kind);
        };
        row("equal", kRiver, {"1902"}, "1902", AnswerKind::Right);
        row("equal but for an article", kRiver, {"Nera"}, "The Nera", AnswerKind::Right);
        row("equal to the second gold answer", kRiver, {"in 1902", "1902"}, "1902", AnswerKind::Right);
        row("begins too early", kRiver, {"1902"}, "in 1902", AnswerKind::BoundarySlip);
        row("ends too early", kRiver, {"Mills came"}, "Mills", AnswerKind::BoundarySlip);
        row("runs over two sentences", kRiver, {"1902"}, "1902. Mills", AnswerKind::BoundarySlip);
        row("other words of the sentence", kRiver, {"1902"}, "The Nera", AnswerKind::WrongPlace);
        row("another sentence", kRiver, {"1902"}, "1910", AnswerKind::WrongSentence);
        row("the sentence of the second gold answer", kRiver, {"1902", "1910"}, "Mills", AnswerKind::WrongPlace);
        row("no answer where there is one", kRiver, {"1902"}, "", AnswerKind::FalseNoAnswer);
        row("no answer where there is none", kRiver, {}, "", AnswerKind::Right);
        row("an answer where there is none", kRiver, {}, "1902", AnswerKind::FalseAnswer);
        row("chinese: equal", kChinese, {"1902年"}, "1902年", AnswerKind::Right);
        row("chinese: a character less", kChinese, {"1902年"}, "1902", AnswerKind::BoundarySlip);
        row("chinese: the same sentence", kChinese, {"1902年"}, "河坝", AnswerKind::WrongPlace);
        row("chinese: another sentence", kChinese, {"1902年"}, "1910年", AnswerKind::WrongSentence);
        row("arabic: another sentence", "بُني السد عام 1902. جاءت المطاحن لاحقا.", {"1902"}, "المطاحن",
            AnswerKind::WrongSentence);
        row("emoji before the answer", "🏔️🏔️ The Nera rises here. It ends there.", {"Nera"}, "rises",
            AnswerKind::WrongPlace);
    }
    void everyAnswerIsOfOneKind() {
        QFETCH(QString, context);
        QFETCH(QStringList, golds);
        QFETCH(QString, given);
        QFETCH(int, kind);
        std::vector<std::string> texts;
        for (const QString& gold : golds)
            texts.push_back(gold.toStdString());
        const std::string text = context.toStdString();
        const eval::Prediction made = prediction(text, given.toStdString());
        const eval::Judgement judgement = eval::judge(example(text, texts), eval::answerAt(made, {}));
        QCOMPARE(static_cast<int>(judgement.kind), kind);
        QCOMPARE(judgement.exact > 0, judgement.kind == AnswerKind::Right);
        QVERIFY(!judgement.rightElsewhere);
    }

    void theRightWordsElsewhereAreRightAndSaidToBeElsewhere() {
        const auto start = static_cast<std::int32_t>(kRiver.find("In 1902")) + 3; // ASCII: bytes are code points
        const text::Span second{start, start + 4};
        const eval::Candidate given{.span = second, .text = "1902"};
        const eval::Judgement judgement = eval::judge(example(kRiver, {"1902"}), &given);
        QCOMPARE(judgement.kind, AnswerKind::Right);
        QVERIFY(judgement.rightElsewhere);
    }

    void theThresholdTakesAnAnswerBack() {
        const eval::Prediction made = prediction(kRiver, "1902", 2.5);
        QVERIFY(eval::answerAt(made, {}));
        QVERIFY(eval::answerAt(made, 2.5));
        QVERIFY(!eval::answerAt(made, 2.4));
    }

    void theQuestionWordIsFoundWhereverItStands_data() {
        QTest::addColumn<QString>("question");
        QTest::addColumn<int>("word");
        const auto row = [](const char* question, QuestionWord word) {
            QTest::newRow(question) << QString::fromUtf8(question) << static_cast<int>(word);
        };
        row("Who built it?", QuestionWord::Who);
        row("By whom was it built?", QuestionWord::Who);
        row("Whose house is it?", QuestionWord::Who);
        row("In what year was it built?", QuestionWord::What);
        row("WHICH river?", QuestionWord::Which);
        row("When was it built?", QuestionWord::When);
        row("Where does it end?", QuestionWord::Where);
        row("Why was it built?", QuestionWord::Why);
        row("How was it built?", QuestionWord::How);
        row("How many mills were there?", QuestionWord::HowMany);
        row("how much water?", QuestionWord::HowMany);
        row("Name the river.", QuestionWord::Other);
        row("Whatever is the river called", QuestionWord::Other);
        row("", QuestionWord::Other);
        row("谁建造了河坝?", QuestionWord::Who);
        row("河坝是哪年建成的?", QuestionWord::When);
        row("河坝什么时候建成?", QuestionWord::When);
        row("河坝是什么?", QuestionWord::What);
        row("为什么建造河坝?", QuestionWord::Why);
        row("河在什么地方?", QuestionWord::Where);
        row("城里有多少磨坊?", QuestionWord::HowMany);
        row("有几座磨坊?", QuestionWord::HowMany);
        row("如何建造河坝?", QuestionWord::How);
        row("哪条河流经此城?", QuestionWord::Which);
        row("任何人几乎都知道谁?", QuestionWord::Who);
        row("河坝為什麼建造?", QuestionWord::Why);
        row("NBA 的总冠军是谁?", QuestionWord::Who);
        row("أين يقع النهر؟", QuestionWord::Other);
    }
    void theQuestionWordIsFoundWhereverItStands() {
        QFETCH(QString, question);
        QFETCH(int, word);
        QCOMPARE(static_cast<int>(eval::questionWord(question.toStdString())), word);
    }

    void wordsAreRunsAndChineseCharacters_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("words");
        QTest::newRow("none") << "" << 0;
        QTest::newRow("white space") << "  \n" << 0;
        QTest::newRow("english") << "the old  river" << 3;
        QTest::newRow("chinese") << "北京大学" << 4;
        QTest::newRow("mixed") << "1902年 the dam" << 4;
        QTest::newRow("ideographic space") << QString::fromUtf8("x　y") << 2;
    }
    void wordsAreRunsAndChineseCharacters() {
        QFETCH(QString, text);
        QFETCH(int, words);
        QCOMPARE(eval::countWords(text.toStdString()), words);
    }

    void groupsAddUpToAll() {
        const std::vector<data::Example> examples = {example(kRiver, {"1902"}, "When was it dammed?"),
                                                     example(kRiver, {"The Nera was dammed"}, "What happened?"),
                                                     example(kRiver, {}, "Who paid?"),
                                                     example(kRiver, {"1910"}, "When did mills come?")};
        const std::vector<eval::Prediction> predictions = {prediction(kRiver, "1902"), prediction(kRiver, "The Nera"),
                                                           prediction(kRiver, "1910"), prediction(kRiver, "1902")};
        const eval::Analysis analysis = eval::analyse(examples, predictions, {1, 2, 5, 7}, {});
        QCOMPARE(analysis.all.count, std::int64_t{4});
        QCOMPARE(analysis.all.exact, 25.0);
        QCOMPARE(analysis.kinds[static_cast<std::size_t>(AnswerKind::Right)], std::int64_t{1});
        QCOMPARE(analysis.kinds[static_cast<std::size_t>(AnswerKind::BoundarySlip)], std::int64_t{1});
        QCOMPARE(analysis.kinds[static_cast<std::size_t>(AnswerKind::FalseAnswer)], std::int64_t{1});
        QCOMPARE(analysis.kinds[static_cast<std::size_t>(AnswerKind::WrongSentence)], std::int64_t{1});

        QCOMPARE(analysis.questionWords.size(), std::size_t{3});
        const eval::Group& when = analysis.questionWords.back();
        QCOMPARE(static_cast<QuestionWord>(when.low), QuestionWord::When);
        QCOMPARE(when.count, std::int64_t{2});
        QCOMPARE(when.exact, 50.0);

        QCOMPARE(analysis.answerWords.size(), std::size_t{3}); // 0, 1, 3 to 4
        QCOMPARE(analysis.answerWords[2].low, 3);
        QCOMPARE(analysis.windows.size(), std::size_t{3}); // 1, 2, 4 and more
        QCOMPARE(analysis.windows.back().count, std::int64_t{2});
        QCOMPARE(analysis.windows.back().high, -1);
    }

    void nothingToAnalyseIsEmpty() {
        const eval::Analysis analysis = eval::analyse({}, {}, {}, {});
        QCOMPARE(analysis.all.count, std::int64_t{0});
        QVERIFY(analysis.questionWords.empty());
    }

    void changesAreFoundById() {
        const auto judged = [](std::vector<double> exact) {
            std::vector<eval::Judgement> all;
            for (const double one : exact)
                all.push_back({.kind = one > 0 ? AnswerKind::Right : AnswerKind::WrongPlace, .exact = one});
            return all;
        };
        const auto found =
            eval::changes({"a", "b", "c"}, judged({0, 1, 1}), {"c", "a", "b", "new"}, judged({1, 1, 0, 1}));
        QCOMPARE(found.size(), std::size_t{4});
        QCOMPARE(found[0], eval::Change::None);
        QCOMPARE(found[1], eval::Change::BecameRight);
        QCOMPARE(found[2], eval::Change::BecameWrong);
        QCOMPARE(found[3], eval::Change::None);
    }

    void aStopIsAnswered() {
        const StopToken stop;
        stop.request();
        QVERIFY_THROWS_EXCEPTION(Error, eval::analyse({example(kRiver, {})}, {prediction(kRiver, "")}, {1}, {}, stop));
    }
};

QTEST_APPLESS_MAIN(AnalysisTest)
#include "analysis_test.moc"
