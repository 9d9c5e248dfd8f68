// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/data_statistics.h"

#include "core/session/window_summary.h"
#include "ui/session/paths.h"

namespace finetune::ui {
namespace {

std::vector<data::TokenCounts> countsOf(const data::Dataset& dataset, const std::filesystem::path& modelFolder,
                                        const StopToken& stop, const Progress& progress) {
    const auto tokenizer = text::loadTokenizer(modelFolder);
    const session::DatasetLengths lengths = session::measureLengths(dataset.examples, *tokenizer, stop, progress);
    std::vector<data::TokenCounts> counts;
    counts.reserve(lengths.examples.size());
    for (const session::ExampleLength& length : lengths.examples)
        counts.push_back({length.question, length.context,
                          length.isAnswerable ? std::max(0, length.answerLast - length.answerFirst + 1) : -1});
    return counts;
}

} // namespace

DataStatistics::DataStatistics(QObject* parent) : QObject(parent) {}

void DataStatistics::show(const std::shared_ptr<const data::Dataset>& dataset, const QString& modelFolder) {
    const bool sameData = dataset == dataset_;
    if (sameData && modelFolder == modelFolder_)
        return;
    modelFolder_ = modelFolder;
    tokens_.cancel();
    counts_ = nullptr;
    if (sameData) {
        countTokens();
        return;
    }
    dataset_ = dataset;
    statistics_.reset();
    characters_.cancel();
    if (dataset_)
        characters_.start<data::Statistics>(
            [dataset](const StopToken& stop, const Progress& progress) {
                return data::statistics(*dataset, {}, stop, progress);
            },
            [this](data::Statistics statistics) {
                statistics_ = std::move(statistics);
                countTokens();
                Q_EMIT changed();
            },
            {});
    Q_EMIT changed();
}

// A folder without a tokenizer is told on the Model page; here lengths stay in characters.
void DataStatistics::countTokens() {
    if (!dataset_ || modelFolder_.isEmpty())
        return;
    tokens_.start<Counted>(
        [dataset = dataset_, folder = toPath(modelFolder_)](const StopToken& stop, const Progress& progress) {
            Counted counted;
            counted.counts =
                std::make_shared<const std::vector<data::TokenCounts>>(countsOf(*dataset, folder, stop, progress));
            counted.statistics = data::statistics(*dataset, *counted.counts, stop);
            return counted;
        },
        [this](Counted counted) {
            counts_ = std::move(counted.counts);
            statistics_ = std::move(counted.statistics);
            Q_EMIT changed();
        },
        [this](const Error&) { Q_EMIT changed(); },
        [this](const QString&, qint64 done, qint64 total) { Q_EMIT progressed(done, total); });
}

} // namespace finetune::ui
