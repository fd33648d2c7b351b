#pragma once
// The options of several runs side by side; what differs comes first in importance and alone at first.

#include "backend/api/options.h"

#include <QStringList>
#include <QWidget>

#include <vector>

class QCheckBox;
class QTableWidget;

namespace loratrf {

class RunReader;
class StudioBackend;
class TextLabel;
struct LibraryRun;

struct OptionRow {
    QString key;        // as in options.json, "method_options.rank"
    QString label;      // as the form says
    QStringList values; // one a run; "–" where the run's method has no such option
    bool differs = false;
};
// An option that a run leaves out of its file has the method's default. The run's folder and name are no options.
std::vector<OptionRow> optionRows(const StudioBackend& backend, const std::vector<TrainOptions>& runs);

class OptionTable : public QWidget {
    Q_OBJECT

public:
    OptionTable(const StudioBackend& backend, const RunReader& reader, QWidget* parent = nullptr);
    void setRuns(const std::vector<LibraryRun>& runs);
    void refresh(); // a run arrived

private:
    const StudioBackend& m_backend;
    const RunReader& m_reader;
    QStringList m_folders, m_names;
    QCheckBox* m_all;
    TextLabel* m_note;
    QTableWidget* m_table;
};

} // namespace loratrf
