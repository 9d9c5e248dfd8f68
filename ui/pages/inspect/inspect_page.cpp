// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/inspect_page.h"

#include "ui/pages/inspect/example_header.h"
#include "ui/pages/inspect/example_problems.h"
#include "ui/pages/inspect/example_texts.h"
#include "ui/pages/inspect/strip_bar.h"
#include "ui/pages/inspect/window_options.h"
#include "ui/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/token_strip.h"
#include "ui/widgets/token_texts.h"
#include "ui/words.h"

#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace finetune::ui {
namespace {

QLabel* centredMessage(const QString& text = {}) {
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText); // it may name a token such as <s>
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    label->setMargin(label->fontMetrics().height());
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

const session::InspectedToken* tokenAt(const session::Inspection* inspection, int window, int token) {
    if (!inspection || window < 0)
        return nullptr;
    const auto& shown = inspection->windows[static_cast<std::size_t>(window)];
    return token < shown.size() ? &shown.tokens[static_cast<std::size_t>(token)] : nullptr;
}

TokenPlace tokenOver(const session::Inspection& inspection, session::TokenKind kind, int codePoint) {
    for (std::size_t w = 0; w < inspection.windows.size(); ++w) {
        const auto& tokens = inspection.windows[w].tokens;
        const auto found = std::ranges::find_if(tokens, [&](const session::InspectedToken& token) {
            return token.kind == kind && token.span.start <= codePoint && codePoint < token.span.end;
        });
        if (found != tokens.end())
            return {static_cast<int>(w), static_cast<int>(found - tokens.begin())};
    }
    return {};
}

// The part of the context that a window holds.
text::Span extentOf(const session::InspectedWindow& window) {
    text::Span extent;
    for (const session::InspectedToken& token : window.tokens) {
        if (token.kind != session::TokenKind::Context)
            continue;
        if (extent.end == 0)
            extent.start = token.span.start;
        extent.end = std::max(extent.end, token.span.end);
    }
    return extent;
}

} // namespace

InspectPage::InspectPage(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("inspectPage"));
    pages_ = new QStackedWidget;
    pages_->addWidget(
        new EmptyState(QStringLiteral("inspect"), tr("Nothing to inspect yet"),
                       tr("Open a file on the Data page and a model on the Model page. Here you then see the "
                          "tokens that the model gets of each question and context.")));
    pages_->addWidget(makeContents());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(16);
    header_ = new ExampleHeader;
    auto* top = new PageHeader(tr("Inspect"), tr("What the model will see of each example."));
    top->addAction(header_);
    texts_->setCorner(header_->title());
    column->addWidget(top);
    column->addWidget(pages_, 1);
    connect(header_, &ExampleHeader::exampleAsked, this, &InspectPage::showExample);
    refresh();
}

