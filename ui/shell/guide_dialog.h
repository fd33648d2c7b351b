#pragma once
// The guide that the program carries along: short pages, one a subject, in the window's language.

#include <QDialog>

class QListWidget;
class QTextBrowser;

namespace loratrf {

class GuideDialog : public QDialog {
    Q_OBJECT

public:
    explicit GuideDialog(QWidget* parent = nullptr);
    void open(const QString& page); // "memory"; the first where there is no such page

private:
    QString m_folder;
    QListWidget* m_pages;
    QTextBrowser* m_text;
};

} // namespace loratrf
