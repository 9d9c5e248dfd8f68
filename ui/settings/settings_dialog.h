// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settings.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace finetune::ui {

class PathField;

// The settings, beside the window and not before it. A change takes effect at once; there is nothing to confirm.
class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    SettingsDialog(const Settings& settings, QWidget* parent = nullptr);

Q_SIGNALS:
    void changed(const finetune::ui::Settings& settings);

private:
    QWidget* makeLook();
    QWidget* makeRuns();
    QWidget* makeFolders();
    void set(void (*change)(Settings&, const SettingsDialog&));
    void takeFolder(PathField& field, QString Settings::*folder, const QString& path);
    void showFolder(PathField& field, const QString& chosen, const QString& effective);

    Settings settings_;
    QComboBox *language_, *appearance_;
    QSpinBox* threads_;
    QCheckBox* notifications_;
    PathField *results_, *cache_;
};

} // namespace finetune::ui
