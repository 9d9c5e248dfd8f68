// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/model/model.h"
#include "core/session/evaluation_file.h"
#include "core/text/utf8.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"
#include "ui/evaluation_words.h"
#include "ui/models/breakdown_model.h"
#include "ui/models/predictions_model.h"
#include "ui/models/threshold_model.h"
#include "ui/pages/evaluate/evaluate_page.h"
#include "ui/theme.h"
#include "ui/widgets/judged_marks.h"
#include "ui/widgets/stat_tile.h"
#include "ui/widgets/threshold_plot.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSlider>
#include <QTableView>
#include <QTest>

using namespace finetune;
using ui::PredictionFilter;
using ui::PredictionsModel;
using Show = ui::PredictionFilter::Show;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = 60'000; // milliseconds

struct Question {
    const char *id, *question, *gold; // gold "": unanswerable
};

const std::string kRiver = "🏔️ The Nera was dammed in 1902. Mills came in 1910.";
const std::string kMuseum = "博物馆收藏了三百张旧地图。门票是五元。";
const std::vector<Question> kRiverQuestions = {
    {"dam", "When was the Nera dammed?", "1902"}, {"mills", "What came in 1910?", "Mills"}, {"who", "Who paid?", ""}};
const std::vector<Question> kMuseumQuestions = {{"maps", "博物馆收藏了多少旧地图?", "三百张"},
                                                {"price", "门票是多少?", "五元"}};

std::int32_t placeOf(const std::string& context, const std::string& part) {
    return text::toCodePoints(context, {static_cast<std::int32_t>(context.find(part))}).value;
}

Json paragraph(const std::string& context, const std::vector<Question>& questions, bool v2) {
    Json list = Json::array();
    for (const Question& one : questions) {
        Json answers = Json::array();
        if (*one.gold != 0)
            answers.push_back({{"text", one.gold}, {"answer_start", placeOf(context, one.gold)}});
        else if (!v2)
            continue;
        list.push_back(
            {{"id", one.id}, {"question", one.question}, {"answers", answers}, {"is_impossible", answers.empty()}});
    }
    return {{"context", context}, {"qas", list}};
}

struct Given {
    const char *id, *text; // text: the best answer
    double nullDifference = -5;
};

// A run folder as training leaves it, with evaluations but without a model: nothing here needs torch.
struct Run {
    fs::path where = test::scratchFolder(), folder = where / "run-1", data = where / "data.json";
    bool v2;

    explicit Run(bool v2 = false) : v2(v2) {
        writeJson(data,
                  {{"version", v2 ? "v2.0" : "1.1"},
                   {"data", Json::array({{{"title", "t"},
                                          {"paragraphs", Json::array({paragraph(kRiver, kRiverQuestions, v2),
                                                                      paragraph(kMuseum, kMuseumQuestions, v2)})}}})}});
        fs::create_directories(folder / "model");
        writeJson(folder / "run.json",
                  {{"state", "finished"}, {"started", "2026-01-01T00:00:00Z"}, {"arguments", Json::object()}});
        files::writeAtomically(folder / "events.jsonl", "");
    }

    void evaluate(std::int64_t step, const std::vector<Given>& all) const {
        session::EvaluationRecord record;
        record.step = step;
        record.epoch = static_cast<double>(step) / 10;
        record.model = folder;
        record.data = data;
        record.v2 = v2;
        record.metrics = {{"eval_loss", 1.5}, {"eval_exact_match", 20.0}, {"eval_f1", 30.0}};
        for (const Given& one : all) {
            const bool inRiver = kRiver.find(one.text) != std::string::npos;
            const std::int32_t start = placeOf(inRiver ? kRiver : kMuseum, one.text);
            eval::Prediction prediction;
            prediction.best = {{.span = {start, start + text::countCodePoints(one.text)},
                                .score = 3,
                                .probability = 0.75,
                                .text = one.text},
                               {.span = {0, 1}, .score = 1, .probability = 0.2, .text = "x"}};
            if (v2)
                prediction.best.push_back({.span = {0, 0}, .score = 0, .probability = 0.05, .text = {}});
            prediction.text = one.text;
            prediction.nullDifference = one.nullDifference;
            record.ids.push_back(one.id);
            record.predictions.push_back(prediction);
            record.windows.push_back(1);
        }
        session::writeEvaluation(session::evaluationFileOf(folder, step), record);
    }
};

