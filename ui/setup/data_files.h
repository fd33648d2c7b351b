#pragma once
// Further files of training rows, each with its weight: how often an epoch takes its rows.

#include "backend/data/weighted_file.h"

#include <QStringList>
#include <QWidget>

#include <string>
#include <vector>

class QToolButton;
class QVBoxLayout;

namespace loratrf {

class DropField;
class NumberSpin;

class DataFiles : public QWidget {
    Q_OBJECT

public:
    explicit DataFiles(QWidget* parent = nullptr);
    void setFiles(const std::vector<std::string>& texts); // as TrainOptions::more_data
    std::vector<std::string> files() const;               // lines without a path are left out
    QStringList paths() const;                            // the same without the weights
    void take(const QStringList& paths);                  // beside those that are there
    void replace(const QString& path, const QString& by); // with the same weight

Q_SIGNALS:
    void changed();
    void rowsWanted(const QString& file); // to be looked at

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    struct Line {
        QWidget* widget;
        DropField* path;
        NumberSpin* weight;
    };
    void add(const WeightedFile& file);
    void nameLines();

    QVBoxLayout* m_layout;
    std::vector<Line> m_lines;
};

// Beside the path of a file, for looking at its rows.
QToolButton* makeRowsButton(const char* objectName, const QString& accessibleName, const QString& help);

} // namespace loratrf
