// SPDX-License-Identifier: GPL-3.0-or-later
// The menu of a plot, its table, and what it saves.
#include "core/base/files.h"
#include "ui/models/series_table_model.h"
#include "ui/widgets/custom_plot.h"
#include "ui/widgets/series_plot.h"

#include <QBuffer>
#include <QFileDialog>
#include <QHeaderView>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QStackedWidget>
#include <QSvgGenerator>
#include <QTableView>
#include <QTextDocument>
#include <QToolButton>
#include <algorithm>
#include <charconv>
#include <cmath>

namespace finetune::ui {
namespace {

constexpr int kPngScale = 2;

std::string plainNumber(double value) {
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value > 0 ? "inf" : "-inf";
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

struct Column {
    std::string name;
    SeriesData data;
};

std::string quoted(std::string text) {
    for (std::size_t at = 0; (at = text.find('"', at)) != std::string::npos; at += 2)
        text.insert(at, 1, '"');
    return '"' + text + '"';
}

// A row a step, its columns merged; a field is empty where a curve has no value.
std::string csvOf(const std::vector<Column>& columns) {
    std::string text = "step,epoch,seconds";
    for (const Column& column : columns)
        text += ',' + quoted(column.name);
    text += '\n';
    std::vector<std::size_t> at(columns.size(), 0);
    for (;;) {
        const Column* next = nullptr;
        std::size_t place = 0;
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (at[i] < columns[i].data.size() && (!next || columns[i].data.at(at[i]).step < next->data.at(place).step))
                next = &columns[i], place = at[i];
        if (!next)
            return text;
        const SeriesPoint point = next->data.at(place);
        text += plainNumber(point.step) + ',' + plainNumber(point.epoch) + ',' + plainNumber(point.seconds);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            text += ',';
            if (at[i] < columns[i].data.size() && columns[i].data.at(at[i]).step == point.step)
                text += plainNumber(columns[i].data.value(at[i]++));
        }
        text += '\n';
    }
}

} // namespace

void SeriesPlot::makeMenu() {
    button_->setObjectName(objectName() + ".menu");
    button_->setAccessibleName(tr("Menu of the chart %1").arg(title_->text()));
    button_->setToolTip(tr("Scale, table and saving"));
    button_->setPopupMode(QToolButton::InstantPopup);
    menu_ = new QMenu(button_);
    QAction* logarithmic = menu_->addAction(tr("&Logarithmic scale") + QStringLiteral("\tL"));
    QAction* table = menu_->addAction(tr("As a &table") + QStringLiteral("\tT"));
    for (QAction* action : {logarithmic, table})
        action->setCheckable(true);
    logarithmic->setObjectName(objectName() + ".logarithmic");
    table->setObjectName(objectName() + ".asTable");
    connect(logarithmic, &QAction::triggered, this, &SeriesPlot::setLogarithmic);
    connect(table, &QAction::triggered, this, &SeriesPlot::setTable);
    connect(menu_, &QMenu::aboutToShow, this, [this, logarithmic, table] {
        logarithmic->setChecked(logarithmic_);
        logarithmic->setEnabled(!isTable());
        table->setChecked(isTable());
    });
    connect(menu_->addAction(tr("&Show the whole run") + QStringLiteral("\t0")), &QAction::triggered, this,
            &SeriesPlot::resetView);
    connect(menu_->addAction(tr("&Enlarge or back")), &QAction::triggered, this, &SeriesPlot::enlargeRequested);
    menu_->addSeparator();
    connect(menu_->addAction(tr("Save as &PNG…")), &QAction::triggered, this,
            [this] { askForFile(QStringLiteral("png"), tr("Pictures (*.png)"), &SeriesPlot::savePng); });
    connect(menu_->addAction(tr("Save as S&VG…")), &QAction::triggered, this,
            [this] { askForFile(QStringLiteral("svg"), tr("Drawings (*.svg)"), &SeriesPlot::saveSvg); });
    connect(menu_->addAction(tr("Save the values as &CSV…")), &QAction::triggered, this,
            [this] { askForFile(QStringLiteral("csv"), tr("Tables (*.csv)"), &SeriesPlot::saveCsv); });
    button_->setMenu(menu_);
}

void SeriesPlot::askForFile(const QString& suffix, const QString& filter, void (SeriesPlot::*save)(const QString&)) {
    auto* dialog = new QFileDialog(this, tr("Save the chart"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->setNameFilter(filter);
    dialog->selectFile(objectName().section(u'.', -1) + u'.' + suffix);
    connect(dialog, &QFileDialog::fileSelected, this, save);
    dialog->open();
}

void SeriesPlot::makeTable() {
    model_ = new SeriesTableModel(this);
    table_ = new QTableView(this);
    table_->setObjectName(objectName() + ".table");
    table_->setModel(model_);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setTabKeyNavigation(false);
    table_->setShowGrid(false);
    table_->installEventFilter(this);
    stack_->addWidget(table_);
}

void SeriesPlot::setTable(bool table) {
    if (table == isTable())
        return;
    if (table && !table_)
        makeTable();
    QWidget* shown = table ? static_cast<QWidget*>(table_) : plot_;
    const bool focused = stack_->currentWidget()->hasFocus();
    stack_->setCurrentWidget(shown);
    if (focused)
        shown->setFocus();
    hideCursor();
    showTable();
    dirty_ = true;
    redraw();
}

bool SeriesPlot::isTable() const {
    return table_ && stack_->currentWidget() == table_;
}

// Gives the table the curves there are; a table that is out of sight holds nothing.
void SeriesPlot::showTable() {
    if (!table_)
        return;
    table_->setAccessibleName(tr("%1 as a table").arg(title_->text()));
    std::vector<SeriesTableModel::Source> sources;
    for (const Series& series : series_)
        if (isTable())
            sources.push_back({series.name, series.data, series.format, series.digits});
    model_->setSources(std::move(sources));
}

void SeriesPlot::write(const QString& file, std::function<std::string()> content) {
    saving_.start<QString>(
        [file, content = std::move(content)](const StopToken&, const Progress&) {
            files::writeAtomically(file.toStdString(), content());
            return file;
        },
        [this](const QString& written) { Q_EMIT saved(written); },
        [this](const Error& error) { Q_EMIT failed(error); });
}

// Title, legend and curves as lines: sharp at any size.
void SeriesPlot::paintOn(QPaintDevice& device) {
    QCPPainter painter;
    painter.begin(&device);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), theme().surface);
    painter.setPen(theme().text);
    QFont strong = font();
    strong.setBold(true);
    painter.setFont(strong);
    painter.drawText(title_->geometry(), Qt::AlignLeft | Qt::AlignVCenter, title_->text());
    QTextDocument legend;
    legend.setDefaultFont(reading_->font());
    legend.setDocumentMargin(0);
    legend.setDefaultStyleSheet(QStringLiteral("body { color: %1; }").arg(theme().muted.name()));
    legend.setHtml(QStringLiteral("<body>%1</body>").arg(reading_->text()));
    painter.save();
    painter.translate(reading_->geometry().topLeft());
    legend.drawContents(&painter);
    painter.restore();
    painter.translate(stack_->geometry().topLeft());
    plot_->toPainter(&painter, stack_->width(), stack_->height());
    painter.end();
}

void SeriesPlot::savePng(const QString& file) {
    QImage image(size() * kPngScale, QImage::Format_RGB32);
    image.setDevicePixelRatio(kPngScale);
    paintOn(image);
    write(file, [image] {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        if (!image.save(&buffer, "PNG"))
            throw Error(Kind::Environment, "the picture could not be made into PNG");
        return bytes.toStdString();
    });
}

void SeriesPlot::saveSvg(const QString& file) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator drawing;
    drawing.setOutputDevice(&buffer);
    drawing.setSize(size());
    drawing.setViewBox(rect());
    drawing.setTitle(title_->text());
    paintOn(drawing);
    write(file, [bytes] { return bytes.toStdString(); });
}

void SeriesPlot::saveCsv(const QString& file) {
    auto columns = std::make_shared<std::vector<Column>>();
    for (const Series& series : series_)
        columns->push_back({series.name.toStdString(), *series.data}); // a copy: the run goes on
    write(file, [columns] { return csvOf(*columns); });
}

} // namespace finetune::ui
