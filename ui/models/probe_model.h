// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/run_record.h"

#include <QAbstractTableModel>

namespace finetune::ui {

// A stretch of a context around an answer, on one line, with what is marked in it.
struct Snippet {
    enum class Mark { None, Gold, Predicted, Agreed };
    struct Part {
        int start = 0, length = 0; // UTF-16 units of `text`
        Mark mark = Mark::None;
    };
    QString text;
    std::vector<Part> parts; // in order, of the whole text
};

// Cut around `predicted`, or around the first gold answer when nothing is predicted. Spans are code points; code points
// keep their place, so that emoji and combining marks shift nothing.
Snippet snippetOf(const std::string& context, text::Span predicted, const std::vector<text::Span>& golds);

// What was answered to one pinned question, a row an evaluation, oldest first.
class ProbeModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Step, Answer, Probability, Verdict, ColumnCount };
    static constexpr int kSnippetRole = Qt::UserRole; // a Snippet

    using QAbstractTableModel::QAbstractTableModel;

    void show(const Probe& probe); // takes in what is new; begins anew when answers were taken back

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const ProbeAnswer& answer, int column) const;

    std::shared_ptr<const std::string> context_ = std::make_shared<const std::string>();
    std::vector<text::Span> golds_;
    std::vector<ProbeAnswer> answers_;
};

} // namespace finetune::ui

Q_DECLARE_METATYPE(finetune::ui::Snippet)