QWidget* InspectPage::makeContents() {
    texts_ = new ExampleTexts;
    windowOptions_ = new WindowOptions;
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setObjectName(QStringLiteral("inspectSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(texts_);
    splitter->addWidget(makeWindows());
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 5);

    connect(windowOptions_, &WindowOptions::exampleAsked, this, &InspectPage::showExample);
    connect(windowOptions_, &WindowOptions::changed, this, [this] {
        inspect();
        summarize();
    });
    connect(texts_, &ExampleTexts::hovered, this, &InspectPage::hoverText);
    return splitter;
}

QWidget* InspectPage::makeWindows() {
    strip_ = new TokenStrip;
    strip_->setObjectName(QStringLiteral("inspectStrip"));
    message_ = centredMessage();
    message_->setObjectName(QStringLiteral("inspectMessage"));
    problem_ = new QLabel;
    problem_->setObjectName(QStringLiteral("inspectProblem"));
    problem_->setWordWrap(true);
    problem_->setTextFormat(Qt::PlainText);
    setStyleProperty(*problem_, "tone", QStringLiteral("warning"));
    stripBar_ = new StripBar(*strip_);
    windows_ = new QStackedWidget;
    windows_->addWidget(message_);
    windows_->addWidget(strip_);

    auto* area = new QWidget;
    auto* column = new QVBoxLayout(area);
    column->setContentsMargins(0, fontMetrics().height() / 2, 0, 0);
    column->setSpacing(fontMetrics().height() / 2);
    column->addWidget(windowOptions_);
    column->addWidget(problem_);
    column->addWidget(windows_, 1);
    column->addWidget(stripBar_);
    connect(strip_, &TokenStrip::tokenHovered, this, &InspectPage::hoverToken);
    connect(strip_, &TokenStrip::currentChanged, this, &InspectPage::showCurrent);
    return area;
}

void InspectPage::setModelFolder(const QString& folder) {
    if (folder == modelFolder_)
        return;
    modelFolder_ = folder;
    inspector_.reset();
    lengths_.reset();
    refresh();
    if (folder.isEmpty())
        return load_.cancel();
    using Loaded = std::shared_ptr<const session::Inspector>;
    load_.start<Loaded>(
        [path = std::filesystem::path(folder.toStdU16String())](const StopToken&, const Progress&) -> Loaded {
            return std::make_shared<const session::Inspector>(path);
        },
        [this](Loaded inspector) {
            inspector_ = std::move(inspector);
            refresh();
        },
        [this](const Error& error) { showMessage(QString::fromUtf8(error.what())); });
}

void InspectPage::setDataset(std::shared_ptr<const data::Dataset> dataset) {
    if (dataset == dataset_)
        return;
    dataset_ = std::move(dataset);
    lengths_.reset();
    index_ = -1;
    refresh();
    if (dataset_ && !dataset_->examples.empty())
        showExample(0);
}

void InspectPage::setWindowOptions(int maxLength, int stride) {
    if (!windowOptions_->setRunValues(maxLength, stride))
        return;
    inspect();
    summarize();
}

data::FeatureOptions InspectPage::options() const {
    return {.maxLength = windowOptions_->maxLength(), .stride = windowOptions_->stride()};
}

void InspectPage::showExample(int index) {
    if (!dataset_ || dataset_->examples.empty())
        return;
    const int shown = std::clamp(index, 0, static_cast<int>(dataset_->examples.size()) - 1);
    if (shown == index_)
        return;
    index_ = shown;
    header_->setExample(index_, *dataset_);
    inspect();
    Q_EMIT currentExampleChanged(index_);
}

void InspectPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    measure();
}

// What depends on model and dataset, after one of them changed.
void InspectPage::refresh() {
    const bool hasExamples = dataset_ && !dataset_->examples.empty();
    pages_->setCurrentIndex(hasExamples ? 1 : 0);
    header_->setVisible(hasExamples);
    measure_.cancel();
    summarize_.cancel();
    if (!lengths_) {
        windowOptions_->showState({});
        header_->setProblems({});
        header_->setLongest(-1);
    }
    inspect();
    measure();
}

void InspectPage::inspect() {
    inspect_.cancel();
    if (!dataset_ || index_ < 0)
        return;
    const data::Example& example = dataset_->examples[static_cast<std::size_t>(index_)];
    if (!inspector_) {
        showInspection({});
        texts_->setTexts(example.question, *example.context, example.answers);
        showMessage(modelFolder_.isEmpty() ? tr("Choose a model: its tokenizer cuts question and context into tokens.")
                                           : tr("Reading the tokenizer…"));
        return;
    }
    inspect_.start<Inspection>(
        [inspector = inspector_, dataset = dataset_, &example, options = options()](const StopToken&, const Progress&)
            -> Inspection { return std::make_shared<const session::Inspection>(inspector->inspect(example, options)); },
        [this](Inspection inspection) { showInspection(std::move(inspection)); },
        [this](const Error& error) {
            showInspection({});
            showMessage(QString::fromUtf8(error.what()));
        });
}

