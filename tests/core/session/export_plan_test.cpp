// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/export_plan.h"

#include "core/base/files.h"
#include "core/model/model.h"
#include "tests/support/shared_data.h"
#include "tests/support/tiny_project.h"

#include <QTest>

using namespace finetune;
namespace fs = std::filesystem;

namespace {

// A model with a head, as a run leaves it.
struct Trained {
    fs::path where = test::scratchFolder();
    fs::path checkpoint = test::writeTinyProject(where).folder;
    fs::path target = where / "finetuned_model";
    Trained() { model::saveModel(*model::initModel(readJson(checkpoint / "config.json"), 3), checkpoint); }

    session::ExportRequest request() const { return {checkpoint, target, {}}; }
    QString refusal() const {
        try {
            session::planExport(request());
            return {};
        } catch (const Error& error) {
            return QString::fromUtf8(error.what());
        }
    }
};

} // namespace

class ExportPlanTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsPlannedIsWhatIsWritten() {
        const Trained trained;
        const session::ExportPlan plan = session::planExport(trained.request());
        QVERIFY(!plan.replacesExport);
        QVERIFY(!fs::exists(trained.target));
        const session::ExportReport report = session::exportModel(trained.request(), {}, {});
        QCOMPARE(plan.files.size(), report.files.size());
        for (std::size_t i = 0; i < plan.files.size(); ++i) {
            QCOMPARE(plan.files[i].name, report.files[i].name);
            if (plan.files[i].name == "model.safetensors")
                QCOMPARE(plan.files[i].bytes, static_cast<std::int64_t>(report.files[i].bytes));
        }
    }

    void anEarlierExportGivesWay() {
        const Trained trained;
        session::exportModel(trained.request(), {}, {});
        QVERIFY(session::planExport(trained.request()).replacesExport);
        QCOMPARE(session::exportModel(trained.request(), {}, {}).largestLogitDifference, 0.0);
    }

    void anotherModelInTheTargetIsLeftAlone() {
        Trained trained;
        trained.target = test::writeTinyProject(trained.where / "other").folder;
        files::writeAtomically(trained.target / "README.md", "# My model\n");
        QVERIFY2(trained.refusal().contains("not an earlier export"), qPrintable(trained.refusal()));
        QVERIFY_THROWS_EXCEPTION(Error, session::exportModel(trained.request(), {}, {}));
        QVERIFY(fs::exists(trained.target / "vocab.txt"));
    }

    void whatCannotBeDoneIsSaidBeforeItBegins() {
        Trained trained;
        trained.target = trained.checkpoint;
        QVERIFY2(trained.refusal().contains("is the model that is to be exported"), qPrintable(trained.refusal()));
        trained.target = trained.where / "data.json";
        QVERIFY2(trained.refusal().contains("is a file"), qPrintable(trained.refusal()));
        trained.target.clear();
        QVERIFY2(trained.refusal().contains("no folder to write to"), qPrintable(trained.refusal()));
        trained.target = trained.where / "out";
        fs::remove(trained.checkpoint / "model.safetensors");
        QVERIFY2(trained.refusal().contains("no model.safetensors"), qPrintable(trained.refusal()));
    }
};

QTEST_GUILESS_MAIN(ExportPlanTest)
#include "export_plan_test.moc"