// Two evaluations: "dam" becomes right, "price" becomes wrong.
Run comparedRun() {
    Run run;
    run.evaluate(10, {{"dam", "1910"}, {"mills", "Mills"}, {"maps", "三百张旧地图"}, {"price", "五元"}});
    run.evaluate(20, {{"dam", "1902"}, {"mills", "Mills"}, {"maps", "三百张旧地图"}, {"price", "博物馆"}});
    return run;
}

Run unanswerableRun() {
    Run run(true);
    run.evaluate(10, {{"dam", "1902", -4},
                      {"mills", "Mills", -3},
                      {"who", "Nera", 2},
                      {"maps", "三百张", 1},
                      {"price", "五元", -2}});
    return run;
}

struct Page {
    ui::Session session;
    ui::EvaluatePage page{session};

    explicit Page(const Run& run) {
        page.resize(1200, 760);
        page.show();
        session.openLastRun(QString::fromStdString(run.where.string()));
        QTRY_VERIFY_WITH_TIMEOUT(predictions()->rowCount() > 0, kPatience);
    }

    template <class Widget>
    Widget* find(const QString& name) {
        auto* widget = page.findChild<Widget*>(name);
        if (!widget)
            qFatal("there is no %s", qPrintable(name));
        return widget;
    }
    PredictionsModel* predictions() { return page.findChild<PredictionsModel*>(); }
    void press(const QString& name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    QString textOf(const QString& name) { return find<QLabel>(name)->text(); }
    QString cell(int row, int column) { return predictions()->index(row, column).data().toString(); }
    QStringList shownQuestions() {
        QStringList ids;
        for (int row = 0; row < predictions()->rowCount(); ++row)
            ids << QString::fromStdString(
                predictions()->evaluation()->example(static_cast<std::size_t>(predictions()->exampleOf(row))).id);
        return ids;
    }
    void choose(const QString& box, int index) {
        auto* combo = find<QComboBox>(box);
        combo->setFocus();
        combo->setCurrentIndex(index);
        Q_EMIT combo->activated(index);
    }
};

std::shared_ptr<const ui::ShownEvaluation> evaluationOf(int copies) {
    auto data = std::make_shared<ui::EvaluationData>();
    const auto context = std::make_shared<const std::string>(kRiver);
    for (int i = 0; i < copies; ++i) {
        const bool isRight = i % 3 == 0;
        data->examples.push_back({.id = std::to_string(i),
                                  .title = {},
                                  .question = isRight ? "When?" : "Which river?",
                                  .context = context,
                                  .answers = {{"1902", {placeOf(kRiver, "1902")}}}});
        const std::string given = isRight ? "1902" : "1910";
        eval::Prediction prediction;
        prediction.best = {{.span = {placeOf(kRiver, given), placeOf(kRiver, given) + 4},
                            .probability = (i % 7) / 10.0,
                            .text = given}};
        data->record.predictions.push_back(prediction);
        data->record.ids.push_back(std::to_string(i));
        data->record.windows.push_back(1);
    }
    ui::ShownEvaluation shown;
    shown.analysis = eval::analyse(data->examples, data->record.predictions, data->record.windows, {});
    shown.data = data;
    return std::make_shared<const ui::ShownEvaluation>(std::move(shown));
}

} // namespace

class EvaluatePageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp, ui::Appearance::Light); }

    void theModelFiltersAndSortsInTheBackground() {
        PredictionsModel model;
        const QAbstractItemModelTester tester(&model);
        QSignalSpy filtered(&model, &PredictionsModel::filtered);
        model.setEvaluation(evaluationOf(3000));
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 3000, kPatience);
        QCOMPARE(model.count(Show::Wrong), qint64{2000});
        model.setFilter({.show = Show::Right});
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 1000, kPatience);
        model.setFilter({.kind = eval::AnswerKind::WrongSentence, .text = "RIVER"});
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 2000, kPatience);
        filtered.clear();
        model.sort(PredictionsModel::Probability, Qt::DescendingOrder);
        QTRY_COMPARE_WITH_TIMEOUT(filtered.size(), 1, kPatience);
        QCOMPARE(model.exampleOf(0) % 7, 6);
        QCOMPARE(model.exampleOf(model.rowCount() - 1) % 7, 0);
        QCOMPARE(model.rowOf(model.exampleOf(5)), 5);
        model.setFilter({.text = "zeppelin"});
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 0, kPatience);
        model.setEvaluation(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void theSmallModelsKeepTheirPromises() {
        ui::BreakdownModel scores("Word", ui::BreakdownModel::Measure::Scores);
        ui::BreakdownModel shares("Kind", ui::BreakdownModel::Measure::Share);
        ui::ThresholdModel thresholds;
        const QAbstractItemModelTester one(&scores), two(&shares), three(&thresholds);
        scores.setRows({{.name = "Who", .meaning = {}, .count = 4, .exact = 50, .f1 = 62.5}});
        shares.setRows({{.name = "Right", .meaning = {}, .count = 1, .share = 0.25}});
        QCOMPARE(scores.index(0, 2).data().toString(), QString("50.0"));
        QCOMPARE(scores.index(0, 3).data(ui::BreakdownModel::ShareRole).toDouble(), 0.625);
        QCOMPARE(shares.index(0, 2).data().toString(), QString("25.0"));
        QCOMPARE(shares.columnCount(), 3);
        eval::ThresholdCurve curve;
        curve.points = {{-1, 10, 20, 1}, {2, 30, 40, 2}};
        thresholds.setCurve(curve);
        QCOMPARE(thresholds.rowAt(-2), -1);
        QCOMPARE(thresholds.rowAt(0), 0);
        QCOMPARE(thresholds.rowAt(2), 1);
    }

    void marksDoNotOverlap_data() {
        QTest::addColumn<QList<QPoint>>("golds");
        QTest::addColumn<QPoint>("predicted");
        QTest::addColumn<QString>("marks");
        QTest::newRow("nothing") << QList<QPoint>{} << QPoint(0, 0) << "";
        QTest::newRow("gold alone") << QList<QPoint>{{2, 4}} << QPoint(0, 0) << "G2-4";
        QTest::newRow("apart") << QList<QPoint>{{6, 8}} << QPoint(2, 4) << "P2-4 G6-8";
        QTest::newRow("the same") << QList<QPoint>{{2, 4}} << QPoint(2, 4) << "A2-4";
        QTest::newRow("slipped") << QList<QPoint>{{2, 6}} << QPoint(4, 8) << "G2-4 A4-6 P6-8";
        QTest::newRow("inside") << QList<QPoint>{{2, 8}} << QPoint(4, 6) << "G2-4 A4-6 G6-8";
        QTest::newRow("two golds over each other") << QList<QPoint>{{2, 6}, {4, 8}} << QPoint(0, 0) << "G2-8";
    }
    void marksDoNotOverlap() {
        QFETCH(QList<QPoint>, golds);
        QFETCH(QPoint, predicted);
        QFETCH(QString, marks);
        std::vector<text::Span> spans;
        for (const QPoint& gold : golds)
            spans.push_back({gold.x(), gold.y()});
        QStringList found;
        for (const ui::TextMark& mark : ui::judgedMarks(spans, {predicted.x(), predicted.y()}))
            found << QStringLiteral("%1%2-%3")
                         .arg(mark.kind == ui::MarkKind::Gold     ? 'G'
                              : mark.kind == ui::MarkKind::Agreed ? 'A'
                                                                  : 'P')
                         .arg(mark.span.start)
                         .arg(mark.span.end);
        QCOMPARE(found.join(' '), marks);
    }

    void aRunThatIsOpenedShowsItsNewestEvaluation() {
        Page page(comparedRun());
        QCOMPARE(page.find<QComboBox>("evaluation.shown")->count(), 2);
        QCOMPARE(page.find<QComboBox>("evaluation.shown")->currentIndex(), 1);
        QCOMPARE(page.predictions()->rowCount(), 4);
        QCOMPARE(page.find<ui::StatTile>("score.exactMatch")->value(), QString("50.00 %"));
        QCOMPARE(page.cell(0, PredictionsModel::Predicted), QString("1902"));
        QCOMPARE(page.cell(0, PredictionsModel::Kind), QString("Right"));
        QCOMPARE(page.cell(2, PredictionsModel::Kind), QString("Boundary slip"));
        QCOMPARE(page.cell(3, PredictionsModel::Kind), QString("Wrong sentence"));
        QVERIFY(!page.find<QPushButton>("view.threshold")->isVisible()); // every question has an answer
    }

    void anEarlierEvaluationIsShownWhenItIsChosen() {
        Page page(comparedRun());
        page.choose("evaluation.shown", 0);
        QTRY_COMPARE_WITH_TIMEOUT(page.cell(0, PredictionsModel::Predicted), QString("1910"), kPatience);
        QVERIFY(!page.find<QPushButton>("show.becameRight")->isEnabled()); // there is none before it
    }

    void whatBecameRightAndWrongIsFoundByClicks() {
        Page page(comparedRun());
        QTRY_VERIFY(page.find<QPushButton>("show.becameRight")->isEnabled());
        QVERIFY(page.find<QPushButton>("show.becameRight")->text().endsWith("1"));
        page.press("show.becameRight");
        QTRY_COMPARE(page.shownQuestions(), QStringList{"dam"});
        page.press("show.becameWrong");
        QTRY_COMPARE(page.shownQuestions(), QStringList{"price"});
        page.press("show.wrong");
        QTRY_COMPARE(page.shownQuestions(), (QStringList{"maps", "price"}));
        page.press("show.right");
        QTRY_COMPARE(page.shownQuestions(), (QStringList{"dam", "mills"}));
        page.choose("evaluation.before", 0); // nothing
        QTRY_VERIFY(!page.find<QPushButton>("show.becameRight")->isEnabled());
    }

    void aSearchAndAKindNarrowTheTable() {
        Page page(comparedRun());
        auto* search = page.find<QLineEdit>("searchAnswers");
        QTest::keyClicks(search, "NERA");
        QTRY_COMPARE(page.shownQuestions(), QStringList{"dam"});
        search->clear();
        page.choose("kindFilter", 1 + static_cast<int>(eval::AnswerKind::WrongSentence));
        QTRY_COMPARE(page.shownQuestions(), QStringList{"price"});
        QTest::keyClicks(search, "nothing like it");
        QTRY_COMPARE(page.predictions()->rowCount(), 0);
        QVERIFY(page.find<QLabel>("noAnswers")->isVisible());
    }

    void theChosenQuestionIsMarkedInItsText() {
        Page page(comparedRun());
        auto* table = page.find<QTableView>("predictions");
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Down);
        QTest::keyClick(table, Qt::Key_Down); // "maps": given 三百张, predicted 三百张旧地图
        QTRY_VERIFY(page.textOf("answerKind").contains("Boundary slip"));
        QVERIFY(page.textOf("answerTexts").contains("三百张旧地图"));
        auto* context = page.find<ui::HighlightedText>("answerContext");
        QCOMPARE(context->textOf({6, 9}), QString("三百张"));
        QCOMPARE(context->extraSelections().size(), 2); // both, and the model's alone
        QCOMPARE(context->extraSelections()[0].cursor.selectedText(), QString("三百张"));
        QCOMPARE(context->extraSelections()[1].cursor.selectedText(), QString("旧地图"));
        QVERIFY(context->extraSelections()[0].format.underlineStyle() !=
                context->extraSelections()[1].format.underlineStyle());
    }

    void anEmojiBeforeTheAnswerShiftsNothing() {
        Page page(comparedRun());
        auto* context = page.find<ui::HighlightedText>("answerContext");
        QTRY_VERIFY(!context->extraSelections().isEmpty());
        QCOMPARE(context->extraSelections()[0].cursor.selectedText(), QString("1902"));
    }

    void aConsideredAnswerIsLitInTheText() {
        Page page(comparedRun());
        auto* table = page.find<QTableView>("candidates");
        QTRY_COMPARE(table->model()->rowCount(), 2);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Down);
        QTest::keyClick(table, Qt::Key_Down);
        const text::Span lit = page.find<ui::HighlightedText>("answerContext")->lit();
        QCOMPARE(lit.start, 0);
        QCOMPARE(lit.end, 1);
    }

    void theBreakdownLeadsToTheAnswersOfAKind() {
        Page page(comparedRun());
        page.press("view.breakdown");
        auto* kinds = page.find<QTableView>("breakdown.kinds");
        QCOMPARE(kinds->model()->rowCount(), static_cast<int>(eval::kAnswerKinds));
        QVERIFY(page.find<QTableView>("breakdown.questionWords")->model()->rowCount() >= 3);
        kinds->setFocus();
        kinds->setCurrentIndex(kinds->model()->index(static_cast<int>(eval::AnswerKind::WrongSentence), 0));
        QTest::keyClick(kinds, Qt::Key_Return);
        QVERIFY(page.find<QPushButton>("view.answers")->isChecked());
        QTRY_COMPARE(page.shownQuestions(), QStringList{"price"});
    }

    void theThresholdIsChosenFromTheCurveAndKept() {
        const Run run = unanswerableRun();
        Page page(run);
        QCOMPARE(page.cell(2, PredictionsModel::Predicted), QString("no answer")); // null difference 2 at threshold 0
        QCOMPARE(page.cell(3, PredictionsModel::Kind), QString("False no-answer"));
        page.press("view.threshold");
        QVERIFY(page.find<ui::ThresholdPlot>("thresholdPlot")->isVisible());
        page.press("bestF1");
        QTRY_COMPARE_WITH_TIMEOUT(page.find<ui::StatTile>("score.exactMatch")->value(), QString("100.00 %"), kPatience);
        QVERIFY2(page.textOf("thresholdSentence").contains("4"), qPrintable(page.textOf("thresholdSentence")));
        QTRY_COMPARE(page.cell(3, PredictionsModel::Kind), QString("Right"));
        QSignalSpy stored(&page.page, &ui::EvaluatePage::thresholdStored);
        page.press("storeThreshold");
        QTRY_COMPARE_WITH_TIMEOUT(stored.size(), 1, kPatience);
        QCOMPARE(stored[0][0].toString(), QString::fromStdString(run.folder.string()));
        QTRY_VERIFY_WITH_TIMEOUT(session::storedThreshold(run.folder).has_value(), kPatience);
        QCOMPARE(session::storedThreshold(run.folder)->threshold, 1.0);
        QCOMPARE(session::storedThreshold(run.folder)->exact, 100.0);
        QTRY_VERIFY(!page.textOf("thresholdStored").isEmpty());

        Page later(run); // another window, another day
        QTRY_COMPARE(later.find<ui::StatTile>("score.exactMatch")->value(), QString("100.00 %"));
    }

    void theSliderMovesTheThresholdByKey() {
        Page page(unanswerableRun());
        page.press("view.threshold");
        auto* slider = page.find<QSlider>("thresholdSlider");
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Home); // below every null difference: never an answer
        QTRY_COMPARE_WITH_TIMEOUT(page.find<ui::StatTile>("score.exactMatch")->value(), QString("20.00 %"), kPatience);
        QTest::keyClick(slider, Qt::Key_End); // always an answer
        QTRY_COMPARE_WITH_TIMEOUT(page.find<ui::StatTile>("score.exactMatch")->value(), QString("80.00 %"), kPatience);
        QCOMPARE(page.find<QTableView>("thresholdTable")->model()->rowCount(), 5);
    }

    void aClickOnTheCurveChooses() {
        Page page(unanswerableRun());
        page.press("view.threshold");
        auto* plot = page.find<ui::ThresholdPlot>("thresholdPlot");
        QTest::mouseClick(plot, Qt::LeftButton, {}, QPoint(plot->width() - 30, plot->height() / 2));
        QVERIFY(plot->threshold() > 1);
        QTRY_COMPARE_WITH_TIMEOUT(page.find<ui::StatTile>("score.exactMatch")->value(), QString("80.00 %"), kPatience);
    }

    void dataThatIsGoneIsSaid() {
        const Run run = comparedRun();
        fs::remove(run.data);
        ui::Session session;
        ui::EvaluatePage page(session);
        QStringList said;
        connect(&page, &ui::EvaluatePage::failed, this, [&](const Error& error) { said << error.what(); });
        session.openLastRun(QString::fromStdString(run.where.string()));
        QTRY_COMPARE_WITH_TIMEOUT(said.size(), 1, kPatience);
        QVERIFY2(said[0].contains("data.json"), qPrintable(said[0]));
    }

    void trainingIsFollowedAndAModelIsEvaluatedOnDemand() {
        const fs::path where = test::scratchFolder();
        const test::TinyProject project = test::writeTinyProject(where);
        model::saveModel(*model::initModel(readJson(project.folder / "config.json"), 3), project.folder);
        ui::Session session;
        ui::EvaluatePage page(session);
        page.show();
        for (const ui::Split split : {ui::Split::Train, ui::Split::Validation})
            session.openFile(split, QString::fromStdString(project.squad.string()));
        session.openModel(QString::fromStdString(project.folder.string()));
        QTRY_COMPARE_WITH_TIMEOUT(session.missing(), QString(), kPatience);
        train::TrainingArguments arguments;
        arguments.outputDir = (where / "run").string();
        arguments.maxLength = 32;
        arguments.docStride = 8;
        arguments.numTrainEpochs = 2;
        arguments.perDeviceTrainBatchSize = 4;
        arguments.evalStrategy = arguments.saveStrategy = "epoch";
        arguments.threads = 1;
        session.start(arguments);
        auto* shown = page.findChild<QComboBox*>("evaluation.shown");
        QTRY_COMPARE_WITH_TIMEOUT(shown->count(), 2, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!session.status().active(), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(page.findChild<PredictionsModel*>()->rowCount(), 24, kPatience);
        const QString value = page.findChild<ui::StatTile*>("score.exactMatch")->value();

        QTest::mouseClick(page.findChild<QPushButton*>("evaluateNowButton"), Qt::LeftButton);
        auto* model = page.findChild<QComboBox*>("evaluate.model");
        QTRY_VERIFY(model->count() >= 4); // final model, two checkpoints, base model …
        model->setCurrentIndex(0);
        QTest::mouseClick(page.findChild<QPushButton*>("evaluate.start"), Qt::LeftButton);
        QVERIFY(page.findChild<QPushButton*>("evaluate.cancel")->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(shown->count(), 3, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(shown->currentIndex(), 2, kPatience);
        QVERIFY(page.findChild<QPushButton*>("evaluate.start")->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(page.findChild<ui::StatTile*>("score.exactMatch")->value(), value, kPatience);
        QVERIFY(fs::exists(where / "run" / "evaluations" / "model-on-data.json"));

        // On what the Data page has made of the file.
        ui::DataFiles& files = session.dataFiles();
        QTRY_VERIFY_WITH_TIMEOUT(files.findings() && !files.checking(), kPatience);
        files.leaveOut({0}); // a paragraph that is in both files
        QTRY_VERIFY_WITH_TIMEOUT(files.isEdited() && !files.checking(), kPatience);
        QVERIFY(page.findChild<QComboBox*>("evaluate.file")->currentText().contains("data.json"));
        QTest::mouseClick(page.findChild<QPushButton*>("evaluate.start"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(page.findChild<PredictionsModel*>()->rowCount(), 22, kPatience);
        const fs::path kept = where / "run" / "evaluations" / "data" / "model-on-data-changed.json";
        QCOMPARE(data::readSquad(kept).examples.size(), std::size_t{22});
    }

    void anEvaluationIsCancelledAndLeavesNothingBehind() {
        const fs::path where = test::scratchFolder();
        const test::TinyProject project = test::writeTinyProject(where, 20'000);
        model::saveModel(*model::initModel(readJson(project.folder / "config.json"), 3), project.folder);
        ui::Session session;
        ui::EvaluatePage page(session);
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        session.openFile(ui::Split::Validation, QString::fromStdString(project.squad.string()));
        session.openModel(QString::fromStdString(project.folder.string()));
        QTRY_COMPARE_WITH_TIMEOUT(page.findChild<QComboBox*>("evaluate.file")->count(), 2, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(page.findChild<QComboBox*>("evaluate.model")->count(), 2, kPatience);
        QSignalSpy failed(&page, &ui::EvaluatePage::failed);
        auto* start = page.findChild<QPushButton*>("evaluate.start");
        auto* cancel = page.findChild<QPushButton*>("evaluate.cancel");
        auto* state = page.findChild<QLabel*>("evaluate.state");
        QTest::mouseClick(page.findChild<QPushButton*>("evaluateNowButton"), Qt::LeftButton);
        for (const bool runsAlready : {false, true}) { // at once, and amid the questions
            QTest::mouseClick(start, Qt::LeftButton);
            QVERIFY(cancel->isVisible() && cancel->hasFocus());
            if (runsAlready)
                QTRY_VERIFY_WITH_TIMEOUT(state->text().startsWith("evaluating"), kPatience);
            QTest::mouseClick(cancel, Qt::LeftButton);
            QVERIFY(!cancel->isVisible() || !cancel->isEnabled()); // it was heard
            QTRY_VERIFY_WITH_TIMEOUT(start->isVisible(), kPatience);
            QVERIFY(start->isEnabled() && start->hasFocus());
            QVERIFY(!cancel->isVisible() && !state->isVisible());
        }
        QCOMPARE(failed.size(), 0); // who cancels is told no error
        QVERIFY(!page.findChild<QComboBox*>("evaluation.shown")->isVisible());
        QCOMPARE(page.findChild<PredictionsModel*>()->rowCount(), 0);
    }

    void theQuestionHasTheRoomOfItsTable() {
        Page page(comparedRun());
        page.page.resize(1280 - 232, 700); // beside the list of pages
        auto* table = page.find<QTableView>("predictions");
        QTRY_VERIFY(table->columnWidth(PredictionsModel::Question) >= 190);
        for (const int column : {PredictionsModel::Gold, PredictionsModel::Predicted})
            QVERIFY(table->columnWidth(column) < table->columnWidth(PredictionsModel::Question));
        QVERIFY(!table->horizontalScrollBar()->isVisible());
    }

    void everyControlHasAName() {
        Page page(comparedRun());
        for (QWidget* widget : page.page.findChildren<QWidget*>()) {
            if (widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith("qt_"))
                continue;
            const bool isOwn = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) ||
                               qobject_cast<QTableView*>(widget) || qobject_cast<QSlider*>(widget) ||
                               qobject_cast<ui::HighlightedText*>(widget);
            if (!isOwn || qobject_cast<QTableView*>(widget->parent()) || qobject_cast<QLineEdit*>(widget->parent()))
                continue;
            auto* button = qobject_cast<QAbstractButton*>(widget);
            QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
            QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                     qPrintable(widget->objectName()));
        }
    }
};

QTEST_MAIN(EvaluatePageTest)
#include "evaluate_page_test.moc"
