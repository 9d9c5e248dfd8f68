// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/model/model.h"
#include "core/model/weights.h"
#include "core/session/evaluation_file.h"
#include "core/text/utf8.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"
#include "ui/models/answers_model.h"
#include "ui/pages/try/try_page.h"
#include "ui/widgets/highlighted_text.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace finetune;
using ui::HighlightedText;
using ui::Session;
using ui::Split;
using ui::TryPage;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = 60'000;

const QString kText = QStringLiteral("the town of arle lies by the river nera .");
const QString kQuestion = QStringLiteral("which river is by the town ?");

struct Shown {
    test::TinyProject project = test::writeTinyProject(test::scratchFolder());
    Session session;
    TryPage page{session};

    explicit Shown(bool opens = true) {
        model::saveModel(*model::initModel(readJson(project.folder / "config.json"), 3), project.folder);
        page.resize(1100, 700);
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        if (opens)
            open();
    }
    void open() {
        session.openModel(QString::fromStdString(project.folder.string()));
        QTRY_COMPARE_WITH_TIMEOUT(model()->count(), 1, kPatience);
    }
    template <class Widget>
    Widget* find(const char* name) const {
        return page.findChild<Widget*>(name);
    }
    QComboBox* model() const { return find<QComboBox>("tryModel"); }
    QLineEdit* question() const { return find<QLineEdit>("tryQuestion"); }
    HighlightedText* text() const { return find<HighlightedText>("tryText"); }
    QTableView* answers() const { return find<QTableView>("tryAnswers"); }
    QString label(const char* name) const { return find<QLabel>(name)->text(); }
    QString answer(int row) const { return answers()->model()->index(row, ui::AnswersModel::Answer).data().toString(); }
    void toggleMayBeNone() const {
        find<QCheckBox>("tryMayBeNone")->setFocus();
        QTest::keyClick(find<QCheckBox>("tryMayBeNone"), Qt::Key_Space);
    }
    QString marked() const {
        const auto selections = text()->extraSelections();
        return selections.size() == 1 ? selections[0].cursor.selectedText() : QString();
    }
    void write(const QString& words, const QString& asked) const {
        text()->setFocus();
        text()->selectAll();
        text()->insertPlainText(words);
        question()->setFocus();
        question()->clear();
        question()->insert(asked);
    }
    void ask(const QString& words = kText, const QString& asked = kQuestion) const {
        write(words, asked);
        QTest::keyClick(question(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(answers()->model()->rowCount() > 0, kPatience);
    }
};

} // namespace

class TryPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withoutAModelThePageSaysWhatToDo() {
        const Shown shown(false);
        QVERIFY(shown.find<QPushButton>("tryEmptyBrowse")->isVisible());
        QVERIFY(!shown.question()->isVisible());
    }

    void enterAnswersTheQuestionAndMarksTheAnswer() {
        const Shown shown;
        shown.ask();
        QVERIFY(!shown.answer(0).isEmpty());
        QVERIFY2(kText.contains(shown.answer(0)), qPrintable(shown.answer(0)));
        QCOMPARE(shown.marked(), shown.answer(0));
        QVERIFY2(shown.label("tryLikely").contains("likeliest beginning"), qPrintable(shown.label("tryLikely")));
        QVERIFY2(shown.label("trySize").startsWith("10 tokens"), qPrintable(shown.label("trySize")));
        double before = 1;
        for (int row = 0; row < shown.answers()->model()->rowCount(); ++row) {
            const double share = shown.answers()
                                     ->model()
                                     ->index(row, ui::AnswersModel::Probability)
                                     .data(ui::AnswersModel::ShareRole)
                                     .toDouble();
            QVERIFY(share <= before && share >= 0);
            before = share;
        }
    }

