#pragma once
// What the window asks of the engine. app/ implements it over the real engine; nothing here waits: questions marked "at
// once" do no file access, everything else answers by a signal. Jobs run one at a time on one worker thread, in order
// of asking.

#include "backend/api/answers.h"
#include "backend/api/disk_plan.h"
#include "backend/api/export_foresight.h"
#include "backend/api/filter_statistics.h"
#include "backend/api/gpu_reading.h"
#include "backend/api/memory_plan.h"
#include "backend/api/outline.h"
#include "backend/api/task_vectors.h"

#include <QObject>
#include <QString>

namespace loratrf {

class RowFiles;

int nextJobId(); // for questions to the backend, unique in the window

class StudioBackend : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    // At once.
    virtual const std::vector<MethodInfo>& methods() const = 0;
    virtual ParameterCount countParameters(const ModelInfo& model, const QString& method,
                                           const MethodOptions& options) const = 0; // throws Error
    virtual MethodOptions fitBudget(const ModelInfo& model, const QString& method, const MethodOptions& options,
                                    qint64 loraRank) const = 0; // throws Error
    virtual QStringList chatTemplates() const = 0;              // names that DataOptions::template_name may have
    virtual std::vector<Problem> validate(const TrainOptions& options) const = 0;
    // `rows`: usable rows of each training file, or none where they are not all known
    virtual RecipeOutline outlineRecipe(const TrainOptions& options, const std::vector<int64_t>& rows) const = 0;
    // Of the same run, in the same folder; one without a folder gets that of newRun().
    virtual QString commandLine(const TrainOptions& options) const = 0;
    virtual QString newRun(const QString& method) const = 0; // the folder that a run started now would make
    virtual QString toJson(const TrainOptions& options) const = 0;
    virtual TrainOptions fromJson(const QString& text, std::vector<Problem>* unknownKeys) const = 0; // throws Error
    virtual bool busy() const = 0; // a training run is under way
    // Folder of the run under way in this process; empty: none, also while a comparison still looks at the base model
    virtual QString liveRun() const = 0;
    // Kinds of the jobs that compute or wait for it, as failed() names them; those that only look into files left out
    virtual QStringList jobs() const = 0;
    virtual RowFiles& rowFiles() = 0;

    // Jobs. `id` comes back with the answer or failure, so that a page can drop those of questions it no longer asks.
    virtual void inspectModel(const QString& path) = 0; // -> modelInspected | failed("model")
    virtual void preview(const QString& model, const QString& data, const DataOptions& options,
                         int rows) = 0; // -> previewReady | failed("data")
    // Of files that are trained on together -> progressed..., dataReported of each in order | failed("data")
    virtual void reportData(const QString& model, const QStringList& files, const DataOptions& options) = 0;
    // -> diskForeseen, then memoryForeseen | memoryUnknown; nothing while busy
    virtual void foreseeMemory(const ModelInfo& model, const TrainOptions& options) = 0;
    virtual void dryRun(const TrainOptions& options) = 0; // -> dryRunDone | failed("dry run"); train() ends it early
    virtual void cancelDryRun() = 0;
    // -> preparing, event..., trainFinished | trainCancelled | failed("train")
    virtual void train(const TrainOptions& options) = 0;
    virtual void resume(const QString& run, double epochs) = 0; // as train
    // Stops that run where it is under way here, then goes on from its newest checkpoint of a step before `step`, with
    // another learning rate where one is given (above 0) -> as train; failed("go back"): there is none, so it goes on
    virtual void goBack(const QString& run, qint64 step, double learningRate) = 0;
    virtual void generate(int id,
                          const AnswerRequest& request) = 0; // -> generatedPiece..., generated | failed("generate")
    virtual void evaluate(int id,
                          const EvaluateRequest& request) = 0;    // -> progressed..., evaluated | failed("evaluate")
    virtual void foreseeExport(const ExportRequest& request) = 0; // -> exportForeseen | failed("export foresight")
    virtual void exportFiles(const ExportRequest& request) = 0;   // -> progressed..., exported | failed("export")
    // Ends running and waiting jobs of a kind ("generate", "evaluate", "export", "statistics", "look at text", "data",
    // "task_vectors") -> what was made so far, or failed
    virtual void cancel(const QString& job) = 0;
    virtual void readUses(const QString& run) = 0;                  // -> usesRead | failed("votes")
    virtual void addVote(const QString& run, const Vote& vote) = 0; // the same
    virtual void
    probe(const QString& run,
          const QString& text) = 0; // during training answered by the run itself -> event(FilterEvent, probe -1)
    // The same of any run, for whoever asks; while a run is trained it waits -> lookedAtText | failed("look at text"),
    // in the order of asking
    virtual void lookAtText(int id, const QString& run, const QString& text) = 0;
    virtual void
    filterStatistics(int id,
                     const FilterStatisticsRequest& request) = 0; // -> progressed..., filterStatisticsReady |
                                                                  // failed("statistics")
    // Of run folders -> progressed..., taskVectorsCompared | failed("task_vectors"), in the order of asking
    virtual void compareTaskVectors(int id, const QString& a, const QString& b) = 0;

