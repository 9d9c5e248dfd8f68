// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/answers_model.h"

#include "ui/words.h"

namespace finetune::ui {
namespace {

// A table's cell has one line.
QString oneLine(const std::string& text) {
    return QString::fromStdString(text).simplified();
}

// What rounds to nothing is not nothing.
QString shareText(double share) {
    constexpr double kLeastTold = 0.00005;
    return share > 0 && share < kLeastTold ? AnswersModel::tr("< %1").arg(percent(0.01)) : percent(100 * share);
}

} // namespace

void AnswersModel::setAnswers(std::vector<eval::Candidate> answers) {
    beginResetModel();
    answers_ = std::move(answers);
    endResetModel();
}

int AnswersModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(answers_.size());
}

int AnswersModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AnswersModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const eval::Candidate& answer = answers_[static_cast<std::size_t>(index.row())];
    const bool isNone = answer.text.empty();
    if (index.column() == Probability) {
        if (role == ShareRole)
            return answer.probability;
        if (role == Qt::TextAlignmentRole)
            return int(Qt::AlignRight | Qt::AlignVCenter);
        if (role == Qt::ToolTipRole)
            return tr("Start and end logit add up to %1.").arg(decimal(answer.score, 2));
        return role == Qt::DisplayRole ? shareText(answer.probability) : QVariant();
    }
    if (role == Qt::DisplayRole)
        return isNone ? tr("no answer in the text") : oneLine(answer.text);
    if (role == Qt::ToolTipRole && !isNone)
        return QStringLiteral("<span>%1</span>").arg(QString::fromStdString(answer.text).toHtmlEscaped());
    return {};
}

QVariant AnswersModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Answer ? Qt::AlignLeading : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == Answer ? tr("Answer") : tr("Probability");
}

} // namespace finetune::ui
