#pragma once
// A backend that computes nothing: it notes what the window asks, and the test sends the answers.

#include "backend/io/error.h"
#include "recording_row_files.h"
#include "ui/studio_backend.h"

#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>
#include <QTemporaryDir>

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace loratrf {

class RecordingBackend : public StudioBackend {
public:
    struct Asked {
        QString model, data;
        DataOptions options;
    };
    RecordingRowFiles rows;
    std::vector<Problem> problems;
    bool running = false;
    QStringList inspected;
    QString runs = "/project"; // where new runs go
    std::vector<Asked> previewed, reported;
    std::vector<TrainOptions> trained, foreseen, dryRuns;
    std::vector<std::pair<int, AnswerRequest>> generations;
    std::vector<std::pair<int, EvaluateRequest>> evaluations;
    std::vector<ExportRequest> exports, exportQuestions;
    std::vector<std::pair<QString, Vote>> votes;
    QStringList useQuestions, cancelled;
    QStringList openedRuns, watchedGpus;
    std::vector<std::pair<int, QString>> readRuns;
    std::vector<std::pair<int, FilterStatisticsRequest>> statistics;
    std::vector<std::tuple<int, QString, QString>> vectors, looks;
    QStringList asked; // of the running job, in words
    int stops = 0;

    // As the engine does, it knows the run under way by what is told of it, where the test does not say another one.
    RecordingBackend() {
        connect(this, &StudioBackend::preparing, this,
                [this](const TrainOptions& options) { live = QString::fromStdString(options.run); });
        connect(this, &StudioBackend::event, this, [this](const Event& told) {
            if (const auto* start = std::get_if<StartEvent>(&told); start != nullptr && running && live.isEmpty()) {
                live = QString::fromStdString(start->run);
            }
        });
    }

    void setRunning(bool now) {
        if (!now) {
            live.clear();
        }
        running = now;
        Q_EMIT busyChanged(now);
    }

    const std::vector<MethodInfo>& methods() const override {
        using Strings = std::vector<std::string>;
        const Strings targets = {"q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"};
        const OptionSpec rank{"rank", "Rank", "Width of the adapter", int64_t(16), 1, 4096, {}, false};
        const OptionSpec alpha{"alpha", "Alpha", "Strength of the adapter", 32.0, 0, 1e4, {}, false};
        const OptionSpec where{
            "targets", "Targets", "Projections that get an adapter", Strings{"q_proj", "v_proj"}, 0, 0, targets, false};
        static const std::vector<MethodInfo> list = {
            {"loratrf",
             "LoRATRF",
             "LoRA plus a filter that decides for each token how much the adapter adds.",
             "Reconstruction, see Help",
             true,
             false,
             false,
             false,
             0.6629,
             "Opens in this program; PEFT refuses it.",
             {rank,
              alpha,
              where,
              {"placement",
               "Filter sits",
               "Once a block or on each projection",
               std::string("block"),
               0,
               0,
               {"block", "linear"},
               false},
              {"filter_rank", "Filter rank", "Width of the map behind the filter", int64_t(4), 1, 256, {}, false},
              {"signed_start", "Flip dead filters", "Turns a task vector that no token meets", false, 0, 0, {}, true},
              {"filter_scale", "Filter scale", "Strength of the filtered path", 1.0, 0, 100, {}, true},
              {"xi_init",
               "Start of the task vector",
               "How it is drawn",
               std::string("randn"),
               0,
               0,
               {"randn", "randn_signed", "mean"},
               true}}},
            {"lora",
             "LoRA",
             "Two thin matrices beside each chosen projection.",
             "Hu et al. 2021",
             false,
             true,
             false,
             false,
             1,
             "Opens in PEFT.",
             {rank, alpha, where}},
            {"full",
             "Full fine-tuning",
             "Every weight learns.",
             "",
             false,
             false,
             true,
             true,
             1,
             "A whole model.",
             {}}};
        return list;
    }

    ParameterCount countParameters(const ModelInfo& model, const QString& method,
                                   const MethodOptions& options) const override {
        const auto info =
            std::ranges::find_if(methods(), [&](const MethodInfo& one) { return one.key == method.toStdString(); });
        const auto value = [&](const std::string& key) {
            const auto given = options.find(key);
            return given != options.end() ? given->second
                                          : std::ranges::find_if(info->options, [&](const OptionSpec& one) {
                                                return one.key == key;
                                            })->value;
        };
        if (method == "full") {
            const int64_t lora = 16 * model.layers * 2 * model.hidden;
            return {model.parameters, model.parameters, lora, 16};
        }
        const auto targets = std::get<std::vector<std::string>>(value("targets"));
        if (targets.empty()) {
            throw Error(ErrorCode::InvalidOption, "targets: at least one projection is needed, none is chosen");
        }
        int64_t lora = 0;
        for (const ProjectionInfo& projection : model.projections) {
            if (std::ranges::count(targets, projection.target) > 0) {
                lora += std::get<int64_t>(value("rank")) * (projection.in + projection.out);
            }
        }
        const int64_t filter =
            method == "loratrf" ? model.layers * model.hidden * (1 + 2 * std::get<int64_t>(value("filter_rank"))) : 0;
        return {lora + filter, model.parameters, lora, std::get<int64_t>(value("rank"))};
    }

    MethodOptions fitBudget(const ModelInfo&, const QString&, const MethodOptions& options,
                            qint64 loraRank) const override {
        if (loraRank < 2) {
            throw Error(ErrorCode::InvalidOption, "no rank fits into two thirds of a LoRA of rank 1");
        }
        MethodOptions fitted = options;
        fitted["rank"] = int64_t(loraRank / 2);
        fitted["filter_rank"] = int64_t(2);
        return fitted;
    }

    QStringList chatTemplates() const override { return {"chatml", "zephyr"}; }
    std::vector<Problem> validate(const TrainOptions&) const override { return problems; }
    RecipeOutline outlineRecipe(const TrainOptions& options, const std::vector<int64_t>& counts) const override {
        RecipeOutline outline;
        const int64_t count = std::accumulate(counts.begin(), counts.end(), int64_t(0));
        outline.train_rows = count;
        outline.steps_per_epoch = (count + options.batch_size - 1) / options.batch_size;
        outline.steps = options.max_steps > 0 ? options.max_steps : count / options.batch_size;
        outline.warmup_steps = outline.steps / 10;
        for (int64_t step = 1; step <= outline.steps; ++step) {
            outline.positions.push_back(double(step));
            outline.rates.push_back(step <= outline.warmup_steps
                                        ? options.learning_rate * double(step) / double(outline.warmup_steps + 1)
                                        : options.learning_rate);
        }
        return outline;
    }
    QString commandLine(const TrainOptions& options) const override {
        return QString("loratrf train --model '%1' --data '%2' --method %3 --epochs %4")
            .arg(QString::fromStdString(options.model), QString::fromStdString(options.data),
                 QString::fromStdString(options.method))
            .arg(options.epochs);
    }

    QString newRun(const QString& method) const override { return runs + "/2026-11-27-101500-" + method; }
    QString toJson(const TrainOptions& o) const override {
        QJsonObject object{{"model", QString::fromStdString(o.model)},
                           {"data", QString::fromStdString(o.data)},
                           {"eval_data", QString::fromStdString(o.eval_data)},
                           {"method", QString::fromStdString(o.method)},
                           {"epochs", o.epochs},
                           {"learning_rate", o.learning_rate},
                           {"batch_size", double(o.batch_size)},
                           {"max_length", double(o.data_options.max_length)},
                           {"prompt_field", QString::fromStdString(o.data_options.prompt_field)},
                           {"answer_field", QString::fromStdString(o.data_options.answer_field)},
                           {"rejected_field", QString::fromStdString(o.data_options.rejected_field)},
                           {"preference_beta", o.preference_beta},
                           {"keep_checkpoints", double(o.keep_checkpoints)}};
        const auto rank = o.method_options.find("rank");
        if (rank != o.method_options.end()) {
            object["rank"] = double(std::get<int64_t>(rank->second));
        }
        return QJsonDocument(object).toJson();
    }

    TrainOptions fromJson(const QString& text, std::vector<Problem>* unknownKeys) const override {
        const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
        if (!document.isObject()) {
            throw Error(ErrorCode::BadJson, "this is no options file: an object was expected");
        }
        const QJsonObject object = document.object();
        TrainOptions o;
        o.model = object["model"].toString().toStdString();
        o.data = object["data"].toString().toStdString();
        o.eval_data = object["eval_data"].toString().toStdString();
        o.method = object["method"].toString("loratrf").toStdString();
        o.epochs = object["epochs"].toDouble(o.epochs);
        o.learning_rate = object["learning_rate"].toDouble(o.learning_rate);
        o.batch_size = object["batch_size"].toInt(int(o.batch_size));
        o.threads = object["threads"].toInt();
        o.data_options.max_length = object["max_length"].toInt(int(o.data_options.max_length));
        o.data_options.prompt_field = object["prompt_field"].toString().toStdString();
        o.data_options.answer_field = object["answer_field"].toString().toStdString();
        o.data_options.rejected_field = object["rejected_field"].toString().toStdString();
        o.preference_beta = object["preference_beta"].toDouble(o.preference_beta);
        o.keep_checkpoints = object["keep_checkpoints"].toInt(int(o.keep_checkpoints));
        if (object.contains("rank")) {
            o.method_options["rank"] = int64_t(object["rank"].toInt());
        }
        if (unknownKeys != nullptr && object.contains("colour")) {
            unknownKeys->push_back({"colour", "no such option", true});
        }
        return o;
    }

    bool busy() const override { return running; }
    QString live; // folder of the run under way
    QString liveRun() const override { return live; }
    QStringList underWay; // kinds of jobs
    QStringList jobs() const override { return underWay; }
    RecordingRowFiles& rowFiles() override { return rows; }
    void inspectModel(const QString& path) override { inspected << path; }
    void preview(const QString& model, const QString& data, const DataOptions& options, int) override {
        previewed.push_back({model, data, options});
    }
    void reportData(const QString& model, const QStringList& files, const DataOptions& options) override {
        reported.push_back({model, files.join('\n'), options});
    }
    void foreseeMemory(const ModelInfo&, const TrainOptions& options) override { foreseen.push_back(options); }
    void dryRun(const TrainOptions& options) override { dryRuns.push_back(options); }
    void cancelDryRun() override { asked << QStringLiteral("cancel dry run"); }
    void train(const TrainOptions& options) override { trained.push_back(options); }
    void resume(const QString& run, double) override { asked << QStringLiteral("resume") << run; }
    void goBack(const QString& run, qint64 step, double learningRate) override {
        asked << QStringLiteral("go back") << run << QString::number(step) << QString::number(learningRate);
    }
    void generate(int id, const AnswerRequest& request) override { generations.emplace_back(id, request); }
    void evaluate(int id, const EvaluateRequest& request) override { evaluations.emplace_back(id, request); }
    void foreseeExport(const ExportRequest& request) override { exportQuestions.push_back(request); }
    void exportFiles(const ExportRequest& request) override { exports.push_back(request); }
    void cancel(const QString& job) override { cancelled << job; }
    void readUses(const QString& run) override { useQuestions << run; }
    void addVote(const QString& run, const Vote& vote) override { votes.emplace_back(run, vote); }
    void probe(const QString& run, const QString& text) override { asked << run << text; }
    void lookAtText(int id, const QString& run, const QString& text) override { looks.emplace_back(id, run, text); }
    void diagnose(const QString& run) override { Q_EMIT diagnosed(QString("report of %1").arg(run)); }
    void filterStatistics(int id, const FilterStatisticsRequest& request) override {
        statistics.emplace_back(id, request);
    }
    void compareTaskVectors(int id, const QString& a, const QString& b) override { vectors.emplace_back(id, a, b); }
    void setPaused(bool paused) override { asked << (paused ? QStringLiteral("pause") : QStringLiteral("go on")); }
    void stop() override {
        ++stops;
        asked << QStringLiteral("stop");
    }
    void checkpointNow() override { asked << QStringLiteral("checkpoint"); }
    void evaluateNow() override { asked << QStringLiteral("evaluate"); }
    std::vector<RecipeChange> changes;
    void changeRecipe(const RecipeChange& change) override { changes.push_back(change); }
    void openRun(const QString& folder) override { openedRuns << folder; }
    void readRun(int id, const QString& folder) override { readRuns.emplace_back(id, folder); }
    void watchGpu(const QString& device) override { watchedGpus << device; }
};

// A model of 30 layers in the shapes of a small llama.
inline ModelInfo exampleModel(const QString& path) {
    ModelInfo model;
    model.path = path.toStdString();
    model.format = "GGUF v3";
    model.architecture = "llama";
    model.name = "SmolLM2 135M Instruct";
    model.types = "Q4_1 (210), F32 (61), Q8_0 (1)";
    model.parameters = 134515008;
    model.bytes = 90700000;
    model.layers = 30;
    model.hidden = 576;
    model.vocabulary = 49152;
    model.context = 8192;
    model.tokenizer = "byte-level BPE, 49,152 tokens, pre-tokenizer smollm";
    model.chat_template = "{% for m in messages %}";
    model.licence = "apache-2.0";
    model.quantised = true;
    model.warnings = {"The weights are quantised"};
    for (int64_t layer = 0; layer < model.layers; ++layer) {
        const std::string at = "model.layers." + std::to_string(layer);
        model.projections.push_back({at + ".self_attn.q_proj", "q_proj", layer, 576, 576});
        model.projections.push_back({at + ".self_attn.k_proj", "k_proj", layer, 576, 192});
        model.projections.push_back({at + ".self_attn.v_proj", "v_proj", layer, 576, 192});
        model.projections.push_back({at + ".self_attn.o_proj", "o_proj", layer, 576, 576});
    }
    return model;
}

inline std::vector<PreviewRow> exampleRows() {
    const auto row = [](int64_t line, const std::vector<std::pair<std::string, bool>>& pieces) {
        PreviewRow made;
        made.line = line;
        for (const auto& [text, supervised] : pieces) {
            made.tokens.push_back({static_cast<int32_t>(made.tokens.size() + 100), text, supervised});
        }
        return made;
    };
    PreviewRow broken;
    broken.line = 3;
    broken.error = "field \"messages\" is missing";
    return {row(1, {{"<|im_start|>", false}, {"user", false},     {"\n", false},
                    {"Dear", false},         {" shop", false},    {",", false},
                    {" please", false},      {" send", false},    {" me", false},
                    {" two", false},         {" bags", false},    {" of", false},
                    {" flour", false},       {" by", false},      {" Friday", false},
                    {"<|im_end|>", false},   {"\n", false},       {"<|im_start|>", false},
                    {"assistant", false},    {"\n", false},       {"{\"", true},
                    {"items", true},         {"\":", true},       {" [{\"", true},
                    {"name", true},          {"\":", true},       {" \"", true},
                    {"flour", true},         {"\",", true},       {" \"", true},
                    {"quantity", true},      {"\":", true},       {" 2", true},
                    {"}]}", true},           {"<|im_end|>", true}}),
            row(2, {{"Hello", false}, {" world", true}}), broken};
}

// Settings of a test are its own, in a folder that goes away.
inline void isolateSettings(const QTemporaryDir& folder) {
    QCoreApplication::setOrganizationName("LoRATRF tests");
    QCoreApplication::setApplicationName(QFileInfo(QCoreApplication::applicationFilePath()).fileName());
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    qputenv("XDG_DATA_HOME", folder.path().toUtf8());
}

} // namespace loratrf
