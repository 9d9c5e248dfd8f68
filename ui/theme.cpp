// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"

#include "ui/settings/system_appearance.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QLabel>
#include <QPalette>
#include <QStyle>
#include <cmath>
#include <utility>

namespace finetune::ui {
namespace {

struct NamedColor {
    const char* name;
    QColor Theme::*color;
};
constexpr NamedColor kColors[] = {
    {"window", &Theme::window},
    {"surface", &Theme::surface},
    {"sunken", &Theme::sunken},
    {"rail", &Theme::rail},
    {"hover", &Theme::hover},
    {"border", &Theme::border},
    {"borderStrong", &Theme::borderStrong},
    {"text", &Theme::text},
    {"muted", &Theme::muted},
    {"disabled", &Theme::disabled},
    {"accent", &Theme::accent},
    {"accentHover", &Theme::accentHover},
    {"onAccent", &Theme::onAccent},
    {"accentSoft", &Theme::accentSoft},
    {"onAccentSoft", &Theme::onAccentSoft},
    {"danger", &Theme::danger},
    {"dangerSoft", &Theme::dangerSoft},
    {"warning", &Theme::warning},
    {"warningSoft", &Theme::warningSoft},
    {"success", &Theme::success},
    {"successSoft", &Theme::successSoft},
};

QPalette paletteOf(const Theme& theme) {
    QPalette palette;
    palette.setColor(QPalette::Window, theme.window);
    palette.setColor(QPalette::WindowText, theme.text);
    palette.setColor(QPalette::Base, theme.surface);
    palette.setColor(QPalette::AlternateBase, theme.sunken);
    palette.setColor(QPalette::Text, theme.text);
    palette.setColor(QPalette::Button, theme.surface);
    palette.setColor(QPalette::ButtonText, theme.text);
    palette.setColor(QPalette::BrightText, theme.danger);
    palette.setColor(QPalette::PlaceholderText, theme.muted);
    palette.setColor(QPalette::Highlight, theme.accent);
    palette.setColor(QPalette::HighlightedText, theme.onAccent);
    palette.setColor(QPalette::Link, theme.accent);
    palette.setColor(QPalette::LinkVisited, theme.accent);
    palette.setColor(QPalette::ToolTipBase, theme.text);
    palette.setColor(QPalette::ToolTipText, theme.surface);
    palette.setColor(QPalette::Light, theme.surface);
    palette.setColor(QPalette::Midlight, theme.sunken);
    palette.setColor(QPalette::Mid, theme.border);
    palette.setColor(QPalette::Dark, theme.borderStrong);
    palette.setColor(QPalette::Shadow, theme.border);
    palette.setColor(QPalette::Disabled, QPalette::WindowText, theme.muted); // a form that rests is still read
    for (const auto role : {QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, theme.disabled);
    return palette;
}

// Longer names first, so that @accent does not eat the beginning of @accentSoft.
QString styleSheetOf(const Theme& theme, double points) {
    QFile file(QStringLiteral(":/styles/studio.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    std::vector<std::pair<QString, QString>> values;
    for (const NamedColor& named : kColors)
        values.emplace_back('@' + QString::fromLatin1(named.name), (theme.*named.color).name());
    const std::pair<const char*, double> sizes[] = {
        {"@sizeHeadline", 1.7}, {"@sizeTitle", 1.2}, {"@sizeBody", 1.0}, {"@sizeCaption", 0.9}, {"@sizeNumber", 1.75}};
    for (const auto& [name, scale] : sizes)
        values.emplace_back(name, QString::number(points * scale, 'f', 1) + "pt");
    values.emplace_back("@mono", QFontDatabase::systemFont(QFontDatabase::FixedFont).family());
    values.emplace_back("@variant", theme.dark ? "dark" : "light");
    std::ranges::sort(values, [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    for (const auto& [name, value] : values)
        sheet.replace(name, value);
    return sheet;
}

double luminance(const QColor& color) {
    const auto linear = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

const Theme& lightTheme() {
    static const Theme theme{.dark = false,
                             .window = 0xf5f6f8,
                             .surface = 0xffffff,
                             .sunken = 0xf0f2f5,
                             .rail = 0xe9ecf1,
                             .hover = 0xdfe4ec,
                             .border = 0xdce0e7,
                             .borderStrong = 0x868f9d,
                             .text = 0x1a1e26,
                             .muted = 0x565e6c,
                             .disabled = 0x9aa2af,
                             .accent = 0x2f5bc4,
                             .accentHover = 0x254aa3,
                             .onAccent = 0xffffff,
                             .accentSoft = 0xe3ebfb,
                             .onAccentSoft = 0x1f4299,
                             .danger = 0xb3261e,
                             .dangerSoft = 0xfdecea,
                             .warning = 0x7d5200,
                             .warningSoft = 0xfff3d9,
                             .success = 0x17663a,
                             .successSoft = 0xe3f4e9,
                             .loss = 0x2f5bc4,
                             .lossFaint = 0x9db4e8,
                             .rate = 0x7a4fb0,
                             .evaluation = 0xb8560f,
                             .exactMatch = 0x17805a,
                             .f1 = 0x2f5bc4,
                             .grid = 0xe8ebf0,
                             .answer = 0xffd873,
                             .otherAnswer = 0xffefc2,
                             .onAnswer = 0x3a2800,
                             .lit = 0xa9cbff,
                             .onLit = 0x0d1f45,
                             .predicted = 0xdccdfb,
                             .onPredicted = 0x2c1760,
                             .agreed = 0xbfe8c9,
                             .onAgreed = 0x0c3a1d,
                             .tokenSpecial = 0xe2e5ec,
                             .onTokenSpecial = 0x565e6c,
                             .tokenQuestion = 0xece2f9,
                             .onTokenQuestion = 0x553088,
                             .tokenShared = 0x1c8f8a,
                             .heatStart = 0x1d6fb8,
                             .heatEnd = 0xb0410f};
    return theme;
}

const Theme& darkTheme() {
    static const Theme theme{.dark = true,
                             .window = 0x15171c,
                             .surface = 0x1d2027,
                             .sunken = 0x242831,
                             .rail = 0x101216,
                             .hover = 0x2a2f3a,
                             .border = 0x313742,
                             .borderStrong = 0x768090,
                             .text = 0xe8eaef,
                             .muted = 0xa4acb9,
                             .disabled = 0x687080,
                             .accent = 0x86a9ff,
                             .accentHover = 0xa5c0ff,
                             .onAccent = 0x0f1420,
                             .accentSoft = 0x25335a,
                             .onAccentSoft = 0xc3d4ff,
                             .danger = 0xff9a91,
                             .dangerSoft = 0x3d211f,
                             .warning = 0xf0c060,
                             .warningSoft = 0x372c16,
                             .success = 0x7ed3a0,
                             .successSoft = 0x1b3425,
                             .loss = 0x86a9ff,
                             .lossFaint = 0x53669c,
                             .rate = 0xc09bf0,
                             .evaluation = 0xf0a060,
                             .exactMatch = 0x6fd0a8,
                             .f1 = 0x86a9ff,
                             .grid = 0x2a2f38,
                             .answer = 0x8a6512,
                             .otherAnswer = 0x453816,
                             .onAnswer = 0xfff1cf,
                             .lit = 0x35589e,
                             .onLit = 0xffffff,
                             .predicted = 0x4d3a86,
                             .onPredicted = 0xece4ff,
                             .agreed = 0x235a39,
                             .onAgreed = 0xd6f5e0,
                             .tokenSpecial = 0x323845,
                             .onTokenSpecial = 0xa4acb9,
                             .tokenQuestion = 0x3a2c55,
                             .onTokenQuestion = 0xd8c4ff,
                             .tokenShared = 0x52c0ba,
                             .heatStart = 0x6fb6ff,
                             .heatEnd = 0xff9a5c};
    return theme;
}

const Theme& theme() {
    return QApplication::palette().color(QPalette::Window).lightness() < 128 ? darkTheme() : lightTheme();
}

void applyPalette(Appearance appearance) {
    const bool desktopIsDark = systemIsDark(); // asked first: the palette set below covers the desktop's
    static const double systemPoints = QApplication::font().pointSizeF();
    const bool dark = appearance == Appearance::Dark || (appearance == Appearance::System && desktopIsDark);
    [[maybe_unused]] static QStyle* const fusion = QApplication::setStyle(QStringLiteral("Fusion")); // once is enough
    QFont font = QApplication::font();
    font.setPointSizeF(std::max(systemPoints, 10.0)); // without a desktop Qt assumes 9, which is hard to read
    QApplication::setFont(font);
    QApplication::setPalette(paletteOf(dark ? darkTheme() : lightTheme()));
}

void applyStyleSheet(QApplication& application) {
    application.setStyleSheet(styleSheetOf(theme(), QApplication::font().pointSizeF()));
}

void applyTheme(QApplication& application, Appearance appearance) {
    applyPalette(appearance);
    applyStyleSheet(application);
}

double contrast(const QColor& one, const QColor& other) {
    const double a = luminance(one), b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

void setTextRole(QLabel& label, TextRole role) {
    static const char* const names[] = {"headline", "title", "strong", "body", "caption", "number", "code"};
    setStyleProperty(label, "role", QString::fromLatin1(names[static_cast<int>(role)]));
}

void setStyleProperty(QWidget& widget, const char* name, const QString& value) {
    if (widget.property(name).toString() == value)
        return;
    widget.setProperty(name, value);
    if (!widget.testAttribute(Qt::WA_WState_Polished))
        return; // it will be, once, when it is first seen or measured
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
}

} // namespace finetune::ui
