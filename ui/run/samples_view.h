#pragma once
// The answers to the run's fixed prompts, evaluation by evaluation: a slider over the evaluations, two of them side by
// side.

#include <QWidget>

class QComboBox;
class QGridLayout;
class QLabel;
class QSlider;
class QStackedLayout;

namespace loratrf {

class RunModel;

class SamplesView : public QWidget {
    Q_OBJECT

public:
    explicit SamplesView(const RunModel& model, QWidget* parent = nullptr);

private:
    void refresh();
    void showStep();
    int64_t chosenStep() const;
    int64_t comparedStep() const; // -1: none

    const RunModel& m_model;
    std::vector<int64_t> m_steps; // with answers
    QStackedLayout* m_pages;
    QSlider* m_slider;
    QLabel* m_where;
    QComboBox* m_compare;
    QGridLayout* m_grid;
    QWidget* m_answers;
};

} // namespace loratrf
