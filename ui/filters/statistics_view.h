#pragma once
// "Over many rows": how the values of each site are distributed over the tokens of the evaluation rows, on which tokens
// it acts most and least, and how kinds of tokens and labels of rows differ.

#include "backend/api/filter_statistics.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QTableWidget;

namespace loratrf {

class DropField;
class Heatmap;
class HeatmapMenu;
class MessageStrip;
class RunModel;
class StudioBackend;
class WorkBar;

class StatisticsView : public QWidget {
    Q_OBJECT

public:
    StatisticsView(StudioBackend& backend, const RunModel& run, QWidget* parent = nullptr);

    const Heatmap* heatmap() const { return m_heatmap; }

    // For a view made anew: what was answered, or the question that was not yet.
    struct State {
        QString folder; // of the run that was asked about
        int asked = 0;
        std::optional<FilterStatistics> statistics;
    };
    State state() const { return {m_folder, m_asked, m_statistics}; }
    void setState(const State& state);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeResult();
    QTableWidget* makeTable(const QString& name, const QString& accessible);
    void ask();
    void take(int id, const FilterStatistics& statistics);
    void show(const FilterStatistics& statistics);
    void forget(); // another run is shown
    void updateState();
    bool mayAsk() const;
    void offerMaps();
    void showMap();
    void showSite(int site);
    static void fill(QTableWidget& table, const std::vector<TokenInContext>& tokens);

    StudioBackend& m_backend;
    const RunModel& m_run;
    DropField* m_data;
    QSpinBox* m_rows;
    QPushButton* m_look;
    WorkBar* m_bar;
    MessageStrip* m_strip;
    QWidget* m_result;
    QComboBox* m_map;
    QComboBox* m_site;
    QLabel* m_readout;
    Heatmap* m_heatmap;
    HeatmapMenu* m_save;
    QTableWidget* m_top;
    QTableWidget* m_bottom;
    std::optional<FilterStatistics> m_statistics;
    QString m_folder; // of the run that was asked about
    int m_asked = 0;
    QString m_problem;        // why the newest question has no answer; empty: none is known
    bool m_cancelled = false; // that is why
};

} // namespace loratrf
