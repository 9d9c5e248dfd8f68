// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"

#include <QApplication>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using finetune::ui::Theme;

class ThemeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // WCAG 2.1 AA: 4.5 for text, 3 for the edges of controls and for lines in plots.
    void coloursCanBeToldApart_data() {
        QTest::addColumn<QColor>("front");
        QTest::addColumn<QColor>("ground");
        QTest::addColumn<double>("least");
        for (const Theme* t : {&finetune::ui::lightTheme(), &finetune::ui::darkTheme()}) {
            const auto add = [t](const char* name, const QColor& front, const QColor& ground, double least) {
                QTest::addRow("%s: %s", t->dark ? "dark" : "light", name) << front << ground << least;
            };
            for (const QColor& ground : {t->window, t->surface, t->rail, t->sunken, t->hover}) {
                add(qPrintable("text on " + ground.name()), t->text, ground, 4.5);
                add(qPrintable("muted on " + ground.name()), t->muted, ground, 4.5);
            }
            add("accent on surface", t->accent, t->surface, 4.5);
            add("accent on window", t->accent, t->window, 4.5);
            add("on accent", t->onAccent, t->accent, 4.5);
            add("on hovered accent", t->onAccent, t->accentHover, 4.5);
            add("on soft accent", t->onAccentSoft, t->accentSoft, 4.5);
            add("danger", t->danger, t->dangerSoft, 4.5);
            add("danger on surface", t->danger, t->surface, 4.5);
            add("warning", t->warning, t->warningSoft, 4.5);
            add("warning on surface", t->warning, t->surface, 4.5);
            add("success", t->success, t->successSoft, 4.5);
            add("success on surface", t->success, t->surface, 4.5);
            add("model's answer", t->onPredicted, t->predicted, 4.5);
            add("both answers", t->onAgreed, t->agreed, 4.5);
            add("edge", t->borderStrong, t->surface, 3);
            add("edge on window", t->borderStrong, t->window, 2.9);
            for (const QColor& line : {t->loss, t->rate, t->evaluation, t->exactMatch, t->f1, t->heatStart, t->heatEnd})
                add(qPrintable("line " + line.name()), line, t->surface, 3);
        }
    }
    void coloursCanBeToldApart() {
        QFETCH(QColor, front);
        QFETCH(QColor, ground);
        QFETCH(double, least);
        const double ratio = finetune::ui::contrast(front, ground);
        QVERIFY2(ratio >= least, qPrintable(QString::number(ratio)));
    }

    void contrastIsThatOfTheStandard() {
        QCOMPARE(qRound(finetune::ui::contrast(Qt::black, Qt::white) * 10), 210);
        QCOMPARE(qRound(finetune::ui::contrast(QColor(0x777777), Qt::white) * 100), 448);
    }

    void theStyleSheetKnowsNoColourOfItsOwn() {
        QFile file(":/styles/studio.qss");
        QVERIFY(file.open(QIODevice::ReadOnly));
        static const QRegularExpression hex("#[0-9a-fA-F]{3,8}\\s*;");
        QVERIFY(!QString::fromUtf8(file.readAll()).contains(hex));
    }

    void everyNameInTheStyleSheetIsFilledIn() {
        for (const auto appearance : {finetune::ui::Appearance::Light, finetune::ui::Appearance::Dark}) {
            finetune::ui::applyTheme(*qApp, appearance);
            QVERIFY(!qApp->styleSheet().isEmpty());
            QVERIFY2(!qApp->styleSheet().contains('@'),
                     qPrintable(qApp->styleSheet().mid(qApp->styleSheet().indexOf('@'), 60)));
            QCOMPARE(finetune::ui::theme().dark, appearance == finetune::ui::Appearance::Dark);
        }
    }
};

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
