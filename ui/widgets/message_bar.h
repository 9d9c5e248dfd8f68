// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QFrame>
#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace finetune::ui {

// A line above a page that tells or asks something without stopping anything: what happened, and what helps. Where and
// how in full is folded below it. One message at a time; the newest stays.
class MessageBar : public QFrame {
    Q_OBJECT
public:
    enum class Tone { Info, Success, Warning, Danger };
    struct Action {
        QString name; // becomes the object name "message.<name>"
        QString text;
        std::function<void()> act;
    };

    explicit MessageBar(QWidget* parent = nullptr);

    void show(const Error& error);
    // `details`: plain text, shown on demand.
    void show(Tone tone, const QString& richText, std::vector<Action> actions = {}, const QString& details = {});
    QString text() const;

    // What shows the same in the bar of a window that is built anew for another language; empty when nothing is shown,
    // and for a question that nobody can ask again: there it is as if it had been closed.
    using Again = std::function<void(QWidget& window)>;
    Again again() const { return isHidden() ? Again() : again_; }
    void askAgainBy(Again again) { again_ = std::move(again); } // of the question just shown, with its actions

public Q_SLOTS:
    void dismiss();

private:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void restyle();
    void unfold(bool open);

    Tone tone_ = Tone::Info;
    Again again_;
    QLabel* icon_;
    QLabel* text_;
    QLabel* details_;
    QHBoxLayout* actions_;
    QToolButton *unfold_, *copy_, *close_;
};

} // namespace finetune::ui
