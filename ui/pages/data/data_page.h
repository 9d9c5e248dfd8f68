// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QPushButton;

namespace finetune::ui {

class ExamplesPanel;
class ModelCard;
class PathField;

// The first step: which data, which model, and what is in them.
class DataPage : public QWidget {
    Q_OBJECT
public:
    DataPage(Session& session, QWidget* parent = nullptr);

    // The data set whose examples are looked at.
    std::shared_ptr<const data::Dataset> shownDataset() const;
    void selectExample(int example);

Q_SIGNALS:
    void shownDatasetChanged();
    void inspectRequested(int example);

private:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void updateFile(Split split);
    void updateModel();
    void showFileError(Split split, const Error& error);
    PathField* field(Split split) const { return split == Split::Train ? train_ : validation_; }

    Session& session_;
    PathField *train_, *validation_, *model_;
    ModelCard* card_;
    ExamplesPanel* examples_;
    QPushButton* sample_;
};

} // namespace finetune::ui
