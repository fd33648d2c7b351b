#pragma once
// What is certain and what is not about LoRATRF.

#include <QDialog>

namespace loratrf {

class HelpDialog : public QDialog {
    Q_OBJECT

public:
    explicit HelpDialog(QWidget* parent = nullptr);
    static QString aboutMethod(); // the paragraph, plain text
};

} // namespace loratrf
