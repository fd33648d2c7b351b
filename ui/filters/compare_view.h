#pragma once
// "Two runs": what the sites of the shown run and of another one do, side by side, and the difference; how alike their
// task vectors are.

#include "backend/api/task_vectors.h"
#include "ui/runs/run_model.h"

#include <QTimer>
#include <QWidget>

#include <array>
#include <map>

class QComboBox;
class QLabel;

namespace loratrf {

class DropField;
class Heatmap;
class HeatmapMenu;
class MessageStrip;
class StudioBackend;
struct MapComparison;

class CompareView : public QWidget {
    Q_OBJECT

public:
    CompareView(StudioBackend& backend, const RunModel& run, QWidget* parent = nullptr);

    const Heatmap* map(int index) const { return m_maps[static_cast<std::size_t>(index)].heatmap; } // this, other, both

protected:
    void showEvent(QShowEvent* event) override;

private:
    enum What { OfMeasure, OfText, TaskVectors };
    struct Map {
        QLabel* title = nullptr;
        Heatmap* heatmap = nullptr;
        HeatmapMenu* save = nullptr;
    };

    QWidget* makeMaps();
    void askRun();
    void takeRun(int id, const RunInfo& info, const std::vector<Event>& events);
    void offerWhat();
    void askTaskVectors();
    void takeTaskVectors(int id, const TaskVectorCosines& cosines);
    void refresh();
    void showComparison(const MapComparison& comparison, const QString& columns, const QString& values);
    void showTaskVectors();
    void show(int index, const Matrix& matrix, const QString& title);
    void clearMaps();
    QString nameOf(const RunModel& run) const;

    StudioBackend& m_backend;
    const RunModel& m_run;
    RunModel m_other;
    QTimer m_typing, m_timer;
    DropField* m_folder;
    QComboBox* m_what;
    QComboBox* m_when;
    QLabel* m_readout;
    MessageStrip* m_strip;
    std::array<Map, 3> m_maps;
    int m_asked = 0;
    std::map<int, int> m_vectorJobs; // id -> map
    std::array<Matrix, 3> m_vectors;
    QString m_vectorsOf; // the folders that m_vectors belong to
};

} // namespace loratrf
