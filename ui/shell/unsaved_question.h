#pragma once
// Asks before the main window closes over work in its other windows that is not saved.

#include <QMessageBox>

#include <vector>

class QDialog;

namespace loratrf {

class UnsavedQuestion : public QMessageBox {
    Q_OBJECT

public:
    explicit UnsavedQuestion(QWidget* window); // about the windows that belong to it
    bool mayClose(); // waits for the answer; at once where nothing would be lost. No: the work is brought to the front
    void drop();     // all of it

private:
    std::vector<QDialog*> m_windows; // that hold some
};

} // namespace loratrf
