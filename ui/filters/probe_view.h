#pragma once
// "Activity over a text": sites x tokens of a probe text, one of the run's own or one that the user types.

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedLayout;

namespace loratrf {

class Heatmap;
class RunModel;

class ProbeView : public QWidget {
    Q_OBJECT

public:
    explicit ProbeView(const RunModel& model, QWidget* parent = nullptr);

    qint64 probe() const; // shown now; -1: the user's own text
    Heatmap* heatmap() const { return m_heatmap; }
    void setMessage(const QString& text); // why a question got no answer

Q_SIGNALS:
    void probeWanted(const QString& text);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void arrived(qint64 probe);
    void ask();
    void refresh();
    void showReadout(const QString& text);
    void offerProbes();

    const RunModel& m_model;
    QTimer m_timer;
    QComboBox* m_probe;
    QLineEdit* m_text;
    QPushButton* m_ask;
    QLabel* m_readout;
    QLabel* m_empty;
    QStackedLayout* m_stack;
    Heatmap* m_heatmap;
    bool m_waiting = false; // for the answer about the user's text
};

} // namespace loratrf
