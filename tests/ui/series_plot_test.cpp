// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "tests/support/shared_data.h"
#include "ui/widgets/series_plot.h"

#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTableView>
#include <QTest>
#include <QWheelEvent>
#include <cmath>
#include <limits>

using namespace finetune;
using ui::RunAxis;
using ui::SeriesPlot;
using ui::Theme;

Q_DECLARE_METATYPE(finetune::Error)

namespace {

struct Shown {
    SeriesPlot plot{"Loss", "plot.loss"};
    std::shared_ptr<ui::SeriesData> data = std::make_shared<ui::SeriesData>();

    explicit Shown(int points = 100) {
        plot.addSeries(data, "update", &Theme::loss, SeriesPlot::Shape::Line);
        for (int i = 1; i <= points; ++i)
            data->append({double(i), i / 50.0, i * 2.0, 3.0 / i});
        plot.resize(600, 300);
        plot.show();
        plot.refresh();
        plot.redraw();
    }
    QWidget* canvas() { return plot.findChild<QWidget*>("plot.loss.plot"); }
    QString reading() { return plot.findChild<QLabel*>("plot.loss.reading")->text(); }
    QColor colorAt(double shareX, double shareY) {
        const QImage image = canvas()->grab().toImage();
        return image.pixelColor(int(shareX * (image.width() - 1)), int(shareY * (image.height() - 1)));
    }
};

} // namespace

class SeriesPlotTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp, ui::Appearance::Light); }

    void itFollowsTheRunUntilOneZoomsAndShowsAllAgainOnRequest() {
        Shown s;
        QVERIFY(s.plot.visibleRange().second >= 100);
        s.data->append({200, 4, 400, 1});
        s.plot.refresh();
        QVERIFY(s.plot.redraw());
        QVERIFY(s.plot.visibleRange().second >= 200);
        QTest::keyClick(s.canvas(), Qt::Key_Plus);
        const auto zoomed = s.plot.visibleRange();
        QVERIFY(zoomed.second - zoomed.first < 160);
        s.data->append({300, 6, 600, 1});
        s.plot.refresh();
        s.plot.redraw();
        QCOMPARE(s.plot.visibleRange(), zoomed);
        QTest::keyClick(s.canvas(), Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(s.plot.visibleRange().first > zoomed.first);
        QTest::keyClick(s.canvas(), Qt::Key_0);
        QVERIFY(s.plot.visibleRange().second >= 300);
    }

    void theWheelScrollsThePageAndWithControlZooms() {
        QScrollArea page;
        auto* plot = new SeriesPlot("Loss", "plot.loss");
        plot->setMinimumHeight(800);
        page.setWidgetResizable(true);
        page.setWidget(plot);
        page.resize(600, 300);
        page.show();
        auto* canvas = plot->findChild<QWidget*>("plot.loss.plot");
        const auto turn = [&](Qt::KeyboardModifiers keys) {
            QWheelEvent wheel({300, 100}, canvas->mapToGlobal(QPointF(300, 100)), {}, {0, -120}, Qt::NoButton, keys,
                              Qt::NoScrollPhase, false);
            QSpontaneKeyEvent::setSpontaneous(&wheel); // one that a program makes is not handed on to the page
            qApp->notify(canvas, &wheel);
        };
        const auto whole = plot->visibleRange();
        turn(Qt::NoModifier);
        QCOMPARE(plot->visibleRange(), whole);
        const int scrolled = page.verticalScrollBar()->value();
        QVERIFY(scrolled > 0);
        turn(Qt::ControlModifier);
        QVERIFY(plot->visibleRange() != whole);
        QCOMPARE(page.verticalScrollBar()->value(), scrolled);
    }

    void valuesThatCameOutOfSightAreDrawnWhenItIsShown() {
        Shown s;
        s.plot.hide();
        s.data->append({500, 10, 1000, 1});
        s.plot.refresh();
        QVERIFY(!s.plot.redraw());
        s.plot.show();
        QVERIFY(s.plot.visibleRange().second >= 500);
    }

    void theCursorReadsTheValuesByMouseAndKey() {
        Shown s;
        s.canvas()->setFocus();
        QTest::keyClick(s.canvas(), Qt::Key_Left); // appears at the end
        QVERIFY2(s.reading().contains("step 100"), qPrintable(s.reading()));
        QTest::keyClick(s.canvas(), Qt::Key_Left);
        QVERIFY(!s.reading().contains("step 100"));
        QTest::mouseMove(s.canvas(), QPoint(s.canvas()->width() / 2, s.canvas()->height() / 2));
        QTRY_VERIFY(s.reading().contains("step 4") || s.reading().contains("step 5"));
    }

    void theAxisIsStepsEpochsOrTime() {
        Shown s;
        s.plot.setAxis(RunAxis::Epochs);
        QVERIFY(s.plot.visibleRange().second < 3);
        QTest::keyClick(s.canvas(), Qt::Key_Left);
        QVERIFY(s.reading().contains("epoch 2"));
        s.plot.setAxis(RunAxis::Time);
        QVERIFY(s.plot.visibleRange().second >= 200);
        QTest::keyClick(s.canvas(), Qt::Key_Left);
        QVERIFY2(s.reading().contains("3 min 20 s"), qPrintable(s.reading()));
    }

    void whatIsNoNumberIsRedAndCounted() {
        Shown s;
        s.data->append({101, 2.1, 202, std::numeric_limits<double>::infinity()});
        s.plot.refresh();
        s.plot.redraw();
        QCOMPARE(s.plot.notNumbers(), 1);
        QVERIFY2(s.reading().contains("not finite"), qPrintable(s.reading()));
        QVERIFY(s.reading().contains(ui::theme().danger.name()));
        const QImage image = s.canvas()->grab().toImage();
        bool red = false;
        for (int y = 0; y < image.height() / 3 && !red; ++y)
            for (int x = image.width() / 2; x < image.width() && !red; ++x)
                red = image.pixelColor(x, y) == ui::theme().danger;
        QVERIFY(red);
    }

    void smoothingIsNamedAndTheValuesStay() {
        Shown s;
        QVERIFY(!s.reading().contains("smoothed"));
        s.plot.setSmoothing(0.9);
        s.plot.redraw();
        QVERIFY(s.reading().contains("smoothed"));
        QVERIFY(s.reading().contains("update"));
        QCOMPARE(s.plot.points(0), 100);
    }

    void theLogarithmicScaleIsSwitchedByKeyAndSaysWhatItLeavesOut() {
        Shown s;
        s.data->append({101, 2.1, 202, 0});
        s.plot.refresh();
        QTest::keyClick(s.canvas(), Qt::Key_L);
        QVERIFY(s.plot.isLogarithmic());
        QVERIFY2(s.reading().contains("logarithmic"), qPrintable(s.reading()));
        QTest::keyClick(s.canvas(), Qt::Key_L);
        QVERIFY(!s.plot.isLogarithmic());
    }

    void itIsATableToo() {
        Shown s;
        s.canvas()->setFocus();
        QTest::keyClick(s.canvas(), Qt::Key_T);
        auto* table = s.plot.findChild<QTableView*>("plot.loss.table");
        QVERIFY(table && table->isVisible());
        QCOMPARE(table->model()->rowCount(), 100);
        s.data->append({101, 2.1, 202, 1});
        s.plot.refresh();
        QVERIFY(s.plot.redraw());
        QCOMPARE(table->model()->rowCount(), 101);
        QTest::keyClick(table, Qt::Key_T);
        QVERIFY(s.canvas()->isVisible());
        QVERIFY(!s.plot.isTable());
    }

    void itIsSavedAsPictureDrawingAndValues() {
        Shown s;
        s.data->append({101, 2.02, 202, std::nan("")});
        const auto folder = test::scratchFolder();
        QSignalSpy saved(&s.plot, &SeriesPlot::saved);
        s.plot.savePng(QString::fromStdString((folder / "a.png").string()));
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(QImage(QString::fromStdString((folder / "a.png").string())).size(), QSize(1200, 600));
        s.plot.saveSvg(QString::fromStdString((folder / "a.svg").string()));
        QTRY_COMPARE(saved.size(), 2);
        const std::string svg = files::read(folder / "a.svg");
        QVERIFY(QSvgRenderer(QByteArray::fromStdString(svg)).isValid());
        QVERIFY(svg.find("<image") == std::string::npos); // lines, not a picture of them
        s.plot.saveCsv(QString::fromStdString((folder / "a.csv").string()));
        QTRY_COMPARE(saved.size(), 3);
        const std::string csv = files::read(folder / "a.csv");
        QVERIFY(csv.starts_with("step,epoch,seconds,\"update\"\n1,0.02,2,3\n"));
        QVERIFY(csv.ends_with("\n101,2.02,202,nan\n"));
    }

    void whatCannotBeSavedIsTold() {
        Shown s;
        std::string happened;
        connect(&s.plot, &SeriesPlot::failed, this, [&](const Error& error) { happened = error.what(); });
        s.plot.saveCsv("/nowhere/at/all.csv");
        QTRY_VERIFY(!happened.empty());
        QVERIFY2(happened.find("/nowhere") != std::string::npos, happened.c_str());
    }

    void aMillionPointsAreDrawnInMilliseconds() {
        Shown s(1'000'000);
        s.plot.setSmoothing(0.9);
        QElapsedTimer timer;
        timer.start();
        constexpr int kTimes = 10;
        for (int i = 0; i < kTimes; ++i) {
            s.data->append({1e6 + i, 0, 0, 1});
            s.plot.refresh();
            s.plot.redraw();
        }
        qInfo("redrawing a plot of 1,000,000 points: %.2f ms", double(timer.nsecsElapsed()) / 1e6 / kTimes);
        QCOMPARE(s.plot.points(0), 1'000'000 + kTimes);
        timer.restart();
        s.plot.setTable(true);
        qInfo("its table: %.2f ms", double(timer.nsecsElapsed()) / 1e6);
    }
};

QTEST_MAIN(SeriesPlotTest)
#include "series_plot_test.moc"
