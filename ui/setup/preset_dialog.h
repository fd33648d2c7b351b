#pragma once
// A name and a sentence for a preset of one's own.

#include <QDialog>

class QLineEdit;

namespace loratrf {

class PresetShelf;

class PresetDialog : public QDialog {
    Q_OBJECT

public:
    explicit PresetDialog(const PresetShelf& shelf, QWidget* parent = nullptr);
    QString title() const;
    QString sentence() const;

private:
    QLineEdit *m_title, *m_sentence;
};

} // namespace loratrf
