// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/language.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace finetune::ui {

void installLanguage(QApplication& application, const QLocale& locale) {
    QLocale::setDefault(locale);
    const std::pair<const char*, QString> sources[] = {
        {"qtbase", QLibraryInfo::path(QLibraryInfo::TranslationsPath)},
        {"arguments", QStringLiteral(":/translations")},
        {"finetune", QStringLiteral(":/translations")},
    };
    for (const auto& [name, folder] : sources) {
        auto* translator = new QTranslator(&application);
        if (translator->load(locale, QString::fromLatin1(name), QStringLiteral("_"), folder))
            QApplication::installTranslator(translator);
    }
}

} // namespace finetune::ui
