// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace finetune::ui {

// The top of a page: its name, one sentence, and at the right what can be done with the whole page.
class PageHeader : public QWidget {
    Q_OBJECT
public:
    PageHeader(const QString& title, const QString& sentence, QWidget* parent = nullptr);

    void setSentence(const QString& sentence);
    void addAction(QWidget* button);

private:
    QLabel* sentence_;
    QHBoxLayout* layout_;
};

} // namespace finetune::ui
