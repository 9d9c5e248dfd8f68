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

// Rich text: where, what happened in bold, what helps.
QString sentences(const QString& where, QString happened, const Error& error) {
    // Core says what is wrong with the thing that it names; without a name the sentence begins here.
    if (where.isEmpty() && !happened.isEmpty() && !happened.startsWith(QLatin1String("output_")))
        happened = QString(happened.at(0)).toUpper() + happened.mid(1);
    QString text = QStringLiteral("<b>%1</b>").arg(happened.toHtmlEscaped());
    if (!where.isEmpty())
        text = QStringLiteral("%1<br>%2").arg(where.toHtmlEscaped(), text);
    if (!error.help().empty())
        text += QStringLiteral("<br>%1").arg(QString::fromStdString(error.help()).toHtmlEscaped());
    return text;
}

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

QString rowsRead(const data::PartRead& part) {
    return part.all
               ? words(QT_TRANSLATE_NOOP("Words", "the first %1 of %2 rows")).arg(count(part.rows), count(*part.all))
               : words(QT_TRANSLATE_NOOP("Words", "the first %1 rows")).arg(count(part.rows));
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

QString isolated(const QString& data) {
    constexpr char16_t kFirstStrongIsolate = 0x2068, kPopDirectionalIsolate = 0x2069;
    return QChar(kFirstStrongIsolate) + data + QChar(kPopDirectionalIsolate);
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
    QString where = QString::fromStdString(error.file().string());
    if (!error.place().empty())
        where += (where.isEmpty() ? "" : ", ") + QString::fromStdString(error.place());
    return sentences(where, QString::fromStdString(error.happened()), error);
}

QString errorSummary(const Error& error) {
    const QString name = QString::fromStdString(error.file().filename().string());
    return sentences(name, QString::fromStdString(error.happened()).section('\n', 0, 0), error);
}

QString errorDetails(const Error& error) {
    QStringList lines;
    if (!error.file().empty())
        lines << words(QT_TRANSLATE_NOOP("Words", "Where: %1")).arg(QString::fromStdString(error.file().string()));
    if (!error.place().empty())
        lines << words(QT_TRANSLATE_NOOP("Words", "Place: %1")).arg(QString::fromStdString(error.place()));
    const QString rest = QString::fromStdString(error.happened()).section('\n', 1).trimmed();
    if (!rest.isEmpty())
        lines << rest;
    return lines.join(QChar('\n'));
}

} // namespace finetune::ui
