// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/own_settings.h"
#include "ui/guide/guide_window.h"
#include "ui/guide/tour.h"
#include "ui/language.h"
#include "ui/theme.h"

#include <QApplication>
#include <QFile>
#include <QImage>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace finetune;
using ui::GuideWindow;
using ui::Tour;

namespace {

QString helpText(const QString& language, const QString& page) {
    QFile file(QStringLiteral(":/help/%1/%2.md").arg(language, page));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// A window with the three things that the tour points at.
struct Toured {
    QWidget window;
    QPointer<Tour> tour;
    QSignalSpy* ended = nullptr;

    Toured() {
        window.resize(900, 600);
        for (const char* name : {"rail.data", "start", "rail.export"}) {
            auto* button = new QPushButton(name, &window);
            button->setObjectName(name);
        }
        window.findChild<QWidget*>("start")->move(700, 40);
        window.findChild<QWidget*>("rail.export")->move(0, 560);
        window.show();
        tour = new Tour(Tour::firstSteps(), &window);
        ended = new QSignalSpy(tour, &Tour::ended);
        tour->begin();
    }
    ~Toured() { delete ended; }
};

} // namespace

class GuideTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        test::useOwnSettings();
        ui::applyTheme(*qApp, ui::Appearance::Light);
    }

    void everyPageIsThereInBothLanguages() {
        for (const QString& page : GuideWindow::pageNames())
            for (const char* language : {"en", "zh_CN"}) {
                const QString text = helpText(language, page);
                QVERIFY2(text.startsWith("# "), qPrintable(page + " " + language));
                QVERIFY2(text.size() > 200, qPrintable(page + " " + language));
            }
    }

    void everyLinkLeadsSomewhereAndEveryPictureIsThere() {
        static const QRegularExpression link("(!?)\\[[^\\]]*\\]\\(([^)]+)\\)");
        for (const QString& page : GuideWindow::pageNames())
            for (const char* language : {"en", "zh_CN"}) {
                auto found = link.globalMatch(helpText(language, page));
                while (found.hasNext()) {
                    const auto match = found.next();
                    const QString target = match.captured(2);
                    if (!match.captured(1).isEmpty())
                        QVERIFY2(!QImage(":/help/" + QString(target).remove("../")).isNull(), qPrintable(target));
                    else
                        QVERIFY2(target == "tour.md" ||
                                     GuideWindow::pageNames().contains(QString(target).remove(".md")),
                                 qPrintable(page + ": " + target));
                }
            }
    }

    void contentsAndLinksTurnThePages() {
        ui::installLanguage(*qApp, QLocale("en"));
        GuideWindow guide;
        guide.show();
        QCOMPARE(guide.page(), QString("first-steps"));
        auto* contents = guide.findChild<QListWidget*>("guide.contents");
        contents->setFocus();
        QTest::keyClick(contents, Qt::Key_Down);
        QCOMPARE(guide.page(), QString("data"));
        auto* text = guide.findChild<QTextBrowser*>("guide.text");
        Q_EMIT text->anchorClicked(QUrl("inspect.md"));
        QCOMPARE(guide.page(), QString("inspect"));
        QCOMPARE(contents->currentRow(), 3);
        QVERIFY(text->toPlainText().contains("CLS"));
        guide.findChild<QToolButton*>("guide.back")->click();
        QCOMPARE(guide.page(), QString("data"));
        QSignalSpy tour(&guide, &GuideWindow::tourRequested);
        Q_EMIT text->anchorClicked(QUrl("tour.md"));
        QCOMPARE(tour.size(), 1);
        QTest::keyClick(&guide, Qt::Key_Escape);
        QVERIFY(!guide.isVisible());
    }

    void theGuideSpeaksTheWindowsLanguage() {
        ui::installLanguage(*qApp, QLocale("zh_CN"));
        GuideWindow guide;
        guide.showPage("train");
        QVERIFY(guide.findChild<QTextBrowser*>("guide.text")->toPlainText().contains("检查点"));
        ui::installLanguage(*qApp, QLocale("en"));
    }

    void picturesFitTheWindow() {
        GuideWindow guide;
        guide.showPage("data");
        guide.resize(520, 500);
        guide.show();
        auto* text = guide.findChild<QTextBrowser*>("guide.text");
        QTRY_VERIFY(text->document()->size().width() <= text->viewport()->width() + 1);
    }

    void theTourGoesThroughItsStepsAndIsNotOfferedAgain() {
        QSettings().clear();
        QVERIFY(!Tour::wasSeen());
        Toured t;
        QVERIFY(t.tour->isVisible());
        QVERIFY(t.tour->findChild<QPushButton*>("tour.skip")->isVisible());
        for (int step = 0; step < 3; ++step) {
            QTRY_VERIFY(t.window.rect().contains(t.tour->geometry()));
            QCOMPARE(t.ended->size(), 0);
            QTest::keyClick(t.tour->findChild<QPushButton*>("tour.next"), step == 1 ? Qt::Key_Return : Qt::Key_Space);
        }
        QCOMPARE(t.ended->size(), 1);
        QTRY_VERIFY(!t.tour);
        QVERIFY(Tour::wasSeen());
    }

    void theTourIsSkippedByEscape() {
        QSettings().clear();
        Toured t;
        QTest::keyClick(t.tour, Qt::Key_Escape);
        QCOMPARE(t.ended->size(), 1);
        QVERIFY(Tour::wasSeen());
    }

    void theTourShowsThePageOfItsStep() {
        Toured t;
        QSignalSpy wanted(t.tour, &Tour::pageWanted);
        t.tour->next();
        QCOMPARE(wanted.constFirst().constFirst().toString(), QString("train"));
        t.tour->end();
        QCOMPARE(wanted.constLast().constFirst().toString(), QString("data")); // where the work begins
    }

    void theWindowIsUsedBesideTheTour() {
        Toured t;
        bool pressed = false;
        auto* start = t.window.findChild<QPushButton*>("start");
        connect(start, &QPushButton::clicked, this, [&] { pressed = true; });
        QTest::mouseClick(start, Qt::LeftButton);
        QVERIFY(pressed);
        QVERIFY(t.tour->isVisible());
    }

    void aStepWithoutItsWidgetIsPassedOver() {
        QWidget window;
        window.show();
        QPointer<Tour> tour = new Tour(Tour::firstSteps(), &window);
        tour->begin();
        QTRY_VERIFY(!tour);
    }
};

QTEST_MAIN(GuideTest)
#include "guide_test.moc"