// Tokenizes the whole dataset once; only when someone looks, for it may take seconds.
void InspectPage::measure() {
    if (lengths_ || measure_.running() || !inspector_ || !dataset_ || !isVisible())
        return;
    using Lengths = std::shared_ptr<const session::DatasetLengths>;
    measure_.start<Lengths>(
        [inspector = inspector_, dataset = dataset_](const StopToken& stop, const Progress& progress) -> Lengths {
            return std::make_shared<const session::DatasetLengths>(
                session::measureLengths(dataset->examples, inspector->tokenizer(), stop, progress));
        },
        [this](Lengths lengths) {
            lengths_ = std::move(lengths);
            summarize();
        },
        [this](const Error& error) { windowOptions_->showState(QString::fromUtf8(error.what())); },
        [this](const QString&, qint64 done, qint64 total) {
            windowOptions_->showState(tr("Counting the tokens of %1 of %2 questions…").arg(done).arg(total));
        });
}

void InspectPage::summarize() {
    if (!lengths_)
        return;
    summarize_.start<session::WindowSummary>(
        [lengths = lengths_, options = options()](const StopToken&, const Progress&) {
            return session::summarize(*lengths, options);
        },
        [this](session::WindowSummary summary) { showSummary(summary); },
        [this](const Error& error) { windowOptions_->showState(QString::fromUtf8(error.what())); });
}

void InspectPage::showSummary(const session::WindowSummary& summary) {
    const auto part = dataset_ ? dataset_->part : std::nullopt;
    windowOptions_->showSummary(summary, part ? tr("Counted over %1.").arg(rowsRead(*part)) : QString());
    header_->setLongest(summary.longestExample);
    header_->setProblems(dataset_ ? problemsOf(summary, *dataset_) : std::vector<std::int32_t>());
}

void InspectPage::showProblem() {
    const QString problem = inspection_ && dataset_ ? problemOf(*inspection_, *dataset_, index_) : QString();
    problem_->setText(tr("⚠ %1", "a warning").arg(problem));
    problem_->setVisible(!problem.isEmpty());
}

void InspectPage::showMessage(const QString& text) {
    message_->setText(text);
    windows_->setCurrentWidget(message_);
}

void InspectPage::showInspection(Inspection inspection) {
    inspection_ = std::move(inspection);
    strip_->setInspection(inspection_);
    stripBar_->setWindowCount(inspection_ ? inspection_->windows.size() : 0);
    stripBar_->setStatus({});
    showProblem();
    if (!inspection_)
        return;
    texts_->setTexts(inspection_->question, *inspection_->context, inspection_->answers);
    windows_->setCurrentWidget(strip_);
    if (inspection_->problem)
        showMessage(tr("This example gives no window and is skipped: %1. %2.", "what is wrong, and what helps")
                        .arg(QString::fromStdString(inspection_->problem->what),
                             QString::fromStdString(inspection_->problem->cure)));
}

void InspectPage::light(int window, int token) {
    const session::InspectedToken* found = tokenAt(inspection_.get(), window, token);
    const auto kind = found ? found->kind : session::TokenKind::Special;
    const text::Span span = found ? found->span : text::Span{};
    texts_->light(kind, span);
    strip_->setLit(kind, span);
    stripBar_->setStatus(inspection_ && window >= 0 ? tokenDescription(*inspection_, window, token) : QString());
}

void InspectPage::hoverToken(int window, int token) {
    const TokenPlace current = strip_->current();
    window >= 0 ? light(window, token) : light(current.window, current.token);
}

void InspectPage::hoverText(session::TokenKind kind, int codePoint) {
    const TokenPlace over = inspection_ && codePoint >= 0 ? tokenOver(*inspection_, kind, codePoint) : TokenPlace{};
    hoverToken(over.window, over.token);
}

void InspectPage::showCurrent(int window, int token) {
    light(window, token);
    if (!inspection_ || window < 0)
        return texts_->showExtent({});
    texts_->showExtent(extentOf(inspection_->windows[static_cast<std::size_t>(window)]));
    if (const session::InspectedToken* found = tokenAt(inspection_.get(), window, token))
        texts_->reveal(found->kind, found->span);
}

} // namespace finetune::ui