    // What helps to find a fault, as JSON without the user's rows, words, weights and folders -> diagnosed |
    // failed("diagnose")
    virtual void diagnose(const QString& run) = 0;

    // The running training job.
    virtual void setPaused(bool paused) = 0;
    virtual void stop() = 0; // safely, with a checkpoint
    virtual void checkpointNow() = 0;
    virtual void evaluateNow() = 0;
    virtual void changeRecipe(const RecipeChange& change) = 0; // -> event(SteerEvent), or a NoteEvent that refuses

    // Reads a run folder's journal and follows it (a run of another process, or an old one) -> event..., runOpened |
    // failed("run"); what was shown stays then
    virtual void openRun(const QString& folder) = 0;
    // A run as its folder has it now, for whoever asked: nothing is shown or followed -> runRead | runUnreadable
    virtual void readRun(int id, const QString& folder) = 0;
    // The meters of the GPU that the run that is shown names as its device, "cuda:0", again and again until another is
    // asked for -> gpuRead...; none of any other device, nor of another machine
    virtual void watchGpu(const QString& device) = 0;

Q_SIGNALS:
    void event(const loratrf::Event& event); // of the run that is shown
    // How far a job is, by its name as in failed(), or "compare"
    void progressed(const QString& job, const loratrf::ProgressEvent& progress);
    // A run is about to begin or to go on; `options.run` is its folder. Events follow once it has begun.
    void preparing(const loratrf::TrainOptions& options);
    void trainCancelled(const QString& run, const QString& message); // stopped before it began; nothing was changed
    void modelInspected(const loratrf::ModelInfo& info);
    void previewReady(const QString& data, const std::vector<loratrf::PreviewRow>& rows);
    void dataReported(const loratrf::DataReport& report);
    // `largestBudget`: the most tokens a micro-batch of this plan may hold so that a tenth of the memory stays free.
    void memoryForeseen(const loratrf::MemoryPlan& plan, qint64 freeBytes, qint64 largestBudget);
    void memoryUnknown(const QString& why); // these options' memory cannot be foreseen
    // `freeBytes` as disk_within_reach() has it. None where the options or the model cannot be used.
    void diskForeseen(const loratrf::DiskCosts& costs, qint64 freeBytes);
    void dryRunDone(const loratrf::DryRun& result);
    // `options`: as the run's folder has them
    void trainFinished(const loratrf::TrainResult& result, const loratrf::TrainOptions& options);
    void generatedPiece(int id, const QString& text);
    void generated(int id, const loratrf::AnswerResult& result);
    void evaluated(int id, const loratrf::EvaluateResult& result);
    void exportForeseen(const loratrf::ExportForesight& foresight);
    void exported(const loratrf::ExportResult& result);
    void usesRead(const QString& run, const std::vector<loratrf::SavedCheckpoint>& checkpoints,
                  const std::vector<loratrf::Vote>& votes); // newest checkpoint first
    void runOpened(const loratrf::RunInfo& info);
    // The run that is shown from its folder, after its event: the process that trained it is through with it
    void followedEnded(const QString& run, const loratrf::StateEvent& end);
    void runRead(int id, const loratrf::RunInfo& info, const std::vector<loratrf::Event>& events);
    void diagnosed(const QString& report);
    void lookedAtText(int id, const loratrf::FilterEvent& map);
    void filterStatisticsReady(int id, const loratrf::FilterStatistics& statistics);
    void taskVectorsCompared(int id, const loratrf::TaskVectorCosines& cosines);
    void runUnreadable(int id, const QString& message);
    void gpuRead(const loratrf::GpuReading& reading); // nothing in it: it cannot be read
    // job: "model", "data", "train", "dry run", "generate", "evaluate", "export", "export foresight", "votes", "probe",
    // "run", "statistics", "task_vectors", "go back", "look at text". `id`: it was asked with; 0: with none.
    // `cancelled`: somebody wished it to end
    void failed(const QString& job, const QString& message, int id = 0, bool cancelled = false);
    void busyChanged(bool busy);
    // One of jobs(), after its answers. `problem`: why it failed; empty where it went well or was cancelled
    void jobEnded(const QString& job, const QString& problem, bool cancelled = false);
};

} // namespace loratrf
