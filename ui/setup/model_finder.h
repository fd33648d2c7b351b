#pragma once
// Models used lately, and those found below folders of the user's choice; one of them is chosen.

#include "ui/setup/model_shelf.h"

#include <QDialog>

class QLineEdit;
class QListWidget;
class QPushButton;
class QTreeWidget;

namespace loratrf {

class TextLabel;

class ModelFinder : public QDialog {
    Q_OBJECT

public:
    // `recent`: paths, the newest first.
    ModelFinder(ModelShelf& shelf, const QStringList& recent, QWidget* parent = nullptr);
    QString chosen() const; // a path; empty: none

private:
    void add(const FoundModel& model);
    void addRecent(const QStringList& recent);
    void filter();
    void changeFolders();
    void search();
    void end(bool cancelled, const QStringList& problems);
    void refresh();

    ModelShelf& m_shelf;
    QListWidget* m_folders;
    QTreeWidget* m_models;
    QLineEdit* m_filter;
    QPushButton *m_remove, *m_search, *m_take;
    TextLabel* m_state;
    bool m_searching = false;
    int m_found = 0;
};

} // namespace loratrf
