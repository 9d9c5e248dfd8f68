// SPDX-License-Identifier: GPL-3.0-or-later
// How the Data page stands up to many rows: data_rows_benchmark [ROWS, default 1,000,000] of SQuAD JSON that it makes,
// or data_rows_benchmark FILE, a table with more rows than the window reads at once. Prints a line a case: what,
// milliseconds until it was done, and the longest the window stood still meanwhile; of a file also the memory.
#include "core/base/files.h"
#include "core/data/squad_writer.h"
#include "ui/pages/data/data_page.h"
#include "ui/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QScrollBar>
#include <QTableView>
#include <QTimer>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <unistd.h>
#include <utility>

using namespace finetune;

namespace {

constexpr int kQuestionsEach = 5; // of a context, as in SQuAD

// Made-up sentences of the size that SQuAD's have; every thousandth answer is off by one.
data::Dataset manyRows(int rows) {
    data::Dataset dataset;
    dataset.examples.reserve(static_cast<std::size_t>(rows));
    std::shared_ptr<const std::string> context;
    for (int i = 0; i < rows; ++i) {
        const std::string town = "Town" + std::to_string(i / kQuestionsEach);
        if (i % kQuestionsEach == 0) {
            std::string text;
            for (int j = 0; j < 12; ++j)
                text += "In the year " + std::to_string(1000 + (i * 7 + j * 31) % 1000) + " the people of " + town +
                        " built a bridge. ";
            context = std::make_shared<const std::string>(std::move(text));
        }
        data::Example example;
        example.id = "q" + std::to_string(i);
        example.title = "Title " + std::to_string(i / 500);
        example.question = "What did number " + std::to_string((i * 7919LL) % rows) + " of " + town + " build?";
        example.context = context;
        const auto at = static_cast<std::int32_t>(context->find(town)) + (i % 1000 == 0 ? 1 : 0);
        example.answers = {{town, {at}}};
        dataset.examples.push_back(std::move(example));
    }
    return dataset;
}

// Beats as fast as the event loop lets it; the longest gap is the longest stall.
class Stalls : public QObject {
public:
    Stalls() {
        timer_.setInterval(0);
        connect(&timer_, &QTimer::timeout, this, [this] {
            longest_ = std::max(longest_, clock_.nsecsElapsed());
            clock_.start();
        });
        clock_.start();
        timer_.start();
    }
    double take() { return static_cast<double>(std::exchange(longest_, 0)) / 1e6; }

private:
    QTimer timer_;
    QElapsedTimer clock_;
    qint64 longest_ = 0;
};

template <class Begin, class Done>
void measure(Stalls& stalls, const char* what, Begin begin, Done done) {
    QApplication::processEvents();
    stalls.take();
    QElapsedTimer clock;
    clock.start();
    begin();
    do
        QApplication::processEvents(QEventLoop::AllEvents, 5);
    while (!done());
    const double elapsed = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    for (int i = 0; i < 20; ++i)
        QApplication::processEvents();
    std::printf("%-44s %9.0f ms   longest stall %6.1f ms\n", what, elapsed, stalls.take());
    std::fflush(stdout);
}

void printMemory(const char* when) {
    // Not getrusage's: that is at least what the process had which started this one.
    std::ifstream status("/proc/self/status");
    double kilobytes = 0;
    for (std::string word; status >> word;)
        if (word == "VmHWM:")
            status >> kilobytes;
    std::printf("%-44s %9.0f MB, the most so far\n", when, kilobytes / 1024);
}

// From Open to the first rows, then to all of them where the window has not read them.
int measureFile(const QString& file) {
    ui::Session session;
    ui::DataPage page(session);
    page.resize(1280, 800);
    page.show();
    auto* table = page.findChild<QTableView*>(QStringLiteral("examplesTable"));
    Stalls stalls;
    printMemory("an empty page");
    measure(
        stalls, "open, to the first rows", [&] { session.openFile(ui::Split::Train, file); },
        [&] { return table->model()->rowCount() > 0; });
    printMemory("with the first rows");
    measure(
        stalls, "the doctor's look", [] {},
        [&] { return session.dataFiles().findings() && !session.dataFiles().checking(); });
    printMemory("after the doctor");
    if (!session.dataFiles().part(ui::Split::Train))
        return 0;
    measure(
        stalls, "read all rows", [&] { session.dataFiles().readAll(ui::Split::Train); },
        [&] { return !session.dataFiles().part(ui::Split::Train); });
    printMemory("with all rows");
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    ui::applyTheme(application, ui::Appearance::Light);
    if (argc > 1 && std::filesystem::exists(argv[1]))
        return measureFile(QString::fromLocal8Bit(argv[1]));
    const int rows = argc > 1 ? std::atoi(argv[1]) : 1'000'000;
    const auto file = std::filesystem::temp_directory_path() / ("rows-" + std::to_string(::getpid()) + ".json");
    data::writeSquad(manyRows(rows), file);
    std::printf("%d rows, %.0f MB of JSON\n", rows, static_cast<double>(std::filesystem::file_size(file)) / 1e6);
    {
        ui::Session session;
        ui::DataPage page(session);
        page.resize(1280, 800);
        page.show();
        auto* table = page.findChild<QTableView*>(QStringLiteral("examplesTable"));
        auto* search = page.findChild<QLineEdit*>(QStringLiteral("search"));
        auto* chip = page.findChild<QAbstractButton*>(QStringLiteral("chip.problem"));
        const auto count = [&] { return table->model()->rowCount(); };
        const QAbstractItemModel* model = table->model();
        int resets = 0;
        QObject::connect(model, &QAbstractItemModel::modelReset, &page, [&] { ++resets; });
        const auto renewed = [&] { return resets > 0; };
        const auto sort = [&](int column, Qt::SortOrder order) {
            resets = 0;
            table->sortByColumn(column, order);
        };
        Stalls stalls;
        measure(
            stalls, "open", [&] { session.openFile(ui::Split::Train, QString::fromStdString(file.string())); },
            [&] { return count() == rows; });
        measure(
            stalls, "the doctor's look", [] {},
            [&] { return session.dataFiles().findings() && !session.dataFiles().checking(); });
        measure(
            stalls, "sort by question", [&] { sort(1, Qt::AscendingOrder); }, renewed);
        measure(
            stalls, "sort by answer, descending", [&] { sort(2, Qt::DescendingOrder); }, renewed);
        measure(
            stalls, "sort by length", [&] { sort(4, Qt::AscendingOrder); }, renewed);
        measure(
            stalls, "search a text that few have", [&] { search->setText("number 777 of"); },
            [&] { return count() < rows; });
        measure(
            stalls, "search a text that is nowhere", [&] { search->setText("zeppelin"); },
            [&] { return count() == 0; });
        measure(
            stalls, "take the search away", [&] { search->clear(); }, [&] { return count() == rows; });
        measure(
            stalls, "only those with a problem", [&] { chip->setChecked(true); }, [&] { return count() < rows; });
        measure(
            stalls, "all again, in the file's order",
            [&] {
                chip->setChecked(false);
                table->sortByColumn(0, Qt::AscendingOrder);
            },
            [&] { return count() == rows; });
        double longest = 0, sum = 0;
        constexpr int kFrames = 300;
        QScrollBar* bar = table->verticalScrollBar();
        for (int frame = 0; frame < kFrames; ++frame) {
            QElapsedTimer clock;
            clock.start();
            bar->setValue(static_cast<int>(static_cast<double>(bar->maximum()) * frame / kFrames));
            table->viewport()->repaint();
            const double milliseconds = static_cast<double>(clock.nsecsElapsed()) / 1e6;
            longest = std::max(longest, milliseconds);
            sum += milliseconds;
        }
        std::printf("%-44s %9.1f ms a frame, longest %6.1f ms\n", "scroll from top to end", sum / kFrames, longest);
        measure(
            stalls, "close", [&] { session.openFile(ui::Split::Train, {}); }, [&] { return count() == 0; });
    }
    files::removeAll(file);
    return 0;
}