    void theTextIsAskedFromTheKeyboardToo() {
        const Shown shown;
        shown.write(kText, kQuestion);
        QTest::keyClick(shown.text(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(shown.answers()->model()->rowCount() > 0, kPatience);
        QCOMPARE(shown.text()->toPlainText(), kText);
    }

    void everyAnswerOfTheListIsShownInTheTextInAnyScript_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("emoji and accents")
            << QStringLiteral("😀 café e\u0301 👩‍👩‍👧 the town of arle by nera 🏞️ .");
        QTest::newRow("Chinese") << QStringLiteral("阿尔勒是一座城市,位于 nera 河边。𠮷野家也在那里。");
        QTest::newRow("Arabic") << QStringLiteral("تقع مدينة القاهرة على ضفاف river nera في مصر .");
        QTest::newRow("lines") << QStringLiteral("the town\nof arle\n\nlies by the river\tnera .");
    }
    void everyAnswerOfTheListIsShownInTheTextInAnyScript() {
        QFETCH(QString, text);
        const Shown shown;
        shown.ask(text);
        const auto* model = qobject_cast<ui::AnswersModel*>(shown.answers()->model());
        shown.answers()->setFocus();
        for (int row = 0; row < model->rowCount(); ++row) {
            const eval::Candidate& answer = model->answers()[static_cast<std::size_t>(row)];
            QCOMPARE(shown.marked().replace(QChar::ParagraphSeparator, u'\n'), QString::fromStdString(answer.text));
            QTest::keyClick(shown.answers(), Qt::Key_Down);
        }
    }

    void theProbabilityOfAWordIsToldUnderTheCursor() {
        const Shown shown;
        shown.ask();
        shown.text()->setFocus();
        QTest::keyClick(shown.text(), Qt::Key_Home, Qt::ControlModifier);
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(shown.text(), Qt::Key_Right);
        const QString told = shown.label("tryTold").remove(QChar(0x2068)).remove(QChar(0x2069));
        QVERIFY2(told.startsWith("“town”: begins here"), qPrintable(told));
    }

    void theHeatIsPaintedAndCanBeSwitchedOff() {
        const Shown shown;
        shown.ask();
        const QImage with = shown.text()->viewport()->grab().toImage();
        QTest::mouseClick(shown.find<QCheckBox>("tryHeat"), Qt::LeftButton, {}, {12, 12});
        QVERIFY(!shown.find<QCheckBox>("tryHeat")->isChecked());
        QVERIFY(shown.text()->viewport()->grab().toImage() != with);
        QTest::keyClick(shown.find<QCheckBox>("tryHeat"), Qt::Key_Space);
        QCOMPARE(shown.text()->viewport()->grab().toImage(), with);
    }

    void anEditTakesTheAnswersAway() {
        const Shown shown;
        shown.ask();
        QTest::keyClicks(shown.text(), "x");
        QCOMPARE(shown.answers()->model()->rowCount(), 0);
        QVERIFY(shown.text()->extraSelections().isEmpty());
        shown.ask();
        QTest::keyClicks(shown.question(), "?");
        QCOMPARE(shown.answers()->model()->rowCount(), 0);
    }

    void whatIsMissingIsAskedFor() {
        const Shown shown;
        QTest::mouseClick(shown.find<QPushButton>("tryAsk"), Qt::LeftButton);
        QVERIFY(shown.label("tryState").contains("question"));
        QVERIFY(shown.question()->hasFocus());
        QTest::keyClicks(shown.question(), "who");
        QTest::keyClick(shown.question(), Qt::Key_Return);
        QVERIFY(shown.label("tryState").contains("text"));
        QVERIFY(shown.text()->hasFocus());
    }

    void anExampleIsTakenFromTheValidationFile() {
        Shown shown;
        auto* button = shown.find<QPushButton>("tryExample");
        QVERIFY(!button->isEnabled());
        shown.session.openFile(Split::Validation, QString::fromStdString(shown.project.squad.string()));
        QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), kPatience);
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(shown.question()->text().startsWith("which"));
        QVERIFY(shown.text()->toPlainText().startsWith("the town of"));
        QVERIFY(shown.find<QLabel>("tryExpected")->isVisible());
        QTest::keyClick(shown.question(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(shown.answers()->model()->rowCount() > 0, kPatience);
        const QString expected = shown.label("tryExpected");
        QVERIFY2(expected.startsWith("✓") || expected.startsWith("✗"), qPrintable(expected));
        QTest::keyClicks(shown.question(), " now");
        QVERIFY(!shown.find<QLabel>("tryExpected")->isVisible());
    }

    void noAnswerIsOfferedWhenItMayBe() {
        const Shown shown;
        shown.ask();
        QSignalSpy renewed(shown.answers()->model(), &QAbstractItemModel::modelReset);
        shown.toggleMayBeNone();
        QTRY_VERIFY_WITH_TIMEOUT(!renewed.isEmpty() && shown.answers()->model()->rowCount() > 0, kPatience);
    }

    void theThresholdOfAnExportedModelDecidesWhetherThereIsAnAnswer() {
        Shown shown(false);
        const fs::path config = shown.project.folder / "config.json";
        Json values = readJson(config);
        values["null_score_diff_threshold"] = -1000.5;
        writeJson(config, values);
        shown.open();
        shown.ask();
        QVERIFY(!shown.find<QLabel>("tryDecision")->isVisible()); // nothing to decide: an answer is always given
        shown.toggleMayBeNone();
        QTRY_COMPARE_WITH_TIMEOUT(shown.answer(0), QStringLiteral("no answer in the text"), kPatience);
        const QString said = shown.label("tryDecision");
        QVERIFY2(said.contains("1,000.50") && said.contains("config.json") && said.contains("so no answer is given"),
                 qPrintable(said));
        QVERIFY(shown.marked().isEmpty());
    }

    void theThresholdThatWasKeptWithARunDecidesWhetherThereIsAnAnswer() {
        Shown shown;
        session::RunSummary run;
        run.folder = shown.project.squad.parent_path() / "run-7";
        fs::create_directories(run.folder);
        writeJson(run.folder / "run.json", {{"state", "finished"}, {"arguments", Json::object()}});
        fs::copy(shown.project.folder, run.folder / "model");
        shown.page.setRuns({run});
        QVERIFY(shown.model()->currentText().contains("run-7"));
        shown.ask();
        shown.toggleMayBeNone();
        QTRY_VERIFY_WITH_TIMEOUT(shown.label("tryDecision").contains("No threshold is kept"), kPatience);
        for (const double threshold : {-1000.0, 1000.0}) { // as the Evaluate page keeps it
            session::storeThreshold(run.folder, {.threshold = threshold, .data = {}});
            shown.ask();
            QCOMPARE(shown.answer(0) == "no answer in the text", threshold < 0);
            const QString said = shown.label("tryDecision").remove(QChar(0x2068)).remove(QChar(0x2069));
            QVERIFY2(said.contains("1,000.00") && said.contains("Evaluate page") && said.contains("“run-7”"),
                     qPrintable(said));
        }
        // One that is kept while answers are shown changes them.
        session::storeThreshold(run.folder, {.threshold = -1000, .data = {}});
        shown.page.followThreshold(QString::fromStdString(shown.project.squad.parent_path().string()));
        QVERIFY(shown.answer(0) != "no answer in the text"); // that was another run's
        shown.page.followThreshold(QString::fromStdString(run.folder.string()));
        QTRY_COMPARE_WITH_TIMEOUT(shown.answer(0), QStringLiteral("no answer in the text"), kPatience);
    }

    void anotherModelChosenMeanwhileIsNotGivenTheAnswersOfTheFirst() {
        Shown shown;
        session::RunSummary run;
        run.folder = shown.project.squad.parent_path() / "run-7";
        fs::create_directories(run.folder);
        fs::copy(shown.project.folder, run.folder / "model");
        shown.page.setRuns({run});
        shown.write(QString(kText + u' ').repeated(2000), kQuestion);
        QTest::keyClick(shown.question(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(shown.label("tryState").contains("window"), kPatience);
        shown.model()->setFocus();
        QTest::keyClick(shown.model(), shown.model()->currentIndex() == 0 ? Qt::Key_Down : Qt::Key_Up);
        QCOMPARE(shown.label("tryState"), QStringLiteral("The answers appear here."));
    }

    void theHeatOfALongTextIsPaintedWhereverOneScrolls() {
        HighlightedText text;
        text.setHeatRoom(true);
        text.resize(400, 300);
        text.show();
        const std::string word = "nera ";
        std::string all;
        for (int i = 0; i < 20'000; ++i)
            all += i % 400 == 399 ? "nera\n" : word;
        text.setUtf8(all);
        QTRY_VERIFY(text.verticalScrollBar()->maximum() > 10'000);
        std::vector<ui::TextHeat> heat;
        for (std::int32_t i = 0; i < 20'000; ++i)
            heat.push_back({{5 * i, 5 * i + 4}, 0.9, 0.9});
        for (const int share : {0, 1, 2}) {
            text.verticalScrollBar()->setValue(text.verticalScrollBar()->maximum() * share / 2);
            text.setHeat({});
            const QImage without = text.viewport()->grab().toImage();
            text.setHeat(heat);
            const QImage with = text.viewport()->grab().toImage();
            const int line = text.rectOf({0}).height();
            for (int top = 0; top + 3 * line < with.height();
                 top += line) { // in every line, the first and the last too
                const QRect strip(0, top, with.width() / 2, 2 * line);
                QVERIFY2(with.copy(strip) != without.copy(strip), qPrintable(QString::number(top)));
            }
        }
    }

    void aModelWithoutATrainedHeadSaysSo() {
        Shown shown(false);
        const fs::path file = shown.project.folder / "model.safetensors";
        auto tensors = model::readTensors(file);
        std::erase_if(tensors, [](const auto& tensor) { return tensor.first.starts_with("qa_outputs"); });
        model::writeTensors(file, tensors);
        shown.open();
        QTRY_VERIFY_WITH_TIMEOUT(shown.label("tryNote").contains("qa_outputs"), kPatience);
        QVERIFY(shown.find<QLabel>("tryNote")->isVisible());
    }

    void aLongTextIsReadWindowByWindowAndCanBeCancelled() {
        const Shown shown;
        shown.write(QString(kText + u' ').repeated(6000), kQuestion);
        QTest::keyClick(shown.question(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(shown.label("tryState").contains("window"), kPatience);
        QVERIFY(shown.find<QPushButton>("tryCancel")->isVisible());
        QTest::keyClick(shown.question(), Qt::Key_Escape);
        QTRY_COMPARE_WITH_TIMEOUT(shown.label("tryState"), QStringLiteral("Cancelled."), kPatience);
        QVERIFY(!shown.find<QPushButton>("tryCancel")->isVisible());
        shown.ask(); // the model is still there
    }

    void anErrorIsSaidInPlace() {
        const Shown shown;
        shown.write(kText, QStringLiteral("town ").repeated(100));
        QTest::keyClick(shown.question(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(shown.label("tryState").startsWith("<b>"), kPatience);
        QCOMPARE(shown.answers()->model()->rowCount(), 0);
    }

    void aRunningRunAnswersWithItsLastEvaluatedWeights() {
        Shown shown;
        train::TrainingArguments arguments;
        arguments.outputDir = (shown.project.squad.parent_path() / "run").string();
        arguments.maxLength = 32;
        arguments.docStride = 8;
        arguments.padding = "none";
        arguments.numTrainEpochs = 2000;
        arguments.perDeviceTrainBatchSize = 4;
        arguments.evalStrategy = "epoch";
        arguments.saveStrategy = "no";
        arguments.threads = 1;
        shown.session.openFile(Split::Train, QString::fromStdString(shown.project.squad.string()));
        shown.session.openFile(Split::Validation, QString::fromStdString(shown.project.squad.string()));
        QTRY_COMPARE_WITH_TIMEOUT(shown.session.missing(), QString(), kPatience);
        shown.session.start(arguments);
        QTRY_VERIFY_WITH_TIMEOUT(shown.session.weights(), kPatience);
        QVERIFY2(shown.model()->currentText().contains("running run"), qPrintable(shown.model()->currentText()));
        QTRY_VERIFY_WITH_TIMEOUT(shown.label("tryNote").contains("Training goes on"), kPatience);
        shown.ask();
        QVERIFY(shown.session.status().active());
        const auto first = shown.session.weights();
        QTRY_VERIFY_WITH_TIMEOUT(shown.session.weights() != first, kPatience);
        QVERIFY(shown.label("tryNote").contains("ask again"));
        QSignalSpy ended(&shown.session, &Session::runEnded);
        shown.session.stop();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(shown.model()->currentText().contains("the run's model"), kPatience);
        shown.ask();
    }

    void runsAndTheirCheckpointsCanBeChosen() {
        Shown shown;
        session::RunSummary run;
        run.folder = shown.project.squad.parent_path() / "run-7";
        run.checkpoints = {"checkpoint-10", "checkpoint-20"};
        fs::create_directories(run.folder);
        shown.page.setRuns({run});
        QCOMPARE(shown.model()->count(), 3);
        QVERIFY(shown.model()->itemText(0).contains("checkpoint-20"));
        QCOMPARE(shown.model()->currentIndex(), 0);
        shown.model()->setFocus();
        QTest::keyClick(shown.model(), Qt::Key_End);
        QVERIFY(shown.model()->currentText().contains("the model to train"));
        shown.page.setRuns({});
        QCOMPARE(shown.model()->count(), 1);
    }

    void theAnswersModelKeepsTheRulesOfModels() {
        ui::AnswersModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setAnswers({{.span = {0, 3}, .score = 2, .probability = 0.75, .text = "the\ntown"}, {}});
        QCOMPARE(model.index(0, 0).data().toString(), "the town");
        QCOMPARE(model.index(0, 1).data(ui::AnswersModel::ShareRole).toDouble(), 0.75);
        QVERIFY(model.index(1, 0).data().toString().contains("no answer"));
        model.setAnswers({});
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(TryPageTest)
#include "try_page_test.moc"
