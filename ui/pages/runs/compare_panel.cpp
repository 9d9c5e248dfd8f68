// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/compare_panel.h"

#include "ui/models/runs_model.h"
#include "ui/session/run_list.h"
#include "ui/theme.h"
#include "ui/widgets/series_plot.h"
#include "ui/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

namespace finetune::ui {
namespace {

bool isScore(RunCurve curve) {
    return curve == RunCurve::ExactMatch || curve == RunCurve::F1;
}

bool isOfEvaluations(RunCurve curve) {
    return isScore(curve) || curve == RunCurve::EvaluationLoss;
}

} // namespace

ComparePanel::ComparePanel(RunList& runs, RunsModel& model, QWidget* parent)
    : QWidget(parent), runs_(runs), model_(model), arguments_(new RunArgumentsModel(this)) {
    setObjectName(QStringLiteral("comparePanel"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addWidget(makeCurves(), 6);
    layout->addWidget(makeArguments(), 5);
    const auto showAll = [this] {
        showCurves();
        showArguments();
    };
    connect(&model_, &RunsModel::comparedChanged, this, showAll);
    connect(&runs_, &RunList::changed, this, &ComparePanel::showArguments);
    connect(&runs_, &RunList::began, this, &ComparePanel::showCurves);
    connect(&runs_, &RunList::grew, this, &ComparePanel::drawIfCompared);
    showAll();
}

QWidget* ComparePanel::makeCurves() {
    curve_ = new QComboBox(this);
    curve_->setObjectName(QStringLiteral("runsCurve"));
    curve_->setAccessibleName(tr("Curve"));
    const std::pair<RunCurve, QString> curves[] = {
        {RunCurve::Loss, tr("Training loss")},         {RunCurve::StepLoss, tr("Loss of single steps")},
        {RunCurve::LearningRate, tr("Learning rate")}, {RunCurve::EvaluationLoss, tr("Evaluation loss")},
        {RunCurve::ExactMatch, tr("Exact match, %")},  {RunCurve::F1, tr("F1, %")}};
    for (const auto& [curve, name] : curves)
        curve_->addItem(name, static_cast<int>(curve));
    axis_ = new QComboBox(this);
    axis_->setObjectName(QStringLiteral("runsAxis"));
    axis_->setAccessibleName(tr("Over"));
    const std::pair<RunAxis, QString> axes[] = {
        {RunAxis::Steps, tr("over steps")}, {RunAxis::Epochs, tr("over epochs")}, {RunAxis::Time, tr("over time")}};
    for (const auto& [axis, name] : axes)
        axis_->addItem(name, static_cast<int>(axis));
    plot_ = new SeriesPlot(tr("Curves of the compared runs"), QStringLiteral("runsPlot"), this);
    note_ = new QLabel(this);
    note_->setObjectName(QStringLiteral("runsPlotNote"));
    note_->setWordWrap(true);
    note_->setContentsMargins(14, 0, 14, 0);
    setTextRole(*note_, TextRole::Caption);

    auto* row = new QHBoxLayout;
    row->setContentsMargins(14, 0, 14, 0);
    row->setSpacing(8);
    row->addWidget(curve_);
    row->addWidget(axis_);
    row->addStretch();
    auto* card = new QFrame(this);
    card->setObjectName(QStringLiteral("runsCurvesCard"));
    setStyleProperty(*card, "kind", QStringLiteral("card"));
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(0, 14, 0, 8);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(plot_, 1);
    layout->addWidget(note_);
    connect(curve_, &QComboBox::currentIndexChanged, this, &ComparePanel::showCurves);
    connect(axis_, &QComboBox::currentIndexChanged, this, [this] {
        plot_->setAxis(static_cast<RunAxis>(axis_->currentData().toInt()));
        plot_->redraw();
    });
    return card;
}

QWidget* ComparePanel::makeArguments() {
    onlyDifferences_ = new QCheckBox(tr("Only differences"), this);
    onlyDifferences_->setObjectName(QStringLiteral("onlyDifferences"));
    differences_ = new QLabel(this);
    differences_->setObjectName(QStringLiteral("runDifferences"));
    setTextRole(*differences_, TextRole::Caption);
    table_ = new QTableView(this);
    table_->setObjectName(QStringLiteral("runArguments"));
    table_->setAccessibleName(tr("Arguments of the compared runs"));
    table_->setModel(arguments_);
    table_->setShowGrid(false);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setTabKeyNavigation(false);
    table_->setWordWrap(false);
    table_->setTextElideMode(Qt::ElideLeft); // of a path the end tells most
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setStretchLastSection(true);

    auto* title = new QLabel(tr("Arguments"), this);
    setTextRole(*title, TextRole::Title);
    auto* row = new QHBoxLayout;
    row->setSpacing(10);
    row->addWidget(title);
    row->addWidget(differences_, 1);
    row->addWidget(onlyDifferences_);
    auto* card = new QFrame(this);
    card->setObjectName(QStringLiteral("runArgumentsCard"));
    setStyleProperty(*card, "kind", QStringLiteral("card"));
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(14, 12, 14, 14);
    layout->setSpacing(8);
    layout->addLayout(row);
    layout->addWidget(table_, 1);
    connect(onlyDifferences_, &QCheckBox::toggled, arguments_, &RunArgumentsModel::setOnlyDifferences);
    return card;
}

QString ComparePanel::nameOf(const QString& folder) const {
    const QFileInfo info(folder);
    const auto twin = [&](const QString& other) {
        return other != folder && QFileInfo(other).fileName() == info.fileName();
    };
    if (std::ranges::none_of(model_.compared(), twin))
        return info.fileName();
    return QStringLiteral("%1/%2").arg(QFileInfo(info.path()).fileName(), info.fileName());
}

void ComparePanel::showCurves() {
    const auto curve = static_cast<RunCurve>(curve_->currentData().toInt());
    plot_->removeAllSeries();
    plot_->setTitle(curve_->currentText());
    plot_->setFixedRange(0, isScore(curve) ? 100 : -1);
    for (int place = 0; place < RunsModel::kPlaces; ++place) {
        const QString& folder = model_.compared()[static_cast<std::size_t>(place)];
        const WatchedRun* run = folder.isEmpty() ? nullptr : runs_.find(folder);
        if (!run)
            continue;
        const bool rate = curve == RunCurve::LearningRate;
        plot_->addSeries(run->curves.shared(curve), nameOf(folder), RunsModel::colorOf(place),
                         isOfEvaluations(curve) ? SeriesPlot::Shape::Points : SeriesPlot::Shape::Line, rate ? 'e' : 'f',
                         isScore(curve) || rate ? 2 : 4);
    }
    tellWhatIsMissing();
    plot_->redraw();
}

void ComparePanel::drawIfCompared(const QString& folder) {
    if (model_.placeOf(folder) < 0)
        return;
    tellWhatIsMissing();
    plot_->refresh();
    plot_->redraw();
}

void ComparePanel::tellWhatIsMissing() {
    const auto curve = static_cast<RunCurve>(curve_->currentData().toInt());
    QStringList without;
    int compared = 0;
    for (const QString& folder : model_.compared()) {
        const WatchedRun* run = folder.isEmpty() ? nullptr : runs_.find(folder);
        compared += run != nullptr;
        if (run && run->curves.shared(curve)->empty())
            without << nameOf(folder);
    }
    const QString names = without.join(QStringLiteral(", "));
    if (compared == 0)
        note_->setText(tr("Check the boxes of the runs that you want to compare."));
    else if (without.isEmpty())
        note_->clear();
    else if (isOfEvaluations(curve))
        note_->setText(tr("No evaluation yet: %1").arg(names));
    else if (curve == RunCurve::StepLoss)
        note_->setText(tr("No step yet: %1").arg(names));
    else
        note_->setText(tr("Without a log entry (logging_steps says how often there is one): %1").arg(names));
    note_->setVisible(!note_->text().isEmpty());
}

void ComparePanel::showArguments() {
    std::vector<ArgumentsOfRun> runs;
    for (const QString& folder : model_.compared())
        if (const WatchedRun* run = folder.isEmpty() ? nullptr : runs_.find(folder))
            runs.push_back({nameOf(folder), run->summary.run});
    const auto same = [](const ArgumentsOfRun& one, const ArgumentsOfRun& other) {
        return one.name == other.name && one.run == other.run;
    };
    if (!shown_.empty() && std::ranges::equal(runs, shown_, same))
        return;
    shown_ = runs;
    arguments_->show(std::move(runs));
    const int differ = arguments_->differences();
    differences_->setText(shown_.size() < 2 ? QString()
                          : differ == 0     ? tr("no differences")
                                            : tr("%n difference(s), marked ≠", nullptr, differ));
    onlyDifferences_->setEnabled(shown_.size() > 1);
    if (shown_.size() < 2)
        onlyDifferences_->setChecked(false);
    const int character = fontMetrics().horizontalAdvance(u'0');
    table_->setColumnWidth(RunArgumentsModel::Name, character * 27);
    table_->setColumnWidth(RunArgumentsModel::Mark, character * 5);
    table_->setColumnHidden(RunArgumentsModel::Mark, shown_.size() < 2);
    for (int column = RunArgumentsModel::FirstRun; column < arguments_->columnCount() - 1; ++column)
        table_->setColumnWidth(column, character * (shown_.size() > 2 ? 13 : 18));
}

} // namespace finetune::ui
