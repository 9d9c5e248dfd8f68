// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/data_page.h"

#include "ui/pages/data/examples_panel.h"
#include "ui/pages/data/model_card.h"
#include "ui/theme.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/path_field.h"
#include "ui/words.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMimeData>
#include <QPushButton>
#include <QVBoxLayout>

namespace finetune::ui {
namespace {

QString found(const data::Dataset& dataset) {
    qint64 paragraphs = 0, unanswerable = 0;
    const std::string* context = nullptr;
    for (const data::Example& example : dataset.examples) {
        paragraphs += example.context.get() != context; // those of one paragraph stand together
        context = example.context.get();
        unanswerable += example.answers.empty();
    }
    QStringList parts{DataPage::tr("%1 questions").arg(count(static_cast<qint64>(dataset.examples.size()))),
                      DataPage::tr("%1 paragraphs").arg(count(paragraphs))};
    if (unanswerable > 0)
        parts << DataPage::tr("%1 unanswerable").arg(count(unanswerable));
    if (!dataset.problems.empty())
        parts << DataPage::tr("problems: %1").arg(count(static_cast<qint64>(dataset.problems.size())));
    return parts.join(QStringLiteral(" · "));
}

QString oneLine(const Error& error) {
    QString text = QString::fromStdString(error.happened());
    if (!error.place().empty())
        text.prepend(QString::fromStdString(error.place()) + ": ");
    if (!error.help().empty())
        text += ". " + QString::fromStdString(error.help());
    return text;
}

} // namespace

DataPage::DataPage(Session& session, QWidget* parent)
    : QWidget(parent), session_(session),
      train_(new PathField(tr("Training file"), PathField::Kind::File, QStringLiteral("train"), this)),
      validation_(new PathField(tr("Validation file"), PathField::Kind::File, QStringLiteral("validation"), this)),
      model_(new PathField(tr("Model folder"), PathField::Kind::Folder, QStringLiteral("model"), this)),
      card_(new ModelCard(this)), examples_(new ExamplesPanel(session, this)),
      sample_(new QPushButton(tr("Open the sample project"), this)) {
    setObjectName(QStringLiteral("dataPage"));
    setAcceptDrops(true);
    train_->setPlaceholder(tr("SQuAD JSON, version 1.1 or 2.0"));
    validation_->setPlaceholder(tr("SQuAD JSON; may be left out"));
    model_->setPlaceholder(tr("A pretrained BERT or DistilBERT"));
    sample_->setObjectName(QStringLiteral("openSample"));
    sample_->setToolTip(tr("A small data set and model that come with the program"));

    auto* files = new QFrame(this);
    files->setObjectName(QStringLiteral("filesCard"));
    setStyleProperty(*files, "kind", QStringLiteral("card"));
    auto* fields = new QVBoxLayout(files);
    fields->setContentsMargins(18, 14, 18, 12);
    fields->setSpacing(8);
    for (PathField* field : {train_, validation_, model_})
        fields->addWidget(field);
    auto* cards = new QHBoxLayout;
    cards->setSpacing(16);
    cards->addWidget(files, 11);
    cards->addWidget(card_, 9);

    auto* header = new PageHeader(tr("Data"), tr("What the model learns from, and which model learns."), this);
    header->addAction(sample_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(16);
    layout->addWidget(header);
    layout->addLayout(cards);
    layout->addWidget(examples_, 1);

    connect(train_, &PathField::chosen, this, [this](const QString& path) {
        examples_->showSplit(Split::Train);
        session_.openFile(Split::Train, path);
    });
    connect(validation_, &PathField::chosen, this, [this](const QString& path) {
        examples_->showSplit(Split::Validation);
        session_.openFile(Split::Validation, path);
    });
    connect(model_, &PathField::chosen, &session_, &Session::openModel);
    connect(sample_, &QPushButton::clicked, &session_, &Session::openSample);
    connect(examples_, &ExamplesPanel::sampleRequested, &session_, &Session::openSample);
    connect(&session_, &Session::fileChanged, this, &DataPage::updateFile);
    connect(&session_, &Session::fileFailed, this, &DataPage::showFileError);
    connect(&session_, &Session::fileProgressed, this, [this](Split split, qint64 done, qint64 total) {
        if (session_.reading(split) && total > 0)
            field(split)->setNote(tr("Reading… %1 %").arg(100 * done / total));
    });
    connect(&session_, &Session::modelChanged, this, &DataPage::updateModel);
    connect(&session_, &Session::modelFailed, this,
            [this](const Error& error) { model_->setNote(oneLine(error), PathField::Tone::Bad); });
    connect(examples_, &ExamplesPanel::splitChanged, this, &DataPage::shownDatasetChanged);
    connect(examples_, &ExamplesPanel::inspectRequested, this, &DataPage::inspectRequested);
    for (const Split split : {Split::Train, Split::Validation})
        updateFile(split);
    updateModel();
}

std::shared_ptr<const data::Dataset> DataPage::shownDataset() const {
    return session_.dataset(examples_->split());
}

void DataPage::selectExample(int example) {
    examples_->selectExample(example);
}

void DataPage::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

// A folder is a model; the first file is for training, the next for validation.
void DataPage::dropEvent(QDropEvent* event) {
    for (const QUrl& url : event->mimeData()->urls()) {
        const QString path = url.toLocalFile();
        if (path.isEmpty())
            continue;
        if (QFileInfo(path).isDir())
            session_.openModel(path);
        else
            session_.openFile(session_.file(Split::Train).isEmpty() ? Split::Train : Split::Validation, path);
    }
    event->acceptProposedAction();
}

void DataPage::updateFile(Split split) {
    PathField* shown = field(split);
    shown->setPath(session_.file(split));
    const auto dataset = session_.dataset(split);
    if (dataset) {
        shown->setNote(found(*dataset), dataset->examples.empty() ? PathField::Tone::Bad : PathField::Tone::Plain);
        shown->remember(session_.file(split));
    } else {
        shown->setNote(session_.reading(split) ? tr("Reading…") : QString());
    }
    if (split == examples_->split())
        Q_EMIT shownDatasetChanged();
}

void DataPage::showFileError(Split split, const Error& error) {
    field(split)->setNote(oneLine(error), PathField::Tone::Bad);
}

void DataPage::updateModel() {
    model_->setPath(session_.modelFolder());
    model_->setNote({});
    if (session_.modelInfo()) {
        card_->show(*session_.modelInfo());
        model_->remember(session_.modelFolder());
        model_->setNote(QString::fromStdString(session_.modelInfo()->modelType));
    } else {
        card_->showNothing();
    }
}

} // namespace finetune::ui
