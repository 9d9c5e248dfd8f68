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

// A line above a page that tells or asks something without stopping anything. One message at a time; the newest stays.
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
    void show(Tone tone, const QString& richText, std::vector<Action> actions = {});
    QString text() const;

public Q_SLOTS:
    void dismiss();

private:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void restyle();

    Tone tone_ = Tone::Info;
    QLabel* icon_;
    QLabel* text_;
    QHBoxLayout* actions_;
    QToolButton* close_;
};

} // namespace finetune::ui
