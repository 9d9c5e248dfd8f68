// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Qt first: the moc of Qt 6.4 stumbles over <compare> as a file's first standard header.
#include <QWidget>
#include <optional>

#include "core/session/answerer.h"

class QCheckBox;
class QLabel;

namespace finetune::ui {

class HighlightedText;

// The text that is asked about: to be written, pasted or taken from a file, and, after an answer, with the answer
// marked and the start and end probability at its words. Under the pointer and under the cursor they are told as
// numbers.
class AnswerText : public QWidget {
    Q_OBJECT
public:
    explicit AnswerText(QWidget* parent = nullptr);

    void setText(const std::string& text);
    std::string text() const;

    void showAnswers(std::vector<session::TokenProbability> tokens, std::int32_t windows);
    void clearAnswers();
    void mark(text::Span answer); // an empty span: nothing

Q_SIGNALS:
    void edited();
    void asked(); // Ctrl+Return

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void paintHeat();
    void tell(int codePoint);

    HighlightedText* text_;
    QLabel* size_;
    QLabel* told_;
    QCheckBox* heat_;
    std::vector<session::TokenProbability> tokens_;
};

} // namespace finetune::ui
