#pragma once
// What holds for the program rather than for a run. Changes show at once.

#include <QDialog>

namespace loratrf {

enum class ThemeMode;

class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    explicit SettingsDialog(QWidget* parent = nullptr);

Q_SIGNALS:
    void languageChosen(const QString& code);
    void themeChosen(loratrf::ThemeMode mode);
    void textScaleChosen(double scale);
};

} // namespace loratrf
