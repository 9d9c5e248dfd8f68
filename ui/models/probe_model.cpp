// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/probe_model.h"

#include "core/text/utf8.h"
#include "ui/words.h"

#include <algorithm>
#include <cmath>

namespace finetune::ui {
namespace {

constexpr std::int32_t kBefore = 14, kAfter = 60; // code points around an answer

bool holds(text::Span span, std::int32_t place) {
    return place >= span.start && place < span.end;
}

// One code point becomes one: an end of line a space.
QString onOneLine(const std::string& utf8) {
    QString text = QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
    for (QChar& c : text)
        if (c == u'\n' || c == u'\r' || c == QChar::ParagraphSeparator || c == QChar::LineSeparator || c == u'\t')
            c = u' ';
    return text;
}

} // namespace

Snippet snippetOf(const std::string& context, text::Span predicted, const std::vector<text::Span>& golds) {
    const bool answered = predicted.end > predicted.start;
    const text::Span middle = answered ? predicted : golds.empty() ? text::Span{} : golds.front();
    const std::int32_t total = text::countCodePoints(context);
    const std::int32_t begin = std::max(0, middle.start - kBefore), end = std::min(total, middle.end + kAfter);
    std::vector<std::int32_t> edges{begin, end};
    const auto edge = [&](text::Span span) {
        for (const std::int32_t place : {span.start, span.end})
            if (place > begin && place < end)
                edges.push_back(place);
    };
    edge(predicted);
    std::ranges::for_each(golds, edge);
    std::ranges::sort(edges);
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());

    Snippet snippet;
    if (begin > 0)
        snippet.text = QStringLiteral("…");
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
        const QString part = onOneLine(text::sliceCodePoints(context, edges[i], edges[i + 1]));
        const bool isPredicted = answered && holds(predicted, edges[i]);
        const bool isGold = std::ranges::any_of(golds, [&](text::Span gold) { return holds(gold, edges[i]); });
        const Snippet::Mark mark = isPredicted && isGold ? Snippet::Mark::Agreed
                                   : isPredicted         ? Snippet::Mark::Predicted
                                   : isGold              ? Snippet::Mark::Gold
                                                         : Snippet::Mark::None;
        snippet.parts.push_back({static_cast<int>(snippet.text.size()), static_cast<int>(part.size()), mark});
        snippet.text += part;
    }
    if (end < total)
        snippet.text += u'…';
    return snippet;
}

void ProbeModel::show(const Probe& probe) {
    if (probe.context != context_ || probe.answers.size() < answers_.size()) {
        beginResetModel();
        context_ = probe.context;
        golds_ = probe.golds;
        answers_ = probe.answers;
        endResetModel();
        return;
    }
    if (probe.answers.size() == answers_.size())
        return;
    beginInsertRows({}, rowCount(), static_cast<int>(probe.answers.size()) - 1);
    answers_ = probe.answers;
    endInsertRows();
}

int ProbeModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(answers_.size());
}

int ProbeModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString ProbeModel::text(const ProbeAnswer& answer, int column) const {
    switch (column) {
    case Step:
        return count(answer.step);
    case Answer:
        return answer.text.empty() ? tr("no answer") : onOneLine(answer.text);
    case Probability:
        return std::isfinite(answer.probability) ? tr("%1 %").arg(decimal(100 * answer.probability, 0))
                                                 : QStringLiteral("–");
    default:
        break;
    }
    if (answer.exact)
        return tr("✓ right");
    return answer.f1 > 0 ? tr("≈ F1 %1 %").arg(decimal(100 * answer.f1, 0)) : tr("✗ wrong");
}

QVariant ProbeModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const ProbeAnswer& answer = answers_[static_cast<std::size_t>(index.row())];
    if (role == kSnippetRole)
        return QVariant::fromValue(snippetOf(*context_, answer.span, golds_));
    if (role == Qt::TextAlignmentRole) {
        const bool number = index.column() == Step || index.column() == Probability;
        return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    return role == Qt::DisplayRole || role == Qt::ToolTipRole ? text(answer, index.column()) : QVariant();
}

QVariant ProbeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Step || section == Probability ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const QString names[] = {tr("Step"), tr("Answer in its text"), tr("Probability"), tr("Judgement")};
    return role == Qt::DisplayRole ? names[section] : QVariant();
}

} // namespace finetune::ui
