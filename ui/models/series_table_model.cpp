// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/series_table_model.h"

#include "ui/words.h"

#include <QLocale>
#include <algorithm>
#include <cmath>

namespace finetune::ui {

QString seriesValueText(double value, char format, int digits) {
    if (std::isnan(value))
        return QStringLiteral("NaN");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    return QLocale().toString(value, format, digits);
}

void SeriesTableModel::setSources(std::vector<Source> sources) {
    beginResetModel();
    sources_ = std::move(sources);
    seen_.assign(sources_.size(), 0);
    steps_ = newSteps();
    endResetModel();
}

// Steps of the points that are not in the rows yet, rising, each once; they count as seen from now on.
std::vector<double> SeriesTableModel::newSteps() {
    std::vector<double> steps;
    std::size_t most = 0;
    for (std::size_t i = 0; i < sources_.size(); ++i)
        most += sources_[i].data->size() - seen_[i];
    steps.reserve(most);
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        const SeriesData& data = *sources_[i].data;
        const auto middle = static_cast<std::ptrdiff_t>(steps.size());
        for (std::size_t& at = seen_[i]; at < data.size(); ++at)
            steps.push_back(data.key(RunAxis::Steps, at));
        std::inplace_merge(steps.begin(), steps.begin() + middle, steps.end());
    }
    steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
    return steps;
}

void SeriesTableModel::refresh() {
    const auto shrank = [this] {
        for (std::size_t i = 0; i < sources_.size(); ++i)
            if (sources_[i].data->size() < seen_[i])
                return true;
        return false;
    };
    if (shrank())
        return setSources(std::move(sources_));
    std::vector<double> fresh = newSteps();
    if (fresh.empty())
        return;
    if (!steps_.empty()) // another curve's points may stand at a row that is there
        std::erase_if(fresh, [this](double step) { return std::ranges::binary_search(steps_, step); });
    if (fresh.empty()) {
        Q_EMIT dataChanged(index(0, FirstValue), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    if (!steps_.empty() && fresh.front() < steps_.back()) {
        beginResetModel();
        const auto middle = steps_.insert(steps_.end(), fresh.begin(), fresh.end());
        std::inplace_merge(steps_.begin(), middle, steps_.end());
        endResetModel();
        return;
    }
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
    steps_.insert(steps_.end(), fresh.begin(), fresh.end());
    endInsertRows();
}

int SeriesTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(steps_.size());
}

int SeriesTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : FirstValue + static_cast<int>(sources_.size());
}

const SeriesData* SeriesTableModel::seriesWith(double step, std::size_t& at) const {
    for (const Source& source : sources_) {
        at = source.data->firstFrom(RunAxis::Steps, step);
        if (at < source.data->size() && source.data->key(RunAxis::Steps, at) == step)
            return source.data.get();
    }
    return nullptr;
}

QString SeriesTableModel::text(int row, int column) const {
    const double step = steps_[static_cast<std::size_t>(row)];
    if (column == Step)
        return count(static_cast<qint64>(step));
    std::size_t at = 0;
    if (column < FirstValue) {
        const SeriesData* data = seriesWith(step, at);
        if (!data)
            return {};
        return column == Epoch ? decimal(data->key(RunAxis::Epochs, at), 3) : duration(data->key(RunAxis::Time, at));
    }
    const Source& source = sources_[static_cast<std::size_t>(column - FirstValue)];
    at = source.data->firstFrom(RunAxis::Steps, step);
    if (at >= source.data->size() || source.data->key(RunAxis::Steps, at) != step)
        return {};
    while (at + 1 < source.data->size() && source.data->key(RunAxis::Steps, at + 1) == step)
        ++at; // evaluated twice at one step: the later one counts
    return seriesValueText(source.data->value(at), source.format, source.digits);
}

QVariant SeriesTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? text(index.row(), index.column()) : QVariant();
}

QVariant SeriesTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    if (section >= FirstValue)
        return sources_[static_cast<std::size_t>(section - FirstValue)].name;
    const QString names[] = {tr("Step"), tr("Epoch"), tr("Time")};
    return names[section];
}

} // namespace finetune::ui
