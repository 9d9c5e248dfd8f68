// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/statistics.h"
#include "ui/session/job.h"

#include <QObject>
#include <memory>
#include <optional>

namespace finetune::ui {

// The figures of one data set, worked out in the background: in characters first, then in tokens when there is a model
// whose tokenizer counts them. Asked for again, what is known is not counted anew.
class DataStatistics : public QObject {
    Q_OBJECT
public:
    explicit DataStatistics(QObject* parent = nullptr);

    // Null: nothing. `modelFolder` empty: characters only.
    void show(const std::shared_ptr<const data::Dataset>& dataset, const QString& modelFolder);

    bool working() const { return characters_.running() || tokens_.running(); }
    const std::optional<data::Statistics>& statistics() const { return statistics_; } // in tokens once they are known
    // An entry an example; null until they are counted, and for another data set than the one asked for last.
    std::shared_ptr<const std::vector<data::TokenCounts>>
    tokensOf(const std::shared_ptr<const data::Dataset>& dataset) const {
        return dataset == dataset_ ? counts_ : nullptr;
    }

Q_SIGNALS:
    void changed();
    void progressed(qint64 done, qint64 total); // of the counting of tokens

private:
    struct Counted {
        std::shared_ptr<const std::vector<data::TokenCounts>> counts;
        data::Statistics statistics;
    };
    void countTokens();

    std::shared_ptr<const data::Dataset> dataset_;
    QString modelFolder_;
    std::optional<data::Statistics> statistics_;
    std::shared_ptr<const std::vector<data::TokenCounts>> counts_;
    Job characters_{this}, tokens_{this};
};

} // namespace finetune::ui
