// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"
#include "ui/widgets/message_bar.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QTest>
#include <QToolButton>

using namespace finetune;
using ui::MessageBar;

class MessageBarTest : public QObject {
    Q_OBJECT
private:
    template <class Widget>
    static Widget* child(MessageBar& bar, const char* name) {
        return bar.findChild<Widget*>(QString::fromLatin1(name));
    }

private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp, ui::Appearance::Light); }

    void anErrorSaysWhatHappenedAndTheCureAndFoldsTheRest() {
        MessageBar bar;
        bar.show(Error(Kind::Input, "the answer is not at its place")
                     .in("/a/long/way/to/train.json")
                     .at("article 3, paragraph 7")
                     .cure("answer_start counts code points from 0"));
        QVERIFY(bar.isVisible());
        QVERIFY(bar.text().contains("the answer is not at its place"));
        QVERIFY(bar.text().contains("answer_start counts"));
        QVERIFY(bar.text().contains("train.json"));
        QVERIFY(!bar.text().contains("/a/long"));
        auto* details = child<QLabel>(bar, "messageDetails");
        QVERIFY(!details->isVisible());
        QTest::keyClick(child<QToolButton>(bar, "messageUnfold"), Qt::Key_Space);
        QVERIFY(details->isVisible());
        QVERIFY(details->text().contains("/a/long/way/to/train.json"));
        QVERIFY(details->text().contains("article 3, paragraph 7"));
        QTest::keyClick(child<QToolButton>(bar, "messageCopy"), Qt::Key_Space);
        QVERIFY(QGuiApplication::clipboard()->text().contains("not at its place"));
        QVERIFY(QGuiApplication::clipboard()->text().contains("paragraph 7"));
    }

    void aTraceIsFolded() {
        MessageBar bar;
        bar.show(Error(Kind::Internal, "shapes differ\nframe #0: here\nframe #1: there"));
        QVERIFY(bar.text().contains("Shapes differ"));
        QVERIFY(!bar.text().contains("frame"));
        QVERIFY(child<QLabel>(bar, "messageDetails")->text().contains("frame #1"));
    }

    void aMessageWithoutDetailsHasNothingToUnfold() {
        MessageBar bar;
        bar.show(Error(Kind::Input, "nothing"));
        QVERIFY(!child<QToolButton>(bar, "messageUnfold")->isVisible());
        bar.show(Error(Kind::Input, "something").in("/f.json"));
        child<QToolButton>(bar, "messageUnfold")->click();
        bar.show(MessageBar::Tone::Info, "<b>Fine</b>");
        QVERIFY(!child<QLabel>(bar, "messageDetails")->isVisible());
        QVERIFY(!child<QToolButton>(bar, "messageUnfold")->isVisible());
    }

    void aReaderHearsWordsAndNoTags() {
        MessageBar bar;
        bar.show(MessageBar::Tone::Info, "<b>Done.</b> The folder is <i>a&amp;b</i>");
        QCOMPARE(bar.accessibleName(), QString("Done. The folder is a&b"));
    }

    void namesOfFilesAreNoMarkup() {
        MessageBar bar;
        bar.show(Error(Kind::Input, "bad <b>").in("/x/<i>.json"));
        QVERIFY(bar.text().contains("&lt;i&gt;.json"));
        QVERIFY(bar.accessibleName().contains("<i>.json"));
    }

    void escapeClosesIt() {
        MessageBar bar;
        bar.show(MessageBar::Tone::Info, "x");
        QTest::keyClick(&bar, Qt::Key_Escape);
        QVERIFY(!bar.isVisible());
    }
};

QTEST_MAIN(MessageBarTest)
#include "message_bar_test.moc"
