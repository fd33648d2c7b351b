#pragma once
// options.json of the form: to read, to copy, to save.

#include <QDialog>

namespace loratrf {

class OptionsDialog : public QDialog {
    Q_OBJECT

public:
    OptionsDialog(const QString& json, const QString& command, QWidget* parent = nullptr);

Q_SIGNALS:
    void saveWanted();
    void loadWanted();
};

} // namespace loratrf
