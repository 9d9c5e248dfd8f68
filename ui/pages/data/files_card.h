// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QFrame>

namespace finetune::ui {

class PathField;

// The project's three files: where each is, and in a line what was found in it or why it cannot be read.
class FilesCard : public QFrame {
    Q_OBJECT
public:
    FilesCard(Session& session, QWidget* parent = nullptr);

    void setDropping(bool dropping); // files are held over the page

Q_SIGNALS:
    void chosen(Split split, const QString& path);

private:
    void update(Split split);
    void showError(Split split, const Error& error);
    QString found(Split split) const;
    PathField* field(Split split) const { return fields_[static_cast<std::size_t>(split)]; }

    Session& session_;
    std::array<PathField*, kSplits> fields_;
};

} // namespace finetune::ui
