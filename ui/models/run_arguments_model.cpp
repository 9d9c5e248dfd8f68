// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_arguments_model.h"

#include "core/train/arguments.h"
#include "ui/words.h"

#include <QFont>
#include <QLocale>
#include <algorithm>

namespace finetune::ui {
namespace {

QString spelled(const Json& object, const std::string& key) {
    if (!object.is_object())
        return QStringLiteral("–");
    const auto found = object.find(key);
    if (found == object.end() || found->is_null())
        return QStringLiteral("–");
    if (found->is_string()) {
        const QString text = QString::fromStdString(found->get<std::string>());
        return text.isEmpty() ? QStringLiteral("–") : text;
    }
    if (found->is_number_float())
        return QString::number(found->get<double>());
    return QString::fromStdString(found->dump());
}

} // namespace

RunArgumentsModel::RunArgumentsModel(QObject* parent) : QAbstractTableModel(parent) {}

void RunArgumentsModel::show(std::vector<ArgumentsOfRun> runs) {
    beginResetModel();
    runs_.clear();
    all_.clear();
    for (const ArgumentsOfRun& run : runs)
        runs_.push_back(run.name);
    const auto add = [&](const QString& name, const QString& help, const auto& valueOf) {
        Row row{name, help, {}, false};
        for (const ArgumentsOfRun& run : runs)
            row.values.push_back(valueOf(run.run));
        row.differs = std::ranges::adjacent_find(row.values, std::not_equal_to()) != row.values.end();
        all_.push_back(std::move(row));
    };
    const std::pair<const char*, QString> project[] = {{"model", tr("Model folder")},
                                                       {"train_file", tr("Training file")},
                                                       {"validation_file", tr("Validation file")},
                                                       {"train_questions", tr("Training questions")},
                                                       {"train_features", tr("Training windows")},
                                                       {"layout", tr("Layout of the loss")}};
    for (const auto& [key, name] : project)
        add(name, {}, [key = key](const Json& run) { return spelled(run, key); });
    for (const train::ArgumentInfo& info : train::argumentTable())
        add(QString::fromStdString(info.name), argumentText(QString::fromStdString(info.help)), [&](const Json& run) {
            const auto arguments = run.is_object() ? run.find("arguments") : run.end();
            return run.is_object() && arguments != run.end() ? spelled(*arguments, info.name) : spelled({}, info.name);
        });
    choose();
    endResetModel();
}

void RunArgumentsModel::setOnlyDifferences(bool only) {
    if (only == onlyDifferences_)
        return;
    beginResetModel();
    onlyDifferences_ = only;
    choose();
    endResetModel();
}

void RunArgumentsModel::choose() {
    shown_.clear();
    for (std::size_t i = 0; !runs_.empty() && i < all_.size(); ++i)
        if (!onlyDifferences_ || all_[i].differs)
            shown_.push_back(i);
}

int RunArgumentsModel::differences() const {
    return static_cast<int>(std::ranges::count_if(all_, &Row::differs));
}

int RunArgumentsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(shown_.size());
}

int RunArgumentsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : FirstRun + static_cast<int>(runs_.size());
}

QVariant RunArgumentsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Row& row = all_[shown_[static_cast<std::size_t>(index.row())]];
    const int column = index.column();
    if (role == DiffersRole)
        return row.differs;
    if (role == Qt::FontRole && row.differs) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    if (column == Mark) {
        if (role == Qt::DisplayRole)
            return row.differs ? QStringLiteral("≠") : QString();
        if (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole)
            return row.differs ? tr("differs") : tr("the same");
        return role == Qt::TextAlignmentRole ? QVariant(int(Qt::AlignCenter)) : QVariant();
    }
    if (role == Qt::ToolTipRole && column == Name)
        return row.help;
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return column == Name ? row.name : row.values[static_cast<std::size_t>(column - FirstRun)];
    return {};
}

QVariant RunArgumentsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Mark ? Qt::AlignHCenter : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == Name   ? tr("Argument")
           : section == Mark ? QString()
                             : runs_[static_cast<std::size_t>(section - FirstRun)];
}

} // namespace finetune::ui
