#pragma once
// What the window asks, answered by the engine of this process.

#include "app/engine_row_files.h"
#include "app/gpu_watch.h"
#include "app/job_runner.h"
#include "backend/api/compare.h"
#include "ui/studio_backend.h"

#include <QTimer>

namespace loratrf {

class FollowedRun;

class EngineBackend : public StudioBackend {
    Q_OBJECT

public:
    explicit EngineBackend(QObject* parent = nullptr);
    ~EngineBackend() override;

    const std::vector<MethodInfo>& methods() const override;
    ParameterCount countParameters(const ModelInfo& model, const QString& method,
                                   const MethodOptions& options) const override;
    MethodOptions fitBudget(const ModelInfo& model, const QString& method, const MethodOptions& options,
                            qint64 loraRank) const override;
    QStringList chatTemplates() const override;
    std::vector<Problem> validate(const TrainOptions& options) const override;
    RecipeOutline outlineRecipe(const TrainOptions& options, const std::vector<int64_t>& rows) const override;
    QString commandLine(const TrainOptions& options) const override;
    QString newRun(const QString& method) const override;
    QString toJson(const TrainOptions& options) const override;
    TrainOptions fromJson(const QString& text, std::vector<Problem>* unknownKeys) const override;
    bool busy() const override { return m_trainings > 0; }
    QString liveRun() const override { return m_liveRun; }
    QStringList jobs() const override;
    RowFiles& rowFiles() override { return m_rowFiles; }

    void inspectModel(const QString& path) override;
    void preview(const QString& model, const QString& data, const DataOptions& options, int rows) override;
    void reportData(const QString& model, const QStringList& files, const DataOptions& options) override;
    void foreseeMemory(const ModelInfo& model, const TrainOptions& options) override;
    void dryRun(const TrainOptions& options) override;
    void cancelDryRun() override;
    void train(const TrainOptions& options) override;
    void resume(const QString& run, double epochs) override;
    void goBack(const QString& run, qint64 step, double learningRate) override;
    void generate(int id, const AnswerRequest& request) override;
    void evaluate(int id, const EvaluateRequest& request) override;
    void foreseeExport(const ExportRequest& request) override;
    void exportFiles(const ExportRequest& request) override;
    void cancel(const QString& job) override;
    void readUses(const QString& run) override;
    void addVote(const QString& run, const Vote& vote) override;
    void probe(const QString& run, const QString& text) override;
    void diagnose(const QString& run) override;
    void lookAtText(int id, const QString& run, const QString& text) override;
    void filterStatistics(int id, const FilterStatisticsRequest& request) override;
    void compareTaskVectors(int id, const QString& a, const QString& b) override;

    void setPaused(bool paused) override;
    void stop() override; // the training run, or whatever else is under way
    void checkpointNow() override;
    void evaluateNow() override;
    void changeRecipe(const RecipeChange& change) override;

    // All trials, as one training job: busy() meanwhile, stop() ends it -> event..., compared | failed("compare")
    void compare(const CompareOptions& options);

    void openRun(const QString& folder) override;
    void readRun(int id, const QString& folder) override;
    void watchGpu(const QString& device) override;

Q_SIGNALS:
    void compared(const loratrf::CompareResult& result);

private:
    using TrainingJob = std::function<TrainResult(Control&, const EventSink&)>;
    void startTraining(const TrainOptions& options, TrainingJob job);
    EventSink progressOf(JobRunner& runner, const QString& job);
    template <class Job>
    auto asTraining(const QString& kind, Job job); // on the worker; busy() is false again when the job's answer arrives
    void beginTraining();
    void sayPreparing(const TrainOptions& options);
    void startFrom(const QString& run, qint64 step, double learningRate);
    bool tellTraining(const std::function<void(Control&)>& wish); // false: nothing is trained
    void trainingEnded();
    // Both on the reader's thread.
    void sayUses(const QString& run);
    void sayDisk(const TrainOptions& options);
    void showLive(const QString& kind, const Event& event);
    void followJournal();
    void showJournal(const std::shared_ptr<FollowedRun>& journal);
    void readJournal(const std::shared_ptr<FollowedRun>& journal, bool first);

    int m_trainings = 0; // under way or waiting
    QString m_liveRun;   // folder of the run under way in this process, once known

    // The run that is shown comes either live or from its journal, never from both: events carry no run.
    std::shared_ptr<FollowedRun> m_journal; // null: live
    std::shared_ptr<FollowedRun> m_opening; // takes m_journal's place once its folder is known to be a run
    QString m_shown;                        // folder of the run that is shown
    bool m_reading = false;
    QTimer m_follow;

    EngineRowFiles m_rowFiles;
    GpuWatch m_gpuWatch;

    // Last, so that they end first: their jobs use what is above.
    JobRunner m_worker; // everything that computes
    JobRunner m_reader; // only looks into files, so that set-up and old runs can be seen while a run is under way
};

} // namespace loratrf
