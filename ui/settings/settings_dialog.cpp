// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_dialog.h"

#include "ui/widgets/page_header.h"
#include "ui/widgets/path_field.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QThread>
#include <QVBoxLayout>

namespace finetune::ui {
namespace {

QFrame* card(QWidget* parent) {
    auto* frame = new QFrame(parent);
    frame->setProperty("kind", "card");
    return frame;
}

QFormLayout* formOf(QFrame* card) {
    auto* form = new QFormLayout(card);
    form->setContentsMargins(18, 14, 18, 14);
    form->setHorizontalSpacing(18);
    form->setVerticalSpacing(10);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    return form;
}

void addRow(QFormLayout& form, const QString& name, QWidget* field, const QString& help) {
    auto* label = new QLabel(name, field->parentWidget());
    label->setBuddy(field);
    field->setAccessibleName(name);
    field->setAccessibleDescription(help);
    field->setToolTip(help);
    form.addRow(label, field);
}

void addHelp(QFormLayout& form, const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    setTextRole(*label, TextRole::Caption);
    label->setWordWrap(true);
    form.addRow(label);
}

} // namespace

SettingsDialog::SettingsDialog(const Settings& settings, QWidget* parent)
    : QDialog(parent), settings_(settings), language_(new QComboBox), appearance_(new QComboBox),
      threads_(new QSpinBox), notifications_(new QCheckBox),
      results_(new PathField(tr("Results"), PathField::Kind::Folder, QStringLiteral("settings.results"))),
      cache_(new PathField(tr("Working copies"), PathField::Kind::Folder, QStringLiteral("settings.cache"))) {
    setObjectName(QStringLiteral("settings"));
    setWindowTitle(tr("Settings"));
    setModal(false);
    auto* close = new QDialogButtonBox(this);
    auto* button = close->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    button->setObjectName(QStringLiteral("settings.close"));
    button->setAutoDefault(false);
    connect(close, &QDialogButtonBox::rejected, this, &QDialog::close);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 18);
    layout->setSpacing(14);
    layout->addWidget(new PageHeader(tr("Settings"), tr("What you choose takes effect at once."), this));
    layout->addWidget(makeLook());
    layout->addWidget(makeRuns());
    layout->addWidget(makeFolders());
    layout->addStretch();
    layout->addWidget(close);
    language_->setFocus();
    resize(fontMetrics().horizontalAdvance(u'0') * 76, sizeHint().height());
}

QWidget* SettingsDialog::makeLook() {
    auto* frame = card(this);
    auto* form = formOf(frame);
    language_->setParent(frame);
    language_->setObjectName(QStringLiteral("settings.language"));
    language_->addItem(tr("As the system"), QString());
    language_->addItem(QStringLiteral("English"), QStringLiteral("en"));
    language_->addItem(QStringLiteral("简体中文"), QStringLiteral("zh_CN"));
    language_->setCurrentIndex(std::max(0, language_->findData(settings_.language)));
    addRow(*form, tr("Language"), language_, tr("The window is built anew; a run goes on."));
    appearance_->setParent(frame);
    appearance_->setObjectName(QStringLiteral("settings.appearance"));
    appearance_->addItems({tr("As the system"), tr("Light"), tr("Dark")});
    appearance_->setCurrentIndex(static_cast<int>(settings_.appearance));
    addRow(*form, tr("Theme"), appearance_, tr("As the system: follows the desktop, also while the program runs."));
    connect(language_, &QComboBox::activated, this, [this] {
        set([](Settings& s, const SettingsDialog& d) { s.language = d.language_->currentData().toString(); });
    });
    connect(appearance_, &QComboBox::activated, this, [this] {
        set([](Settings& s, const SettingsDialog& d) {
            s.appearance = static_cast<Appearance>(d.appearance_->currentIndex());
        });
    });
    return frame;
}

QWidget* SettingsDialog::makeRuns() {
    auto* frame = card(this);
    auto* form = formOf(frame);
    threads_->setParent(frame);
    threads_->setObjectName(QStringLiteral("settings.threads"));
    threads_->setRange(0, std::max(1, QThread::idealThreadCount()));
    threads_->setSpecialValueText(tr("One for each core (%n)", nullptr, QThread::idealThreadCount()));
    threads_->setValue(settings_.threads);
    threads_->setKeyboardTracking(false);
    addRow(*form, tr("Threads of a new run"), threads_,
           tr("Fewer threads leave room for other programs. The Train page has it as threads."));
    notifications_->setParent(frame);
    notifications_->setObjectName(QStringLiteral("settings.notifications"));
    notifications_->setText(tr("Tell me on the desktop when a run has ended"));
    notifications_->setAccessibleName(notifications_->text());
    notifications_->setChecked(settings_.notifications);
    form->addRow(notifications_);
    connect(threads_, &QSpinBox::valueChanged, this,
            [this] { set([](Settings& s, const SettingsDialog& d) { s.threads = d.threads_->value(); }); });
    connect(notifications_, &QCheckBox::toggled, this, [this] {
        set([](Settings& s, const SettingsDialog& d) { s.notifications = d.notifications_->isChecked(); });
    });
    return frame;
}

QWidget* SettingsDialog::makeFolders() {
    auto* frame = card(this);
    auto* column = formOf(frame);
    for (PathField* field : {results_, cache_}) {
        field->setParent(frame);
        column->addRow(field);
    }
    addHelp(*column,
            tr("New runs go to the first folder. The second keeps what can be made again, such as the evaluations of "
               "a model that belongs to no run."),
            frame);
    showFolder(*results_, settings_.resultsFolder, ui::resultsFolder(settings_));
    showFolder(*cache_, settings_.cacheFolder, ui::cacheFolder(settings_));
    connect(results_, &PathField::chosen, this, [this](const QString& path) {
        takeFolder(*results_, &Settings::resultsFolder, path);
        showFolder(*results_, settings_.resultsFolder, ui::resultsFolder(settings_));
    });
    connect(cache_, &PathField::chosen, this, [this](const QString& path) {
        takeFolder(*cache_, &Settings::cacheFolder, path);
        showFolder(*cache_, settings_.cacheFolder, ui::cacheFolder(settings_));
    });
    return frame;
}

void SettingsDialog::set(void (*change)(Settings&, const SettingsDialog&)) {
    const Settings before = settings_;
    change(settings_, *this);
    if (settings_ != before)
        Q_EMIT changed(settings_);
}

void SettingsDialog::takeFolder(PathField& field, QString Settings::*folder, const QString& path) {
    const QString absolute = path.isEmpty() ? path : QFileInfo(path).absoluteFilePath();
    if (settings_.*folder == absolute)
        return;
    settings_.*folder = absolute;
    if (!absolute.isEmpty())
        field.remember(absolute);
    Q_EMIT changed(settings_);
}

// An empty field names what is taken instead; a folder that is not there yet is made when it is needed.
void SettingsDialog::showFolder(PathField& field, const QString& chosen, const QString& effective) {
    field.setPath(chosen);
    field.setPlaceholder(QDir::toNativeSeparators(effective));
    QFileInfo nearest(effective);
    while (!nearest.exists() && !nearest.isRoot())
        nearest = QFileInfo(nearest.path());
    if (QFileInfo(effective).isFile())
        field.setNote(tr("This is a file. Choose a folder."), PathField::Tone::Bad);
    else if (!nearest.isWritable())
        field.setNote(tr("Nothing can be written here. Choose another folder."), PathField::Tone::Bad);
    else
        field.setNote(nearest.filePath() == effective ? QString() : tr("Will be made when it is needed"));
}

} // namespace finetune::ui
