// SPDX-License-Identifier: GPL-3.0-or-later
// The engine as the window has it: from its library, when it is first called.
#include "core/base/error.h"
#include "core/session/engine.h"

#include <QTest>
#include <dlfcn.h>

using namespace finetune;

class LateEngineTest : public QObject {
    Q_OBJECT
private:
    static bool isLoaded() { return ::dlopen("libfinetune_engine.so", RTLD_NOW | RTLD_NOLOAD) != nullptr; }

private Q_SLOTS:
    void itIsLoadedByTheFirstCallAndItsErrorsAreOurs() {
        QVERIFY(!isLoaded());
        try {
            session::makeAnswerer("/no/such/folder", {});
            QFAIL("there is no model");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), Kind::Input);
            QCOMPARE(error.file().string(), std::string("/no/such/folder"));
        }
        QVERIFY(isLoaded());
    }

    void itComputesWithWhatItIsGivenAndIsStopped() {
        const session::SampleProject sample = session::sampleProject();
        const auto answerer = session::makeAnswerer(sample.model, sample.arguments);
        const session::Answers answers = answerer->answer("Who sailed?", "Oscar sailed.", {.topK = 2});
        QCOMPARE(answers.best.size(), std::size_t{2});
        QVERIFY(!answerer->newlyInitialised().empty()); // the sample's head
        const StopToken stop;
        stop.request();
        QVERIFY_THROWS_EXCEPTION(Error, answerer->answer("Who sailed?", "Oscar sailed.", {}, stop));
    }
};

QTEST_APPLESS_MAIN(LateEngineTest)
#include "late_engine_test.moc"
