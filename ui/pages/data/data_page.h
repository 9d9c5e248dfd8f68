// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/data_statistics.h"
#include "ui/session/session.h"

#include <QPointer>
#include <QWidget>

class QButtonGroup;
class QPushButton;
class QStackedWidget;

namespace finetune::ui {

class ColumnsDialog;
class DoctorPanel;
class ExamplesPanel;
class FilesCard;
class PartBar;
class SplitCard;
class SplitSwitch;

// The first step: which data, what is in it, and what is wrong with it.
class DataPage : public QWidget {
    Q_OBJECT
public:
    enum Tab { Examples, Statistics, Doctor };

    DataPage(Session& session, QWidget* parent = nullptr);

    // The data set that is looked at, as a training uses it. Examples below count in it.
    std::shared_ptr<const data::Dataset> shownDataset() const;
    void selectExample(int example);
    void showTab(Tab tab);

public Q_SLOTS:
    void setMaxLength(int tokens); // an example of more tokens is long

Q_SIGNALS:
    void shownDatasetChanged();
    void inspectRequested(int example);

private:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void changeEvent(QEvent* event) override;
    QWidget* makeHub();
    QLayout* makeTabs();
    void connectFiles();
    void updateFile(Split split);
    void updateTabs();
    void updateStatistics();
    void open(const std::vector<Opening>& files);
    void chooseColumns(Split split, const data::OpenOptions& options);
    void updateTools();

    Session& session_;
    DataStatistics statistics_;
    // In the order of the tab key.
    QPushButton *byName_, *split_, *sample_;
    FilesCard* files_;
    SplitCard* splitCard_;
    QButtonGroup* tabs_ = nullptr;
    std::array<QPushButton*, 3> tabButtons_{};
    QPushButton* columns_ = nullptr;
    QPointer<ColumnsDialog> columnsDialog_;
    SplitSwitch* switch_ = nullptr;
    PartBar* part_ = nullptr;
    QStackedWidget* stack_ = nullptr;
    ExamplesPanel* examples_ = nullptr;
    DoctorPanel* doctor_ = nullptr;
};

} // namespace finetune::ui
