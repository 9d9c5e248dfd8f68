// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QMimeData;
class QToolButton;

namespace finetune::ui {

// A file or folder to choose: typed, browsed for, dropped, or one of the recent ones (kept in settings under `key`).
// Data: also several files of one folder, whose path is a pattern that names them, or a folder of such files. Below it
// one line that says what was found there.
class PathField : public QWidget {
    Q_OBJECT
public:
    enum class Kind { File, Folder, Data };
    enum class Tone { Plain, Good, Bad };
    PathField(const QString& label, Kind kind, const QString& key, QWidget* parent = nullptr);

    QString path() const;
    void setPath(const QString& path); // emits nothing
    void setNote(const QString& note, Tone tone = Tone::Plain);
    void setPlaceholder(const QString& text);
    void remember(const QString& path); // among the recent ones

public Q_SLOTS:
    void browse();

Q_SIGNALS:
    void chosen(const QString& path); // may be empty: taken away

private:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void choose(const QString& path);
    void browseFor(bool folder);
    QString droppedPath(const QMimeData* data) const;
    void fillRecent();
    void restyle();

    const Kind kind_;
    const QString key_, label_;
    QString last_; // what was chosen last
    QLineEdit* edit_;
    QToolButton* browse_;
    QToolButton* recent_;
    QLabel* note_;
};

} // namespace finetune::ui
