// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/inspect.h"
#include "core/session/window_summary.h"
#include "ui/session/job.h"

#include <QWidget>
#include <memory>

class QLabel;
class QStackedWidget;

namespace finetune::ui {

class ExampleHeader;
class ExampleTexts;
class StripBar;
class TokenStrip;
class WindowOptions;

// What the model will see of each example: question and context, and the windows that they are cut into, token by
// token.
class InspectPage : public QWidget {
    Q_OBJECT
public:
    explicit InspectPage(QWidget* parent = nullptr);

    void setModelFolder(const QString& folder); // empty: none
    void setDataset(std::shared_ptr<const data::Dataset> dataset);
    void showExample(int index);
    void setWindowOptions(int maxLength, int stride); // the run's

Q_SIGNALS:
    void currentExampleChanged(int index);

protected:
    void showEvent(QShowEvent* event) override;

private:
    using Inspection = std::shared_ptr<const session::Inspection>;

    QWidget* makeContents();
    QWidget* makeWindows();
    void refresh();
    void inspect();
    void measure();
    void summarize();
    void showInspection(Inspection inspection);
    void showMessage(const QString& text);
    void showSummary(const session::WindowSummary& summary);
    void showProblem();
    data::FeatureOptions options() const;

    void hoverToken(int window, int token);
    void hoverText(session::TokenKind kind, int codePoint);
    void showCurrent(int window, int token);
    void light(int window, int token);

    ExampleHeader* header_ = nullptr;
    ExampleTexts* texts_ = nullptr;
    WindowOptions* windowOptions_ = nullptr;
    TokenStrip* strip_ = nullptr;
    StripBar* stripBar_ = nullptr;
    QLabel* problem_ = nullptr; // of the shown example
    QLabel* message_ = nullptr; // instead of the windows
    QStackedWidget* windows_ = nullptr;
    QStackedWidget* pages_ = nullptr; // nothing to show, or the example

    QString modelFolder_;
    std::shared_ptr<const session::Inspector> inspector_; // shared with the jobs; does not change
    std::shared_ptr<const data::Dataset> dataset_;
    std::shared_ptr<const session::DatasetLengths> lengths_;
    Inspection inspection_;
    int index_ = -1;
    Job load_{this}, inspect_{this}, measure_{this}, summarize_{this};
};

} // namespace finetune::ui
