// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the guide's pictures: every page of the real window on the sample project, after a short run. They go to the
// build folder; with FINETUNE_WRITE_GUIDE_PICTURES set, the run is the sample's own, which takes minutes (set
// QTEST_FUNCTION_TIMEOUT to 1200000), and they go to resources/help.
#include "tests/support/own_settings.h"
#include "tests/support/shared_data.h"
#include "ui/language.h"
#include "ui/main_window.h"
#include "ui/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QLineEdit>
#include <QSet>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTextEdit>
#include <algorithm>
#include <functional>

using namespace finetune;
using ui::MainWindow;
using ui::Session;

namespace {

constexpr int kPatience = 600'000;
constexpr QSize kWindow(1200, 760);

bool forTheGuide() {
    return qEnvironmentVariableIsSet("FINETUNE_WRITE_GUIDE_PICTURES");
}

// The 256 colours that occur most, the soft ones told apart: enough for a window, and a third of the bytes.
QImage withFewColours(const QImage& image) {
    QHash<QRgb, int> counts;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            ++counts[image.pixel(x, y) & 0xfffcfcfc];
    std::vector<std::pair<int, QRgb>> ranked;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        ranked.emplace_back(it.value(), it.key());
    std::ranges::sort(ranked, std::greater());
    QList<QRgb> table;
    for (std::size_t i = 0; i < std::min<std::size_t>(256, ranked.size()); ++i)
        table << (ranked[i].second | 0xff020202);
    return image.convertToFormat(QImage::Format_Indexed8, table, Qt::ThresholdDither);
}

// A picture of a page has text, edges and several colours; an empty one has a handful.
int coloursOf(const QImage& image) {
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 3)
        for (int x = 0; x < image.width(); x += 3)
            colours.insert(image.pixel(x, y));
    return static_cast<int>(colours.size());
}

} // namespace

class GuidePicturesTest : public QObject {
    Q_OBJECT
private:
    Session session_;
    std::unique_ptr<MainWindow> window_;
    const QString runFolder_ = QString::fromStdString((test::scratchFolder() / "results" / "run-1").string());
    const QString folder_ = forTheGuide() ? QStringLiteral(FINETUNE_SOURCE_DIR "/resources/help/pictures")
                                          : QStringLiteral(FINETUNE_PICTURES_DIR);

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        test::useOwnSettings();
        QDir().mkpath(folder_);
        ui::installLanguage(*qApp, QLocale("en"));
        ui::applyTheme(*qApp, ui::Appearance::Light);
        window_ = std::make_unique<MainWindow>(session_);
        window_->resize(kWindow);
        window_->show();
    }
    void cleanupTestCase() { window_.reset(); }

    void theSampleIsTrained() {
        QSignalSpy opened(&session_, &Session::sampleOpened);
        session_.openSample();
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(session_.missing(), QString(), kPatience);
        window_->setOutputFolder(runFolder_);
        const auto set = [this](const char* argument, const QString& text) {
            auto* edit = window_->findChild<QLineEdit*>(QStringLiteral("argument.%1.edit").arg(argument));
            QVERIFY2(edit, argument);
            edit->setText(text);
            Q_EMIT edit->textEdited(text);
        };
        set("threads", "1");
        if (!forTheGuide())
            set("max_steps", "4");
        QSignalSpy ended(&session_, &Session::runEnded);
        window_->findChild<QAbstractButton*>("start")->click();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        QCOMPARE(session_.status().state, ui::RunState::Finished);
    }

    void aQuestionIsAskedAndTheModelExported() {
        const auto find = [this](const char* name) {
            auto* widget = window_->findChild<QWidget*>(QString::fromLatin1(name));
            if (!widget)
                qFatal("there is no %s", name);
            return widget;
        };
        window_->showPage(MainWindow::Try);
        QTest::keyClicks(find("tryQuestion"), "Who was the captain of the Arlen?");
        qobject_cast<QTextEdit*>(find("tryText"))
            ->setPlainText(
                "The Arlen is a sailing ship. Workers in Dorham built her hull in 1731, and she was launched "
                "in the spring. Captain Jonas Welford commanded her. She carried salt and wool, and had a "
                "crew of 40.");
        auto* answers = qobject_cast<QAbstractItemView*>(find("tryAnswers"));
        QTRY_VERIFY_WITH_TIMEOUT(find("tryAsk")->isEnabled(), kPatience);
        QTest::mouseClick(find("tryAsk"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(answers->model()->rowCount() > 0, kPatience);
        window_->showPage(MainWindow::Export);
        QTRY_VERIFY_WITH_TIMEOUT(find("export")->isEnabled(), kPatience);
        QTest::mouseClick(find("export"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(runFolder_ + "/finetuned_model/model.safetensors"), kPatience);
    }

    void everyPageIsDrawn_data() {
        QTest::addColumn<int>("page");
        const char* const names[] = {"data", "model", "inspect", "train", "evaluate", "try", "export", "runs"};
        for (int page = 0; page < MainWindow::PageCount; ++page)
            QTest::newRow(names[page]) << page;
    }
    void everyPageIsDrawn() {
        QFETCH(int, page);
        const QString file = QStringLiteral("%1/%2.png").arg(folder_, QString::fromLatin1(QTest::currentDataTag()));
        window_->showPage(static_cast<MainWindow::Page>(page));
        QCOMPARE(window_->page(), static_cast<MainWindow::Page>(page));
        if (QWidget* focused = window_->focusWidget()) // no ring and no blinking cursor in a picture
            focused->clearFocus();
        // What a page reads in the background arrives by and by; the picture is taken when two in a row are equal.
        QImage last, picture = window_->grab().toImage();
        const auto settled = [&] {
            last = std::exchange(picture, window_->grab().toImage());
            return last == picture && coloursOf(picture) > 40;
        };
        QTRY_VERIFY_WITH_TIMEOUT(settled(), 20'000);
        QTest::qWait(forTheGuide() ? 1500 : 0);
        picture = window_->grab().toImage().scaledToWidth(960, Qt::SmoothTransformation);
        QVERIFY(withFewColours(picture).save(file, "PNG", 0));
    }
};

QTEST_MAIN(GuidePicturesTest)
#include "guide_pictures_test.moc"
