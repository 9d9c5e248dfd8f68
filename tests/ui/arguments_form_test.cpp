// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/language.h"
#include "ui/pages/train/argument_row.h"
#include "ui/pages/train/arguments_form.h"
#include "ui/theme.h"
#include "ui/words.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTranslator>

using namespace finetune;
using ui::ArgumentRow;
using ui::ArgumentsForm;

namespace {

ArgumentRow* row(ArgumentsForm& form, const char* name) {
    return form.findChild<ArgumentRow*>(QStringLiteral("argument.") + name);
}

void type(ArgumentsForm& form, const char* name, const QString& text) {
    auto* edit = form.findChild<QLineEdit*>(QStringLiteral("argument.%1.edit").arg(name));
    QVERIFY(edit);
    edit->setText(text);
    Q_EMIT edit->textEdited(text); // pasted: every character alone would be a value of its own
}

} // namespace

class ArgumentsFormTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFormHoldsEveryArgumentOfTheTable() {
        ArgumentsForm form;
        for (const train::ArgumentInfo& info : train::argumentTable())
            QVERIFY2(row(form, info.name.c_str()), info.name.c_str());
        QVERIFY(form.isValid());
        QVERIFY(train::toJson(form.arguments()) == train::toJson({}));
    }

    void aGoodValueIsTakenAndMarked() {
        ArgumentsForm form;
        QSignalSpy changed(&form, &ArgumentsForm::changed);
        type(form, "learning_rate", "3e-5");
        QCOMPARE(form.arguments().learningRate, 3e-5);
        QVERIFY(!changed.isEmpty());
        auto* reset = form.findChild<QToolButton*>("argument.learning_rate.reset");
        QVERIFY(!reset->isHidden());
        reset->click();
        QCOMPARE(form.arguments().learningRate, 2e-5);
        QVERIFY(reset->isHidden());
    }

    void aBadValueIsNamedAtItsFieldAndTheLastGoodOneStays_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("part");
        QTest::newRow("word") << "learning_rate"
                              << "fast"
                              << "learning_rate cannot be";
        QTest::newRow("negative") << "weight_decay"
                                  << "-1"
                                  << "from 0 to 1000";
        QTest::newRow("half a batch") << "per_device_train_batch_size"
                                      << "1.5"
                                      << "whole number";
        QTest::newRow("empty folder") << "output_dir"
                                      << " "
                                      << "output_dir cannot be";
        QTest::newRow("not JSON") << "lr_scheduler_kwargs"
                                  << "{"
                                  << "lr_scheduler_kwargs";
    }
    void aBadValueIsNamedAtItsFieldAndTheLastGoodOneStays() {
        QFETCH(QString, name);
        QFETCH(QString, text);
        QFETCH(QString, part);
        ArgumentsForm form;
        type(form, qPrintable(name), text);
        QVERIFY(!form.isValid());
        QCOMPARE(form.firstError(), name);
        QVERIFY2(row(form, qPrintable(name))->error().contains(part), qPrintable(row(form, qPrintable(name))->error()));
        QVERIFY(train::toJson(form.arguments()) == train::toJson({}));
    }

    void argumentsThatContradictAreShownAtTheOneThatIsNamedFirst() {
        ArgumentsForm form;
        form.setArgument("doc_stride", "400");
        QCOMPARE(form.firstError(), "doc_stride");
        QVERIFY(row(form, "doc_stride")->error().contains("max_length"));
        form.setArgument("max_length", "512");
        QVERIFY(form.isValid());
        QCOMPARE(row(form, "doc_stride")->error(), QString());
    }

    void aWindowLongerThanTheModelReadsIsRefused() {
        ArgumentsForm form;
        form.setLongestInput(128);
        QCOMPARE(form.firstError(), "max_length");
        form.setLongestInput({});
        QVERIFY(form.isValid());
    }

    void aChoiceIsOneOfTheTables() {
        ArgumentsForm form;
        auto* box = form.findChild<QComboBox*>("argument.eval_strategy.edit");
        QCOMPARE(box->count(), 3);
        box->setCurrentIndex(box->findData("epoch"));
        QCOMPARE(form.arguments().evalStrategy, std::string("epoch"));
    }

    void everyHelpAndGroupOfTheTableIsTranslated() {
        QTranslator chinese;
        QVERIFY(chinese.load(":/translations/arguments_zh_CN.qm"));
        for (const train::ArgumentInfo& info : train::argumentTable())
            for (const std::string& text : {info.help, info.group})
                QVERIFY2(!chinese.translate("Arguments", text.c_str()).isEmpty(), text.c_str());
    }
};

QTEST_MAIN(ArgumentsFormTest)
#include "arguments_form_test.moc"
