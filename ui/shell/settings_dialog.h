#pragma once
// What holds for the program rather than for a run. Changes show at once.

#include "ui/setup/machine.h"

#include <QDialog>

namespace loratrf {

class Form;
enum class ThemeMode;

class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    SettingsDialog(const QString& projectFolder, QWidget* parent = nullptr);

Q_SIGNALS:
    void languageChosen(const QString& code);
    void themeChosen(loratrf::ThemeMode mode);
    void textScaleChosen(double scale);
    void folderChosen(const QString& folder);
    void machineChosen(const loratrf::Machine& machine);

private:
    void addLook(Form* form);
    void addFolder(Form* form, const QString& folder);
    void addMachine(Form* form);
};

} // namespace loratrf
