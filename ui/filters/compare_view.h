#pragma once
// "Two runs": what the sites of the shown run and of another one do, side by side, and the difference; how alike their
// task vectors are.

#include "ui/runs/run_model.h"

#include <QTimer>
#include <QWidget>

#include <array>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace loratrf {

class DropField;
class Heatmap;
class HeatmapMenu;
class MessageStrip;
class PairOfQuestions;
class RowsComparison;
class StudioBackend;
class TextComparison;
class VectorComparison;
class WorkBar;
struct MapComparison;

class CompareView : public QWidget {
    Q_OBJECT

public:
    CompareView(StudioBackend& backend, const RunModel& run, QWidget* parent = nullptr);

    const Heatmap* map(int index) const { return m_maps[static_cast<std::size_t>(index)].heatmap; } // this, other, both

protected:
    void showEvent(QShowEvent* event) override;

private:
    enum What { OfMeasure, OfText, OfOwnText, OfRows, TaskVectors };
    struct Map {
        QLabel* title = nullptr;
        Heatmap* heatmap = nullptr;
        HeatmapMenu* save = nullptr;
    };

    QWidget* makeMaps();
    void askRun();
    void takeRun(int id, const RunInfo& info, const std::vector<Event>& events);
    void offerWhat();
    void refresh();
    What what() const;
    void look();
    PairOfQuestions* underWay() const; // null: none
    void stopLooking();
    void showNothingYet(const PairOfQuestions& questions, const QString& invitation);
    void showOwnText();
    void offerRowMaps();
    void showRows();
    void showUnlike();
    void showTexts(const FilterEvent& mine, const FilterEvent& theirs);
    void showComparison(const MapComparison& comparison, const QString& columns, const QString& values);
    void showTaskVectors();
    void show(int index, const Matrix& matrix, const QString& title);
    void clearMaps();
    QString nameOf(const RunModel& run) const;

    StudioBackend& m_backend;
    const RunModel& m_run;
    RunModel m_other;
    TextComparison* m_ownText;
    RowsComparison* m_sameRows;
    VectorComparison* m_vectors;
    QTimer m_typing, m_timer;
    DropField* m_folder;
    QComboBox* m_what;
    QString m_chosen; // of it, by the user; empty: nothing yet
    QComboBox* m_when;
    QLineEdit* m_text;
    QComboBox* m_rowsMap;
    QPushButton* m_look;
    QLabel* m_readout;
    WorkBar* m_bar;
    MessageStrip* m_strip;
    std::array<Map, 3> m_maps;
    int m_asked = 0;
};

} // namespace loratrf
