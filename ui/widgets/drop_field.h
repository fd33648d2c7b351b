#pragma once
// A path: typed, browsed for, dropped, or taken from those used lately.

#include <QLineEdit>
#include <QPushButton>
#include <QString>
#include <QStringList>
#include <QWidget>

namespace loratrf {

class DropField : public QWidget {
    Q_OBJECT

public:
    enum class Accepts { File, Folder, FileOrFolder };
    // `kind` names the list of recent paths in the settings; `filter` as in QFileDialog.
    DropField(const QString& kind, Accepts accepts, const QString& filter, const QString& placeholder,
              QWidget* parent = nullptr);

    QString path() const; // without surrounding white space, "~/" resolved
    void setPath(const QString& path);
    void remember(); // puts the path on top of the recent ones
    QLineEdit* edit() const { return m_edit; }
    static QStringList recent(const QString& kind);

Q_SIGNALS:
    void pathChanged(); // at each letter

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void browseFile();
    void browseFolder();
    void fillMenu();

    QString m_kind;
    Accepts m_accepts;
    QString m_filter;
    QLineEdit* m_edit;
    QPushButton* m_browse;
};

} // namespace loratrf
