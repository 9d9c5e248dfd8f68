// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QPixmap>
#include <QTextBrowser>
#include <QWidget>

class QListWidget;
class QToolButton;

namespace finetune::ui {

// The user guide beside the window: contents at the left, one page of resources/help in the language of the window.
class GuideWindow : public QWidget {
    Q_OBJECT
public:
    explicit GuideWindow(QWidget* parent = nullptr);

    // The guide's pages, in the order of its contents: "first-steps", one for each page of the window, "words".
    static QStringList pageNames();
    void showPage(const QString& name);
    QString page() const;

Q_SIGNALS:
    void tourRequested();

private:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void follow(const QUrl& link);
    void restyle();

    QListWidget* contents_;
    QTextBrowser* text_;
    QToolButton *back_, *forward_;
};

// Shows Markdown with lines that are read with ease and pictures no wider than itself.
class GuideText : public QTextBrowser {
    Q_OBJECT
public:
    explicit GuideText(QWidget* parent = nullptr);

private:
    QVariant loadResource(int type, const QUrl& name) override;
    void doSetSource(const QUrl& name, QTextDocument::ResourceType type) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void layOut();
    int pictureWidth() const;

    int shownWidth_ = 0; // of the pictures
};

} // namespace finetune::ui
