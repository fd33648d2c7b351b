#pragma once
// Further files of training rows, each with its weight: how often an epoch takes its rows.

#include "backend/data/weighted_file.h"

#include <QWidget>

#include <string>
#include <vector>

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

Q_SIGNALS:
    void changed();

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

    QVBoxLayout* m_layout;
    std::vector<Line> m_lines;
};

} // namespace loratrf
