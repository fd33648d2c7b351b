#pragma once
// Which of a run's steps the filters are looked at: the newest as long as nobody goes back, else a chosen one. Plays
// the steps one after the other.

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <vector>

namespace loratrf {

class TimeCursor : public QObject {
    Q_OBJECT

public:
    static constexpr int playInterval = 250; // ms a step

    explicit TimeCursor(QObject* parent = nullptr);

    void setSteps(std::vector<int64_t> steps); // ascending; the chosen step stays, a cursor at the newest stays there
    const std::vector<int64_t>& steps() const { return m_steps; }
    int index() const; // of the newest step that is not after the chosen one; -1 without steps
    int64_t step() const { return m_steps.empty() ? 0 : m_steps[static_cast<std::size_t>(index())]; }

    void chooseIndex(int index); // clamped
    void choose(int64_t step);
    void goToNewest();
    void setPlaying(bool playing); // from the first step where it stands at the newest
    bool isPlaying() const { return m_timer.isActive(); }

Q_SIGNALS:
    void moved();
    void stepsChanged();
    void playingChanged(bool playing);

private:
    void advance();

    std::vector<int64_t> m_steps;
    int64_t m_step = 0; // chosen
    bool m_newest = true;
    QTimer m_timer;
};

} // namespace loratrf
