// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/model/model_page.h"

#include "ui/icons.h"
#include "ui/pages/model/model_card.h"
#include "ui/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/hub_field.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/path_field.h"
#include "ui/words.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace finetune::ui {
namespace {

// The dropped folder; a file of a model's folder means the folder.
QString droppedFolder(const QMimeData* data) {
    const QList<QUrl> urls = data->urls();
    if (urls.isEmpty() || !urls.front().isLocalFile())
        return {};
    const QFileInfo dropped(urls.front().toLocalFile());
    return dropped.isDir() ? dropped.absoluteFilePath() : dropped.absolutePath();
}

} // namespace

ModelPage::ModelPage(Session& session, QWidget* parent)
    : QWidget(parent), session_(session),
      folder_(new PathField(tr("Model folder"), PathField::Kind::Folder, QStringLiteral("model"), this)),
      sample_(new QPushButton(tr("Use the sample model"), this)), chooser_(new QFrame(this)),
      hindrance_(new QFrame(this)), hindranceIcon_(new QLabel(this)), hindranceText_(new QLabel(this)),
      stack_(new QStackedWidget(this)),
      empty_(new EmptyState(QStringLiteral("model"), tr("No model yet"),
                            tr("Choose the folder of a pretrained BERT or DistilBERT, or drop it here: config.json, "
                               "model.safetensors and the tokenizer's files. Or name a model of the hub above."),
                            this)),
      card_(new ModelCard(this)) {
    setObjectName(QStringLiteral("modelPage"));
    setAcceptDrops(true);
    folder_->setPlaceholder(tr("A pretrained BERT or DistilBERT"));
    sample_->setObjectName(QStringLiteral("useSampleModel"));
    sample_->setToolTip(tr("A small pretrained model that comes with the program"));
    QPushButton* browse = empty_->addButton(tr("Choose a folder…"), QStringLiteral("chooseModel"));
    connect(browse, &QPushButton::clicked, folder_, &PathField::browse);

    chooser_->setObjectName(QStringLiteral("modelChooser"));
    setStyleProperty(*chooser_, "kind", QStringLiteral("card"));
    auto* chooser = new QVBoxLayout(chooser_);
    chooser->setContentsMargins(18, 14, 18, 12);
    chooser->setSpacing(12);
    chooser->addWidget(folder_);
    chooser->addWidget(new HubField(session_, session::HubKind::Model, this));

    hindrance_->setObjectName(QStringLiteral("modelHindrance"));
    setStyleProperty(*hindrance_, "kind", QStringLiteral("card"));
    hindranceText_->setObjectName(QStringLiteral("modelHindranceText"));
    hindranceText_->setTextFormat(Qt::RichText);
    hindranceText_->setWordWrap(true);
    hindranceText_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setStyleProperty(*hindranceText_, "tone", QStringLiteral("danger"));
    auto* hindrance = new QHBoxLayout(hindrance_);
    hindrance->setContentsMargins(18, 14, 18, 14);
    hindrance->setSpacing(12);
    hindrance->addWidget(hindranceIcon_, 0, Qt::AlignTop);
    hindrance->addWidget(hindranceText_, 1);
    hindrance_->hide();

    stack_->addWidget(empty_);
    stack_->addWidget(card_);
    auto* header = new PageHeader(tr("Model"), tr("Which pretrained model learns from the data."), this);
    header->addAction(sample_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(16);
    layout->addWidget(header);
    layout->addWidget(chooser_);
    layout->addWidget(hindrance_);
    layout->addWidget(stack_, 1);

    connect(folder_, &PathField::chosen, &session_, &Session::openModel);
    connect(sample_, &QPushButton::clicked, &session_, &Session::openSampleModel);
    connect(&session_, &Session::modelChanged, this, &ModelPage::update);
    connect(&session_, &Session::modelFailed, this, &ModelPage::showHindrance);
    restyle();
    update();
}

void ModelPage::update() {
    folder_->setPath(session_.modelFolder());
    const auto& look = session_.modelLook();
    hindrance_->hide();
    if (look && !look->usable())
        showHindrance(*look->hindrance);
    else
        folder_->setNote(session_.readingModel() ? tr("Reading…") : QString());
    if (look && look->usable()) {
        folder_->remember(session_.modelFolder());
        folder_->setNote(tr("This model can be trained."), PathField::Tone::Good);
    }
    // Of a folder that cannot be used one sees at least what is in it.
    const bool hasCard = look && (look->info || !look->files.empty());
    if (hasCard)
        card_->show(*look);
    stack_->setCurrentWidget(hasCard ? static_cast<QWidget*>(card_) : empty_);
}

void ModelPage::showHindrance(const Error& error) {
    folder_->setNote(tr("This folder cannot be used."), PathField::Tone::Bad);
    hindranceText_->setText(errorText(error));
    hindrance_->setAccessibleName(QString::fromUtf8(error.what()));
    hindrance_->show();
}

void ModelPage::dragEnterEvent(QDragEnterEvent* event) {
    if (droppedFolder(event->mimeData()).isEmpty())
        return;
    setStyleProperty(*chooser_, "kind", QStringLiteral("drop"));
    event->acceptProposedAction();
}

void ModelPage::dragLeaveEvent(QDragLeaveEvent*) {
    setStyleProperty(*chooser_, "kind", QStringLiteral("card"));
}

void ModelPage::dropEvent(QDropEvent* event) {
    setStyleProperty(*chooser_, "kind", QStringLiteral("card"));
    session_.openModel(droppedFolder(event->mimeData()));
    event->acceptProposedAction();
}

void ModelPage::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        restyle();
}

void ModelPage::restyle() {
    hindranceIcon_->setPixmap(icon(QStringLiteral("error"), theme().danger).pixmap(20, 20));
}

} // namespace finetune::ui
