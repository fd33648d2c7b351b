#pragma once
// "Activity over a text": a probe text, one of the run's own or one that the user types, coloured by what a layer or
// all of them do with its tokens, over the map of all sites x tokens; at any step that was reported.

#include "ui/plots/token_strengths.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedLayout;

namespace loratrf {

class Heatmap;
class HeatmapMenu;
class RunModel;
class ScaleLegend;
class SiteSlider;
class StrengthText;

class ProbeView : public QWidget {
    Q_OBJECT

public:
    explicit ProbeView(const RunModel& model, QWidget* parent = nullptr);

    qint64 probe() const; // shown now; -1: the user's own text
    int site() const;     // whose strengths colour the text; allSites: their mean
    void setSite(int site);
    void showStep(std::optional<int64_t> step); // newest report not after it; nothing: the newest
    Heatmap* heatmap() const { return m_heatmap; }
    StrengthText* text() const { return m_shown; }
    void setMessage(const QString& text); // why a question got no answer

Q_SIGNALS:
    void probeWanted(const QString& text);
    void stepsChanged(); // of the text that is shown

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeMaps();
    void arrived(qint64 probe);
    void ask();
    void refresh();
    void draw();
    void colourText();
    void showReadout(const QString& text);
    void offerProbes();
    double upperOf(qint64 probe) const;

    const RunModel& m_model;
    QTimer m_timer;
    QComboBox* m_probe;
    QLineEdit* m_text;
    QPushButton* m_ask;
    QLabel* m_readout;
    QLabel* m_empty;
    QStackedLayout* m_stack;
    SiteSlider* m_site;
    ScaleLegend* m_legend;
    StrengthText* m_shown;
    Heatmap* m_heatmap;
    HeatmapMenu* m_save;
    std::optional<int64_t> m_step;
    double m_upper = 1;
    bool m_waiting = false; // for the answer about the user's text
    QString m_asked;        // folder of the run whose answer that is
};

} // namespace loratrf
