// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/model/model_card.h"

#include "ui/models/model_files_model.h"
#include "ui/theme.h"
#include "ui/words.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

namespace finetune::ui {
namespace {

constexpr int kFactsARow = 5;

QString known(qint64 value) {
    return value > 0 ? count(value) : QStringLiteral("–");
}

QString numberType(const std::string& dtype) {
    if (dtype == "F32")
        return ModelCard::tr("float32");
    if (dtype == "F16")
        return ModelCard::tr("float16, trained as float32");
    if (dtype == "BF16")
        return ModelCard::tr("bfloat16, trained as float32");
    return QString::fromStdString(dtype);
}

} // namespace

ModelCard::ModelCard(QWidget* parent)
    : QFrame(parent), facts_(new QGridLayout), title_(new QLabel(this)), head_(new QLabel(this)),
      figures_(new QWidget(this)), files_(new ModelFilesModel(this)), table_(new QTableView(this)) {
    setObjectName(QStringLiteral("modelCard"));
    setStyleProperty(*this, "kind", QStringLiteral("card"));
    title_->setObjectName(QStringLiteral("modelCard.title"));
    setTextRole(*title_, TextRole::Title);
    head_->setObjectName(QStringLiteral("modelCard.head"));
    head_->setWordWrap(true);
    setStyleProperty(*head_, "tone", QStringLiteral("muted"));
    facts_->setContentsMargins(0, 0, 0, 0);
    facts_->setHorizontalSpacing(20);
    facts_->setVerticalSpacing(12);
    const QString prefix = QStringLiteral("modelCard.");
    parameters_ = addFact(tr("Parameters"), prefix + "parameters", tr("Numbers that training changes"));
    layers_ = addFact(tr("Layers"), prefix + "layers", tr("Transformer blocks, one on top of the other"));
    hidden_ = addFact(tr("Hidden size"), prefix + "hidden", tr("Numbers that stand for one token"));
    heads_ = addFact(tr("Attention heads"), prefix + "heads", tr("In each layer"));
    longest_ = addFact(tr("Longest input"), prefix + "longest", tr("max_length may be as large as this"));
    vocabulary_ = addFact(tr("Vocabulary"), prefix + "vocabulary", tr("Tokens that the model knows"));
    tokenizer_ = addFact(tr("Tokenizer"), prefix + "tokenizer", tr("How text becomes tokens"));
    size_ = addFact(tr("Weights on disk"), prefix + "size", {});
    licence_ = addFact(tr("Licence"), prefix + "licence", tr("As the folder's README.md states it"));

    table_->setObjectName(QStringLiteral("modelFiles"));
    table_->setAccessibleName(tr("Files of the folder"));
    table_->setModel(files_);
    table_->setShowGrid(false);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setTabKeyNavigation(false);
    table_->setWordWrap(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 12);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setStretchLastSection(true);
    auto* filesTitle = new QLabel(tr("Files"), this);
    setTextRole(*filesTitle, TextRole::Strong);

    auto* figures = new QVBoxLayout(figures_);
    figures->setContentsMargins(0, 0, 0, 0);
    figures->setSpacing(14);
    figures->addWidget(title_);
    figures->addLayout(facts_);
    figures->addWidget(head_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(12);
    layout->addWidget(figures_);
    layout->addWidget(filesTitle);
    layout->addWidget(table_, 100); // to its height, then the rest stays empty
    layout->addStretch(1);
}

QLabel* ModelCard::addFact(const QString& name, const QString& objectName, const QString& help) {
    auto* caption = new QLabel(name, this);
    setTextRole(*caption, TextRole::Caption);
    auto* value = new QLabel(this);
    value->setObjectName(objectName);
    value->setAccessibleName(name);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    value->setWordWrap(true);
    setTextRole(*value, TextRole::Strong);
    for (QLabel* label : {caption, value})
        label->setToolTip(help);
    auto* box = new QVBoxLayout;
    box->setSpacing(1);
    box->addWidget(caption);
    box->addWidget(value);
    box->addStretch();
    const int place = facts_->count();
    facts_->addLayout(box, place / kFactsARow, place % kFactsARow);
    facts_->setColumnStretch(place % kFactsARow, 1);
    return value;
}

void ModelCard::show(const session::ModelFolder& look) {
    figures_->setVisible(look.info.has_value());
    if (look.info)
        showInfo(look);
    files_->show(look.files);
    table_->setMaximumHeight(table_->horizontalHeader()->sizeHint().height() +
                             files_->rowCount() * table_->verticalHeader()->defaultSectionSize() +
                             2 * table_->frameWidth());
    table_->resizeColumnToContents(ModelFilesModel::Name);
    table_->setColumnWidth(ModelFilesModel::Name,
                           table_->columnWidth(ModelFilesModel::Name) + fontMetrics().horizontalAdvance(u'0') * 3);
    table_->setColumnWidth(ModelFilesModel::Size, fontMetrics().horizontalAdvance(u'0') * 14);
}

void ModelCard::showInfo(const session::ModelFolder& look) {
    const model::ModelInfo& info = *look.info;
    title_->setText(QString::fromStdString(info.architecture.empty() ? info.modelType : info.architecture));
    parameters_->setText(millions(info.parameters));
    size_->setText(tr("%1, %2", "size, number type").arg(bytes(info.bytes), numberType(info.dtype)));
    layers_->setText(known(info.layers));
    hidden_->setText(known(info.hidden));
    heads_->setText(known(info.heads));
    vocabulary_->setText(tr("%1 tokens").arg(known(info.vocabulary)));
    longest_->setText(tr("%1 tokens").arg(known(info.maxPositions)));
    licence_->setText(info.licence.empty() ? tr("not stated") : QString::fromStdString(info.licence));
    const QString letters = look.lowercases ? tr("lower case") : tr("upper and lower case");
    tokenizer_->setText(look.tokenizerTokens == 0     ? QStringLiteral("–")
                        : look.tokenizerClass.empty() ? letters
                                                      : tr("%1, %2", "tokenizer class, kind of letters")
                                                            .arg(QString::fromStdString(look.tokenizerClass), letters));
    QStringList names;
    for (const std::string& name : info.newlyInitialised)
        names << QString::fromStdString(name);
    head_->setText(names.isEmpty()
                       ? tr("The model has an answer head already; training goes on from it.")
                       : tr("Newly initialised: %1. The answer head begins with random numbers and is learned in "
                            "training; until then the answers are guesses.")
                             .arg(names.join(QStringLiteral(", "))));
}

} // namespace finetune::ui
