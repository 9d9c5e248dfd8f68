// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/files_card.h"

#include "ui/theme.h"
#include "ui/widgets/path_field.h"
#include "ui/words.h"

#include <QHBoxLayout>

namespace finetune::ui {
namespace {

QString oneLine(const Error& error) {
    QString text = QString::fromStdString(error.happened());
    if (!error.place().empty())
        text.prepend(QString::fromStdString(error.place()) + ": ");
    if (!error.help().empty())
        text += ". " + QString::fromStdString(error.help());
    return text;
}

} // namespace

FilesCard::FilesCard(Session& session, QWidget* parent)
    : QFrame(parent),
      session_(session), fields_{
                             new PathField(tr("Training file"), PathField::Kind::Data, QStringLiteral("train"), this),
                             new PathField(tr("Validation file"), PathField::Kind::Data, QStringLiteral("validation"),
                                           this),
                             new PathField(tr("Test file"), PathField::Kind::Data, QStringLiteral("test"), this)} {
    setObjectName(QStringLiteral("filesCard"));
    setDropping(false);
    field(Split::Train)->setPlaceholder(tr("SQuAD JSON, Parquet, CSV …"));
    field(Split::Validation)->setPlaceholder(tr("May be left out"));
    field(Split::Test)->setPlaceholder(tr("May be left out"));
    field(Split::Test)->setToolTip(tr("Questions for the very end: evaluate on them when all choices are made"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(18, 12, 18, 10);
    layout->setSpacing(18);
    for (PathField* one : fields_)
        layout->addWidget(one, 1);
    for (const Split split : allSplits())
        connect(field(split), &PathField::chosen, this, [this, split](const QString& path) {
            Q_EMIT chosen(split, path);
            field(split)->setPath(session_.file(split)); // also when it stays
        });
    connect(&session_, &Session::fileChanged, this, &FilesCard::update);
    connect(&session_, &Session::fileFailed, this, &FilesCard::showError);
    connect(&session_, &Session::fileProgressed, this, [this](Split split, qint64 done, qint64 total) {
        if (session_.reading(split) && total > 0)
            field(split)->setNote(tr("Reading… %1 %").arg(100 * done / total));
    });
    for (const Split split : allSplits())
        update(split);
}

void FilesCard::setDropping(bool dropping) {
    setStyleProperty(*this, "kind", dropping ? QStringLiteral("drop") : QStringLiteral("card"));
}

QString FilesCard::found(Split split) const {
    const DataFiles& files = session_.dataFiles();
    const DataCounts& counts = files.counts(split);
    const auto shown = static_cast<qint64>(files.shown(split)->examples.size());
    QStringList parts;
    if (const auto part = files.part(split))
        parts << tr("%1 are shown", "the first … rows").arg(rowsRead(*part));
    else
        parts << (shown > counts.questions
                      ? tr("%1 of %2 questions can be used").arg(count(counts.questions), count(shown))
                      : tr("%1 questions").arg(count(counts.questions)))
              << tr("%1 paragraphs").arg(count(counts.paragraphs));
    if (counts.unanswerable > 0)
        parts << tr("%1 unanswerable").arg(count(counts.unanswerable));
    if (!files.options(split).rows.takesAll())
        parts << tr("chosen rows");
    if (files.isEdited(split))
        parts << tr("changed");
    return parts.join(QStringLiteral(" · "));
}

void FilesCard::update(Split split) {
    PathField* shown = field(split);
    shown->setPath(session_.file(split));
    if (const auto dataset = session_.dataset(split)) {
        shown->setNote(found(split), dataset->examples.empty() ? PathField::Tone::Bad : PathField::Tone::Plain);
        shown->remember(session_.file(split));
    } else if (session_.dataFiles().lacksColumns(split)) {
        shown->setNote(tr("Say which column holds what with “Columns and rows”"), PathField::Tone::Bad);
    } else {
        shown->setNote(session_.reading(split) ? tr("Reading…") : QString());
    }
}

void FilesCard::showError(Split split, const Error& error) {
    field(split)->setNote(oneLine(error), PathField::Tone::Bad);
}

} // namespace finetune::ui
