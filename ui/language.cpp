// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/language.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>
#include <memory>

namespace finetune::ui {
namespace {

const QString kFolder = QStringLiteral(":/translations");

QString& spoken() {
    static QString language = QStringLiteral("en");
    return language;
}

// The first of the person's languages that the window speaks, else English, whose file holds plurals only.
QString languageFor(const QLocale& locale) {
    QTranslator texts;
    const bool found = texts.load(locale, QStringLiteral("finetune"), QStringLiteral("_"), kFolder);
    return found && !texts.language().isEmpty() ? texts.language() : QStringLiteral("en");
}

void add(QApplication& application, const QString& file, const QString& folder) {
    auto texts = std::make_unique<QTranslator>();
    if (!texts->load(file, folder)) // English arguments need no file; Qt's own may not be installed
        return;
    texts->setObjectName(QStringLiteral("language"));
    texts->setParent(&application);
    QApplication::installTranslator(texts.release());
}

} // namespace

void installLanguage(QApplication& application, const QLocale& locale) {
    QLocale::setDefault(locale);
    for (QTranslator* before : application.findChildren<QTranslator*>(QStringLiteral("language"))) {
        QApplication::removeTranslator(before);
        delete before;
    }
    spoken() = languageFor(locale);
    add(application, QStringLiteral("qtbase_%1").arg(spoken()), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    add(application, QStringLiteral("arguments_%1").arg(spoken()), kFolder);
    add(application, QStringLiteral("finetune_%1").arg(spoken()), kFolder);
}

QString windowLanguage() {
    return spoken();
}

} // namespace finetune::ui
