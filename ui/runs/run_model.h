#pragma once
// What is known of one run, gathered from its events. Views read it and are told what grew; appending costs O(1) a
// value.

#include "backend/api/engine.h"
#include "ui/runs/activity_history.h"
#include "ui/runs/filter_history.h"
#include "ui/runs/sample_history.h"

#include <QObject>
#include <QString>

#include <optional>

namespace loratrf {

struct LogRow {
    enum class Kind { Info, Warning, Problem, Checkpoint, Evaluation, Sample, State, Change };
    Kind kind = Kind::Info;
    int64_t step = 0;
    QString text;
};

// A run's folder as RunModel names it, so that two can be compared; empty stays empty.
QString absoluteFolder(const QString& folder);

class RunModel : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    void clear();
    void setInfo(const RunInfo& info); // of the run whose events came or will come; another run's events are dropped
    // This run is about to begin or to go on; another run's events are dropped. Then append(StartEvent) or notBegun().
    void prepare(const TrainOptions& options);
    void notBegun(const StateEvent& why);
    void append(const Event& event);

    bool isEmpty() const { return !m_info && !m_options && !m_start && m_log.empty(); }
    QString folder() const;
    QString name() const;                // as the user named it; may be empty
    const TrainOptions* options() const; // null: not known
    QString method() const;              // key, "loratrf"
    const std::optional<RunInfo>& info() const { return m_info; }
    const std::optional<StartEvent>& start() const { return m_start; }
    const std::optional<StateEvent>& state() const { return m_state; }
    const std::optional<ProgressEvent>& progress() const { return m_progress; } // what goes on between steps
    bool isPreparing() const { return m_preparing; }
    bool hasBegun() const { return m_info || m_start; } // there is something on the disk
    bool isRunning() const;                             // running or paused
    int64_t step() const;
    int64_t totalSteps() const;                 // as changed while it ran
    double learningRate() const;                // of the schedule, as changed while it ran; 0: not known
    int64_t plannedMemory() const;              // bytes; 0: not known
    std::optional<int64_t> patienceEnd() const; // step at which the run would end without a better evaluation

    // What the watchdog says last of the steps there are; null: nothing.
    const NoteEvent* alarm() const { return m_alarms.empty() ? nullptr : &m_alarms.back().note; }
    int64_t alarmSaid() const { return m_alarms.empty() ? 0 : m_alarms.back().said; } // step at which it was known
    int64_t troubleBegan() const; // step of the first of the alarms that led to alarm()
    // That is still there after the run was stopped, as the journal tells and the options keep them.
    bool hasCheckpointBefore(int64_t step) const;
    int64_t newestCheckpoint() const { return m_stored.empty() ? 0 : m_stored.back().step; } // step; 0: none was told

    const std::vector<StepEvent>& steps() const { return m_steps; } // ascending
    const std::vector<EvalEvent>& evals() const { return m_evals; } // ascending
    const EvalEvent* bestEval() const;                              // lowest loss, null without evaluation
    bool hasPairs() const { return m_hasPairs; }                    // its rows are preference pairs, as it reports
    const ActivityHistory& activity() const { return m_activity; }
    const FilterHistory& filters() const { return m_filters; }
    const SampleHistory& samples() const { return m_samples; }
    const std::vector<LogRow>& log() const { return m_log; }

    static Matrix tokenMatrix(const FilterEvent& event); // sites x tokens; empty when its sizes contradict each other

Q_SIGNALS:
    void reset(); // read everything anew
    void stepsGrew();
    void evalsGrew();
    void activityGrew();
    void filterArrived(qint64 probe);
    void logGrew();
    void samplesGrew();
    void stateChanged(); // start, state or progress

private:
    void add(const StartEvent& event);
    void add(const StepEvent& event);
    void add(const EvalEvent& event);
    void add(const ActivityEvent& event);
    void add(const FilterEvent& event);
    void add(const CheckpointEvent& event);
    void add(const SampleEvent& event);
    void add(const NoteEvent& event);
    void add(const ProgressEvent& event);
    void add(const StateEvent& event);
    void add(const SteerEvent& event);
    void dropAfter(int64_t step);
    void write(LogRow::Kind kind, int64_t step, const QString& text);

    std::optional<RunInfo> m_info;
    std::optional<TrainOptions> m_options; // of a run that was prepared here
    bool m_preparing = false;
    std::optional<StateEvent> m_before; // how it stood when it was to go on
    std::optional<StartEvent> m_start;
    std::optional<StateEvent> m_state;
    std::optional<ProgressEvent> m_progress;
    std::vector<StepEvent> m_steps;
    std::vector<EvalEvent> m_evals;
    bool m_hasPairs = false;
    ActivityHistory m_activity;
    FilterHistory m_filters;
    SampleHistory m_samples;
    struct Alarm {
        NoteEvent note;
        int64_t said = 0; // step of the run, which may be long after that of the note
    };
    std::vector<Alarm> m_alarms;           // as they came
    std::vector<CheckpointEvent> m_stored; // by step
    SteerEvent m_changed;                  // what holds now of all changes; 0: as it began
    std::vector<LogRow> m_log;
    std::size_t m_logOfThisRun = 0; // rows before it were written before the newest end of a run
};

} // namespace loratrf
