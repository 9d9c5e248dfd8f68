// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words.h"

#include <QCoreApplication>
#include <QLocale>
#include <cmath>

namespace finetune::ui {
namespace {

QString words(const char* text) {
    return QCoreApplication::translate("Words", text);
}

// What core's jobs say while they work; a word that is not here is shown as it came.
[[maybe_unused]] constexpr const char* kPhases[] = {
    QT_TRANSLATE_NOOP("Phases", "loading the model"),
    QT_TRANSLATE_NOOP("Phases", "making features"),
    QT_TRANSLATE_NOOP("Phases", "training"),
    QT_TRANSLATE_NOOP("Phases", "evaluating"),
    QT_TRANSLATE_NOOP("Phases", "measuring"),
    QT_TRANSLATE_NOOP("Phases", "loading the checkpoint"),
    QT_TRANSLATE_NOOP("Phases", "writing"),
    QT_TRANSLATE_NOOP("Phases", "checking"),
    QT_TRANSLATE_NOOP("Phases", "done"),
};

} // namespace

QString count(qint64 number) {
    return QLocale().toString(number);
}

QString bytes(qint64 number) {
    return QLocale().formattedDataSize(number, 1, QLocale::DataSizeSIFormat);
}

QString millions(qint64 number) {
    if (number < 100'000)
        return count(number);
    const double value = static_cast<double>(number) / 1e6;
    return words(QT_TRANSLATE_NOOP("Words", "%1 million")).arg(QLocale().toString(value, 'f', value < 10 ? 2 : 1));
}

QString duration(double seconds) {
    const auto whole = static_cast<qint64>(std::max(0.0, std::ceil(seconds)));
    if (whole >= 3600)
        return words(QT_TRANSLATE_NOOP("Words", "%1 h %2 min"))
            .arg(whole / 3600)
            .arg(whole / 60 % 60, 2, 10, QChar(u'0'));
    if (whole >= 60)
        return words(QT_TRANSLATE_NOOP("Words", "%1 min %2 s")).arg(whole / 60).arg(whole % 60, 2, 10, QChar(u'0'));
    return words(QT_TRANSLATE_NOOP("Words", "%1 s")).arg(whole);
}

QString decimal(double value, int digits) {
    return std::isfinite(value) ? QLocale().toString(value, 'f', digits) : QStringLiteral("–");
}

QString percent(double value) {
    return std::isfinite(value) ? words(QT_TRANSLATE_NOOP("Words", "%1 %")).arg(QLocale().toString(value, 'f', 2))
                                : QStringLiteral("–");
}

QString phaseText(const QString& coreWord) {
    const QLatin1String reading("reading "); // and the name of the file
    if (coreWord.startsWith(reading))
        return words(QT_TRANSLATE_NOOP("Words", "reading %1")).arg(coreWord.mid(reading.size()));
    return QCoreApplication::translate("Phases", coreWord.toUtf8().constData());
}

QString argumentText(const QString& coreText) {
    return QCoreApplication::translate("Arguments", coreText.toUtf8().constData());
}

QString errorText(const Error& error) {
    const auto plain = [](const std::string& text) { return QString::fromStdString(text).toHtmlEscaped(); };
    QString where = plain(error.file().string());
    if (!error.place().empty())
        where += (where.isEmpty() ? "" : ", ") + plain(error.place());
    QString happened = plain(error.happened());
    // Core says what is wrong with the thing that it names; without a name the sentence begins here.
    if (where.isEmpty() && !happened.isEmpty() && !happened.startsWith(QLatin1String("output_")))
        happened = QString(happened.at(0)).toUpper() + happened.mid(1);
    QString text = where.isEmpty() ? "<b>" + happened + "</b>" : where + "<br><b>" + happened + "</b>";
    if (!error.help().empty())
        text += "<br>" + plain(error.help());
    return text;
}

} // namespace finetune::ui
